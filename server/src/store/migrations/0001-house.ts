/** The first tables. Forward only: once released, a migration is never edited; the next one changes what it made. */
const refuse = (table: string, verb: 'UPDATE' | 'DELETE', sentence: string, when = ''): string =>
  `CREATE TRIGGER ${table}_${verb.toLowerCase()} BEFORE ${verb} ON ${table} ${when}
   BEGIN SELECT RAISE(ABORT, '${sentence}'); END`

export const house = [
  `CREATE TABLE house (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT`,

  `CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT NOT NULL, made_at INTEGER NOT NULL) STRICT`,

  `CREATE TABLE staff (
     person TEXT PRIMARY KEY REFERENCES person (id),
     email TEXT NOT NULL UNIQUE,
     password_hash TEXT NOT NULL,
     profession TEXT NOT NULL,
     administrator INTEGER NOT NULL CHECK (administrator IN (0, 1)),
     made_at INTEGER NOT NULL
   ) STRICT`,

  `CREATE TABLE staff_invitation (
     token_hash TEXT PRIMARY KEY,
     kind TEXT NOT NULL CHECK (kind IN ('set-up', 'staff')),
     name TEXT NOT NULL,
     email TEXT NOT NULL,
     profession TEXT NOT NULL,
     administrator INTEGER NOT NULL CHECK (administrator IN (0, 1)),
     made_at INTEGER NOT NULL,
     expires_at INTEGER NOT NULL,
     used_at INTEGER
   ) STRICT`,
  `CREATE INDEX staff_invitation_email ON staff_invitation (email)`,

  `CREATE TABLE network (
     id TEXT PRIMARY KEY,
     centre TEXT NOT NULL REFERENCES person (id),
     made_by TEXT NOT NULL REFERENCES person (id),
     made_at INTEGER NOT NULL
   ) STRICT`,

  `CREATE TABLE membership (
     network TEXT NOT NULL REFERENCES network (id),
     person TEXT NOT NULL REFERENCES person (id),
     kind TEXT NOT NULL CHECK (kind IN ('centre', 'network', 'practitioner', 'interpreter', 'advocate', 'guest')),
     relation TEXT NOT NULL,
     profession TEXT NOT NULL,
     since INTEGER NOT NULL,
     until INTEGER,
     PRIMARY KEY (network, person)
   ) STRICT`,
  `CREATE INDEX membership_person ON membership (person)`,

  `CREATE TABLE meeting (
     id TEXT PRIMARY KEY,
     network TEXT NOT NULL REFERENCES network (id),
     starts_at INTEGER NOT NULL,
     zone TEXT NOT NULL,
     place TEXT NOT NULL CHECK (place IN ('online', 'home', 'mixed')),
     place_words TEXT NOT NULL,
     arranged_by TEXT NOT NULL REFERENCES person (id),
     made_at INTEGER NOT NULL,
     phase TEXT NOT NULL,
     opened_at INTEGER,
     ended_at INTEGER,
     ending TEXT,
     absent_may_read INTEGER NOT NULL CHECK (absent_may_read IN (0, 1)),
     carried INTEGER NOT NULL CHECK (carried IN (0, 1))
   ) STRICT`,
  `CREATE INDEX meeting_network ON meeting (network, starts_at)`,

  `CREATE TABLE invited (
     meeting TEXT NOT NULL REFERENCES meeting (id),
     person TEXT NOT NULL REFERENCES person (id),
     kind TEXT NOT NULL CHECK (kind IN ('centre', 'network', 'practitioner', 'interpreter', 'advocate', 'guest')),
     role TEXT NOT NULL,
     attended_at INTEGER,
     PRIMARY KEY (meeting, person)
   ) STRICT`,
  `CREATE INDEX invited_person ON invited (person)`,

  `CREATE TABLE link (
     id TEXT PRIMARY KEY,
     token_hash TEXT NOT NULL UNIQUE,
     person TEXT NOT NULL REFERENCES person (id),
     meeting TEXT NOT NULL REFERENCES meeting (id),
     made_by TEXT NOT NULL REFERENCES person (id),
     made_at INTEGER NOT NULL,
     expires_at INTEGER NOT NULL,
     opened_at INTEGER,
     revoked_at INTEGER
   ) STRICT`,
  `CREATE INDEX link_meeting ON link (meeting, person)`,

  `CREATE TABLE session (
     token_hash TEXT PRIMARY KEY,
     label TEXT NOT NULL UNIQUE,
     person TEXT NOT NULL REFERENCES person (id),
     staff INTEGER NOT NULL CHECK (staff IN (0, 1)),
     link TEXT REFERENCES link (id),
     made_at INTEGER NOT NULL,
     seen_at INTEGER NOT NULL,
     expires_at INTEGER NOT NULL,
     revoked_at INTEGER
   ) STRICT`,
  `CREATE INDEX session_person ON session (person)`,
  `CREATE INDEX session_link ON session (link)`,

  `CREATE TABLE meeting_event (
     meeting TEXT NOT NULL REFERENCES meeting (id),
     seq INTEGER NOT NULL,
     at INTEGER NOT NULL,
     person TEXT REFERENCES person (id),
     body TEXT NOT NULL,
     command TEXT,
     PRIMARY KEY (meeting, seq)
   ) STRICT, WITHOUT ROWID`,
  refuse('meeting_event', 'UPDATE', 'what happened in a meeting is never changed'),
  refuse('meeting_event', 'DELETE', 'what happened in a meeting is never taken away'),

  `CREATE TABLE command_done (
     meeting TEXT NOT NULL REFERENCES meeting (id),
     id TEXT NOT NULL,
     person TEXT NOT NULL REFERENCES person (id),
     at INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     PRIMARY KEY (meeting, id)
   ) STRICT, WITHOUT ROWID`,

  // No foreign keys on the notebook: words that somebody has written are never refused over a row elsewhere.
  `CREATE TABLE notebook_update (
     meeting TEXT NOT NULL,
     seq INTEGER NOT NULL,
     person TEXT,
     client INTEGER NOT NULL,
     at INTEGER NOT NULL,
     bytes BLOB NOT NULL,
     PRIMARY KEY (meeting, seq)
   ) STRICT, WITHOUT ROWID`,
  refuse('notebook_update', 'UPDATE', 'written words are never changed'),
  refuse(
    'notebook_update',
    'DELETE',
    'written words are only let go once a snapshot holds them',
    'WHEN NOT EXISTS (SELECT 1 FROM notebook_snapshot s WHERE s.meeting = OLD.meeting AND s.seq >= OLD.seq)',
  ),

  `CREATE TABLE notebook_snapshot (
     meeting TEXT PRIMARY KEY,
     seq INTEGER NOT NULL,
     at INTEGER NOT NULL,
     bytes BLOB NOT NULL
   ) STRICT`,
  refuse('notebook_snapshot', 'DELETE', 'a snapshot is only replaced by a later one'),
  refuse('notebook_snapshot', 'UPDATE', 'a snapshot is only replaced by a later one', 'WHEN NEW.seq < OLD.seq'),

  `CREATE TABLE notebook_client (
     meeting TEXT NOT NULL,
     client INTEGER NOT NULL,
     person TEXT NOT NULL,
     at INTEGER NOT NULL,
     PRIMARY KEY (meeting, client)
   ) STRICT, WITHOUT ROWID`,
  refuse('notebook_client', 'UPDATE', 'who wrote stays who wrote'),
  refuse('notebook_client', 'DELETE', 'who wrote stays who wrote'),

  `CREATE TABLE record (
     meeting TEXT PRIMARY KEY REFERENCES meeting (id),
     hash TEXT NOT NULL,
     body TEXT NOT NULL,
     sealed_at INTEGER NOT NULL
   ) STRICT`,
  refuse('record', 'UPDATE', 'a sealed record is never changed'),
  refuse('record', 'DELETE', 'a sealed record is never taken away'),

  `CREATE TABLE addition (
     id TEXT PRIMARY KEY,
     meeting TEXT NOT NULL REFERENCES meeting (id),
     person TEXT NOT NULL REFERENCES person (id),
     at INTEGER NOT NULL,
     words TEXT NOT NULL
   ) STRICT`,
  `CREATE INDEX addition_meeting ON addition (meeting, at)`,
  refuse('addition', 'UPDATE', 'a signed addition is never changed'),
  refuse('addition', 'DELETE', 'a signed addition is never taken away'),

  `CREATE TABLE access_event (
     network TEXT NOT NULL REFERENCES network (id),
     seq INTEGER NOT NULL,
     at INTEGER NOT NULL,
     person TEXT NOT NULL REFERENCES person (id),
     staff INTEGER NOT NULL CHECK (staff IN (0, 1)),
     act TEXT NOT NULL,
     meeting TEXT REFERENCES meeting (id),
     previous TEXT NOT NULL,
     hash TEXT NOT NULL,
     PRIMARY KEY (network, seq)
   ) STRICT, WITHOUT ROWID`,
  refuse('access_event', 'UPDATE', 'who has looked is never changed'),
  refuse('access_event', 'DELETE', 'who has looked is never taken away'),
] as const
