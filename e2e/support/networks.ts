import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from './chromium.ts'

/**
 * Two homes, a relay and the house, each in a network of its own. From a home the house and the relay can be reached, the
 * other home cannot: nothing goes directly.
 */
export interface Networks {
  /** Where homes find the house. */
  readonly house: string
  readonly relay: { readonly address: string; readonly inside: readonly string[] }
  /** How a browser is started at home. */
  at(home: 0 | 1, origin: string): { executablePath: string; args: string[] }
  take(): void
}

const house = '10.77.0.1'
const relay = '10.77.9.9'
const ip = (words: string) => execFileSync('ip', words.split(' '), { stdio: ['ignore', 'ignore', 'pipe'] })

export const whyNoNetworks = (): string | null => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'skipped: networks of one’s own need root on Linux.'
  if (!['/usr/sbin/ip', '/sbin/ip'].some(existsSync)) return 'skipped: networks of one’s own need iproute2.'
  return existsSync('/usr/bin/chromium') ? null : 'skipped: networks of one’s own need /usr/bin/chromium.'
}

export function layNetworks(): Networks {
  const mine = process.pid.toString(36)
  const [homes, middle] = [[`pp${mine}a`, `pp${mine}b`] as const, `pp${mine}t`]
  const folder = mkdtempSync(join(tmpdir(), 'polyphony-net-'))
  const take = () => {
    for (const name of [...homes, middle]) {
      try {
        ip(`netns del ${name}`)
      } catch {
        // It was never laid.
      }
    }
    try {
      ip(`addr del ${house}/32 dev lo`)
    } catch {
      // Nor was this.
    }
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    ip(`addr add ${house}/32 dev lo`)
    ip(`netns add ${middle}`)
    ip(`-n ${middle} link set lo up`)
    ip(`-n ${middle} addr add ${relay}/32 dev lo`)
    // What leads nowhere is lost in silence, as on the internet: at "unreachable" coturn closes the whole allocation.
    ip(`-n ${middle} link add void type veth peer name end`)
    ip(`-n ${middle} link set void arp off up`)
    ip(`-n ${middle} link set end up`)
    ip(`-n ${middle} route add default dev void`)
    homes.forEach((home, at) => {
      const [toHouse, toRelay] = [`10.77.${at + 1}`, `10.77.${at + 11}`]
      ip(`netns add ${home}`)
      ip(`-n ${home} link set lo up`)
      // One wire to the house, where this machine is the other end, and one to the relay.
      ip(`link add h${mine}${at} type veth peer name in netns ${home}`)
      ip(`addr add ${toHouse}.1/30 dev h${mine}${at}`)
      ip(`link set h${mine}${at} up`)
      ip(`-n ${home} addr add ${toHouse}.2/30 dev in`)
      ip(`-n ${home} link set in up`)
      ip(`-n ${home} route add ${house}/32 via ${toHouse}.1`)
      ip(`-n ${home} link add out type veth peer name r${at} netns ${middle}`)
      ip(`-n ${home} addr add ${toRelay}.2/30 dev out`)
      ip(`-n ${home} link set out up`)
      ip(`-n ${middle} addr add ${toRelay}.1/30 dev r${at}`)
      ip(`-n ${middle} link set r${at} up`)
      ip(`-n ${home} route add ${relay}/32 via ${toRelay}.1`)
    })
  } catch (error) {
    take()
    throw error
  }
  return {
    house,
    relay: { address: relay, inside: ['ip', 'netns', 'exec', middle] },
    at: (home, origin) => {
      const start = join(folder, `chromium-${home}`)
      writeFileSync(start, `#!/bin/sh\nexec ip netns exec ${homes[home]} /usr/bin/chromium "$@"\n`)
      chmodSync(start, 0o755)
      // There is no TLS between these networks, and cameras want it.
      return {
        executablePath: start,
        args: [...chromium().args, `--unsafely-treat-insecure-origin-as-secure=${origin}`],
      }
    },
    take,
  }
}
