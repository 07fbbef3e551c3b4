import type { Compilable, CompiledQuery } from 'kysely'
import type { Db } from './open.ts'

/** What is asked with: by name. */
type Values = Readonly<Record<string, string | number | null>>

/** Stands in the SQL where a value will be. */
class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/**
 * A question that is asked of one store again and again. Its SQL is put together once, with the first asking: that costs
 * more than the answer, and everybody who opens a notebook waits for it. What build does with the values is to hand them
 * to the query, and nothing else: they are not known yet.
 */
export function prepared<Given extends Values, Row>(
  build: (db: Db, given: Given) => Compilable<Row>,
): (db: Db, given: Given) => Promise<readonly Row[]> {
  const made = new WeakMap<Db, CompiledQuery<Row>>()
  const slots = new Proxy({}, { get: (_, name) => new Slot(String(name)) }) as Given
  return async (db, given) => {
    let query = made.get(db)
    if (!query) {
      query = build(db, slots).compile()
      made.set(db, query)
    }
    const parameters = query.parameters.map(value => (value instanceof Slot ? given[value.name] : value))
    const { rows } = await db.executeQuery<Row>({ ...query, parameters })
    return rows
  }
}
