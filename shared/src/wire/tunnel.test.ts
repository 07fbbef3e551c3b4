import { expect, test } from 'vitest'
import { createUnpacking, pack, pieceSize } from './tunnel.ts'

const bytes = (length: number, seed: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => (at * 31 + seed * 7) % 256)
const frames = [0, 1, 3, 70_000, 5, pieceSize - 4, pieceSize, 200_000].map(bytes)

test('frames come out as they went in, however the stream is cut', () => {
  const whole = pack(frames)
  expect(whole.every(piece => piece.length <= pieceSize)).toBe(true)
  const stream = Uint8Array.from(whole.flatMap(piece => [...piece]))
  for (const size of [3, 4, 1000, 65_535, stream.length]) {
    const out: Uint8Array[] = []
    const unpacking = createUnpacking({ longest: 256 * 1024, frame: one => out.push(one) })
    for (let at = 0; at < stream.length; at += size) expect(unpacking.take(stream.slice(at, at + size))).toBe(true)
    expect(out).toEqual(frames)
  }
})

test('[S6] a frame that says it is longer than allowed is not waited for', () => {
  const out: Uint8Array[] = []
  const unpacking = createUnpacking({ longest: 10, frame: one => out.push(one) })
  expect(unpacking.take(new Uint8Array([0, 0, 0, 1, 9, 0, 0, 0]))).toBe(true)
  expect(unpacking.take(new Uint8Array([11]))).toBe(false)
  expect(out).toEqual([new Uint8Array([9])])
})
