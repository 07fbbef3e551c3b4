/**
 * Work that rests between its parts: whoever carries it out lets others in meanwhile. Looking back at a long meeting must
 * not hold up anybody who is writing in another.
 */
export type InParts<T> = Generator<undefined, T>

/** Parts that are done in one breath: a few milliseconds. */
const breathful = 8

export const breath = (): Promise<void> => new Promise(resolve => void setImmediate(resolve))

export async function unhurried<T>(work: InParts<T>): Promise<T> {
  for (let parts = 1; ; parts++) {
    const step = work.next()
    if (step.done) return step.value
    if (parts % breathful === 0) await breath()
  }
}

/** All of it at once: for tests. */
export function atOnce<T>(work: InParts<T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** Each in its turn, with a rest after every so many. */
export function* each<A, B>(all: readonly A[], tell: (one: A) => readonly B[]): InParts<B[]> {
  const told: B[] = []
  let count = 0
  for (const one of all) {
    told.push(...tell(one))
    if (++count % 50 === 0) yield
  }
  return told
}
