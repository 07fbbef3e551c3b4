/** Who does not want the others to learn where they are ("relay-only per person"): a row, or none. */
export const hidden = [
  // By network and not by membership: an interpreter or a guest of one meeting has none, and hides as well as anybody.
  `CREATE TABLE hidden_place (
     network TEXT NOT NULL REFERENCES network (id),
     person TEXT NOT NULL REFERENCES person (id),
     since INTEGER NOT NULL,
     PRIMARY KEY (network, person)
   ) STRICT, WITHOUT ROWID`,
] as const
