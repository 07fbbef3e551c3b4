import type { BrowserContext, Page } from '@playwright/test'

declare global {
  interface Window {
    polyphonyConnections?: RTCPeerConnection[]
  }
}

/** Keeps every connection the page makes, so that a story can ask the browser itself what flows. */
export async function watchConnections(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
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
