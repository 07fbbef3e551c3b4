import type { BrowserContext, Page } from '@playwright/test'

declare global {
  interface Window {
    polyphonyConnections?: RTCPeerConnection[]
    /** Every track that a camera, a microphone or a screen gave, and every copy of one. */
    polyphonyTracks?: MediaStreamTrack[]
    /** The devices with these ids are pulled out. */
    polyphonyUnplugged?: string[]
  }
}

/** Keeps every connection and every track the page makes, so that a story can ask the browser itself what flows. */
export async function watchConnections(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const tracks: MediaStreamTrack[] = []
    window.polyphonyTracks = tracks
    window.polyphonyUnplugged = []
    const devices = (navigator as { mediaDevices?: MediaDevices }).mediaDevices
    for (const name of ['getUserMedia', 'getDisplayMedia'] as const) {
      const ask = devices?.[name].bind(devices)
      if (!devices || !ask) continue
      devices[name] = async constraints => {
        const stream = await ask(constraints)
        tracks.push(...stream.getTracks())
        return stream
      }
    }
    const clone = MediaStreamTrack.prototype.clone
    MediaStreamTrack.prototype.clone = function (this: MediaStreamTrack) {
      const copy = clone.call(this)
      tracks.push(copy)
      return copy
    }
    const list = devices?.enumerateDevices.bind(devices)
    if (devices && list) {
      devices.enumerateDevices = async () =>
        (await list()).filter(({ deviceId }) => !window.polyphonyUnplugged?.includes(deviceId))
    }
    const kept: RTCPeerConnection[] = []
    window.polyphonyConnections = kept
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        kept.push(this)
      }
    }
  })
}

export interface Flow {
  readonly connections: number
  readonly framesDecoded: number
  /** 0 to 1, the loudest that is heard now. */
  readonly audioLevel: number
  readonly bytesReceived: number
  readonly bytesSent: number
}

/** What flows into and out of this page, over all its connections that are not closed. */
export function flow(page: Page): Promise<Flow> {
  return page.evaluate(async () => {
    const open = (window.polyphonyConnections ?? []).filter(({ connectionState }) => connectionState !== 'closed')
    const sum = { connections: open.length, framesDecoded: 0, audioLevel: 0, bytesReceived: 0, bytesSent: 0 }
    for (const connection of open) {
      for (const [, stat] of await connection.getStats()) {
        if (stat.type === 'inbound-rtp') {
          sum.framesDecoded += stat.framesDecoded ?? 0
          sum.audioLevel = Math.max(sum.audioLevel, stat.audioLevel ?? 0)
          sum.bytesReceived += stat.bytesReceived ?? 0
        }
        if (stat.type === 'outbound-rtp') sum.bytesSent += stat.bytesSent ?? 0
      }
    }
    return sum
  })
}

/** Every origin that the pages of this browser speak to from now on. */
export function originsOf(context: BrowserContext): ReadonlySet<string> {
  const seen = new Set<string>()
  const add = (url: string) => /^(?:data|blob|about):/.test(url) || seen.add(new URL(url).origin)
  context.on('request', request => add(request.url()))
  context.on('page', page => page.on('websocket', socket => add(socket.url())))
  for (const page of context.pages()) page.on('websocket', socket => add(socket.url()))
  return seen
}

/** What is open of the own camera and microphone: as long as one camera track lives, its light is on. */
export function openTracks(page: Page): Promise<{ camera: string[]; microphone: string[] }> {
  return page.evaluate(() => {
    const live = (window.polyphonyTracks ?? []).filter(({ readyState }) => readyState === 'live')
    const of = (kind: string) => live.filter(track => track.kind === kind).map(({ label }) => label)
    return { camera: of('video'), microphone: of('audio') }
  })
}

/** What a browser does when a plug is pulled: the device is gone from its list, and it says so. */
export function unplug(page: Page, kind: 'audio' | 'video'): Promise<string> {
  return page.evaluate(of => {
    const using = (window.polyphonyTracks ?? []).filter(track => track.kind === of && track.readyState === 'live')
    const id = using[0]?.getSettings().deviceId
    if (id === undefined) throw new Error('Nothing is plugged in.')
    window.polyphonyUnplugged?.push(id)
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'))
    return id
  }, kind)
}

export interface Sent {
  /** Lines of the largest picture that goes out now. null: none. */
  readonly height: number | null
  readonly framesPerSecond: number
  readonly bytes: number
}

/** What this page sends of its pictures, by the browser's own count. */
export function picturesSent(page: Page): Promise<Sent[]> {
  return page.evaluate(async () => {
    const sent: { height: number | null; framesPerSecond: number; bytes: number }[] = []
    for (const connection of window.polyphonyConnections ?? []) {
      if (connection.connectionState === 'closed') continue
      for (const [, stat] of await connection.getStats()) {
        if (stat.type !== 'outbound-rtp' || stat.kind !== 'video' || !(stat.framesPerSecond > 0)) continue
        const { frameHeight, framesPerSecond, bytesSent } = stat
        sent.push({ height: frameHeight ?? null, framesPerSecond, bytes: bytesSent ?? 0 })
      }
    }
    return sent
  })
}

/** Connections over which, in this half second, both sound and pictures came in and went out. */
export function pairsThatFlow(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const count = async (connection: RTCPeerConnection) => {
      const now = { sound: 0, frames: 0, out: 0 }
      for (const [, stat] of await connection.getStats()) {
        if (stat.type === 'inbound-rtp' && stat.kind === 'audio') now.sound += stat.packetsReceived ?? 0
        if (stat.type === 'inbound-rtp' && stat.kind === 'video') now.frames += stat.framesDecoded ?? 0
        if (stat.type === 'outbound-rtp' && stat.kind === 'audio') now.out += stat.packetsSent ?? 0
      }
      return now
    }
    const open = (window.polyphonyConnections ?? []).filter(({ connectionState }) => connectionState === 'connected')
    const before = await Promise.all(open.map(count))
    // Whether something flows can only be told from two counts, a moment apart.
    await new Promise<void>(resolve => void setTimeout(resolve, 500))
    const after = await Promise.all(open.map(count))
    return after.filter((now, at) => {
      const was = before[at]
      return was && now.sound > was.sound && now.frames > was.frames && now.out > was.out
    }).length
  })
}
