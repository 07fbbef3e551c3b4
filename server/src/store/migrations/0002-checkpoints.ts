/** Moments of a notebook that people keep in mind (S14). The words themselves stand in the log; this only points into it. */
const refuse = (verb: 'UPDATE' | 'DELETE'): string =>
  `CREATE TRIGGER notebook_checkpoint_${verb.toLowerCase()} BEFORE ${verb} ON notebook_checkpoint
   BEGIN SELECT RAISE(ABORT, 'what was kept in mind stays as it is'); END`

export const checkpoints = [
  `CREATE TABLE notebook_checkpoint (
     id TEXT PRIMARY KEY,
     meeting TEXT NOT NULL REFERENCES meeting (id),
     seq INTEGER NOT NULL CHECK (seq > 0),
     at INTEGER NOT NULL,
     person TEXT NOT NULL REFERENCES person (id),
     why TEXT NOT NULL CHECK (why IN ('named', 'brought-back')),
     words TEXT NOT NULL
   ) STRICT`,
  `CREATE INDEX notebook_checkpoint_meeting ON notebook_checkpoint (meeting, seq)`,
  refuse('UPDATE'),
  refuse('DELETE'),
] as const
