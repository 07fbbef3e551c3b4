/** Reading because of a duty: why stands in the chain of looks, and an hour that is kept by the house. */
export const dutyReading = [
  // JSON: who they were, what they did here, and why. Part of what the chain binds; null: an ordinary look.
  `ALTER TABLE access_event ADD COLUMN duty TEXT`,

  // seq: the line in who has looked that stands for it, and says why. label: the sign-in that it holds for.
  `CREATE TABLE duty_reading (
     id TEXT PRIMARY KEY,
     network TEXT NOT NULL REFERENCES network (id),
     seq INTEGER NOT NULL,
     person TEXT NOT NULL REFERENCES person (id),
     label TEXT NOT NULL,
     until INTEGER NOT NULL,
     ended_at INTEGER,
     FOREIGN KEY (network, seq) REFERENCES access_event (network, seq)
   ) STRICT`,
  `CREATE INDEX duty_reading_person ON duty_reading (person, until)`,
  `CREATE TRIGGER duty_reading_update BEFORE UPDATE ON duty_reading
   WHEN NOT (
     OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL AND NEW.id = OLD.id AND NEW.network = OLD.network
     AND NEW.seq = OLD.seq AND NEW.person = OLD.person AND NEW.label = OLD.label AND NEW.until = OLD.until
   )
   BEGIN SELECT RAISE(ABORT, 'an hour that was given is only ever ended'); END`,
  `CREATE TRIGGER duty_reading_delete BEFORE DELETE ON duty_reading
   BEGIN SELECT RAISE(ABORT, 'an hour that was given is never taken away'); END`,
] as const
