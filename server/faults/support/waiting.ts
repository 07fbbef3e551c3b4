import { setTimeout as timer } from 'node:timers/promises'

/** Lets real time pass: what is tested here is a real process on a real clock. */
export const pass = (span: number): Promise<void> => timer(span)

/** Polls until it holds; says what was waited for when it never does. Answers how long it took, in milliseconds. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  given: { readonly within?: number; readonly every?: number } = {},
): Promise<number> {
  const { within = 30_000, every = 10 } = given
  const began = performance.now()
  for (;;) {
    if (await holds()) return performance.now() - began
    if (performance.now() - began > within) throw new Error(`waited ${within} ms in vain: ${what}`)
    await timer(every)
  }
}
