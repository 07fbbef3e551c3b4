import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './sources.ts'

const debian = '/usr/bin/chromium'

/** How the stories' browser is started. voice: the microphones of all pages speak, instead of beeping once a second. */
export function chromium(given: { readonly voice?: boolean } = {}) {
  return {
    ...(existsSync(debian) ? { executablePath: debian } : {}),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      // Cameras with a moving picture (the second is a depth camera), microphones that beep. Few frames: three people share two cores.
      '--use-fake-device-for-media-stream=fps=8,device-count=3',
      '--use-fake-ui-for-media-stream',
      // A test machine may have no network but its own.
      '--allow-loopback-in-peer-connection',
      '--disable-features=WebRtcHideLocalIpsWithMdns',
      ...(given.voice ? [`--use-file-for-fake-audio-capture=${voice()}`] : []),
    ],
  }
}

/** Four syllables a second in a low voice, for five seconds again and again: steady noise would be taken out as noise. */
function voice(): string {
  const file = join(root, 'test-results', 'voice.wav')
  const rate = 48_000
  const samples = Buffer.alloc(rate * 5 * 2)
  for (let at = 0; at < rate * 5; at++) {
    const t = at / rate
    const syllable = Math.max(0, Math.sin(2 * Math.PI * 4 * t)) ** 0.5
    const pitch = 130 + 25 * Math.sin(2 * Math.PI * 0.7 * t)
    let sum = 0
    for (let harmonic = 1; harmonic <= 12; harmonic++) sum += Math.sin(2 * Math.PI * pitch * harmonic * t) / harmonic
    samples.writeInt16LE(Math.round(sum * syllable * 9_000), at * 2)
  }
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length, 40)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, Buffer.concat([head, samples]))
  return file
}
