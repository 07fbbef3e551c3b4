import { seconds } from '@polyphony/shared/domain/time'
import type { Clock } from '@polyphony/shared/domain/time'
import { frame } from '@polyphony/shared/wire/sync'
import type { Carries } from './unkept.ts'

export interface SocketHooks {
  opened(): void
  /** It ended without ever having been open. */
  failed(): void
  heard(): void
  /** A frame with words goes out now. */
  sent(carries: Carries): void
  mayWrite(): boolean
}

/** A proxy that swallows what it does not know answers never: a browser would wait for minutes. */
const patience = seconds(4)

const stepTwo = 1
const update = 2

/**
 * A WebSocket that counts the frames with words that leave it, as the server counts those that arrive. It also keeps
 * two promises that the protocol alone does not:
 *
 * - An update never goes out before this connection's step 2. What was written while the line was away would come
 *   after it, and the server would see a gap and refuse (S6). Step 2 is read from the document when it leaves, so it
 *   carries the held update too.
 * - While the door is closed nothing but an empty step 2 goes out (S7). The words wait on this device; when the door
 *   opens the server asks for step 2 again.
 */
export function watchedSocket(Base: typeof WebSocket, clock: Clock, hooks: SocketHooks): typeof WebSocket {
  return class extends Base {
    #answered = false

    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      let opened = false
      const enough = clock.after(patience, () => {
        if (!opened) this.close()
      })
      this.addEventListener('open', () => {
        opened = true
        enough()
        hooks.opened()
      })
      this.addEventListener('message', () => hooks.heard())
      this.addEventListener('close', () => {
        enough()
        if (!opened) hooks.failed()
      })
    }

    override send(data: string | Blob | BufferSource): void {
      const bytes = data instanceof Uint8Array ? data : null
      const words = bytes !== null && bytes[0] === frame.sync ? bytes[1] : null
      if (words === stepTwo) {
        this.#answered = true
        const open = hooks.mayWrite()
        hooks.sent(open ? 'everything' : 'nothing')
        super.send(open ? data : emptyStepTwo)
      } else if (words === update) {
        if (!this.#answered || !hooks.mayWrite()) return
        hooks.sent('newest')
        super.send(data)
      } else super.send(data)
    }
  }
}

/** sync, step 2, an update of two bytes: no structs, no deletions. */
const emptyStepTwo = new Uint8Array([frame.sync, stepTwo, 2, 0, 0])
