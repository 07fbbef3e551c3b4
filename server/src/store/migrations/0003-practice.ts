/**
 * Who may read after leaving (§ who may read), a mark for children, "I can't talk freely" kept apart, and what is promised
 * to be forgotten may be.
 */
const refuse = (verb: 'UPDATE' | 'DELETE'): string =>
  `CREATE TRIGGER safety_event_${verb.toLowerCase()} BEFORE ${verb} ON safety_event
   BEGIN SELECT RAISE(ABORT, 'that somebody could not talk is never ${verb === 'UPDATE' ? 'changed' : 'taken away'}'); END`

export const practice = [
  `ALTER TABLE membership ADD COLUMN child INTEGER NOT NULL DEFAULT 0 CHECK (child IN (0, 1))`,
  // Who ended it: the member, or the person at the centre. null: nobody, or from before this was written down.
  `ALTER TABLE membership ADD COLUMN ended_by TEXT REFERENCES person (id)`,

  // No foreign keys: this is never refused over a row elsewhere. Nothing joins it to what the network or the team reads.
  `CREATE TABLE safety_event (
     id TEXT PRIMARY KEY,
     at INTEGER NOT NULL,
     meeting TEXT NOT NULL,
     person TEXT NOT NULL,
     shown INTEGER NOT NULL CHECK (shown IN (0, 1))
   ) STRICT`,
  refuse('UPDATE'),
  refuse('DELETE'),

  // Voices heard are forgotten when the meeting is over: the place in the order stays, what stood there goes.
  `DROP TRIGGER meeting_event_update`,
  `CREATE TRIGGER meeting_event_update BEFORE UPDATE ON meeting_event
   WHEN NOT (
     OLD.body LIKE '{"is":"heard",%' AND NEW.body = '{"is":"forgotten"}' AND NEW.person IS NULL
     AND NEW.meeting = OLD.meeting AND NEW.seq = OLD.seq AND NEW.at = OLD.at AND NEW.command IS OLD.command
     AND EXISTS (SELECT 1 FROM record WHERE record.meeting = OLD.meeting)
   )
   BEGIN SELECT RAISE(ABORT, 'what happened in a meeting is never changed'); END`,

  `CREATE INDEX session_expires ON session (expires_at)`,
] as const
