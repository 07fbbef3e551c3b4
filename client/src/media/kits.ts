/** What takes sound or picture in. */
export type Kit = 'microphone' | 'camera'

/** Which microphone, camera and speaker this device used last. Kept on the device only. */
export interface Chosen {
  readonly microphone: string | null
  readonly camera: string | null
  readonly speaker: string | null
}

export interface KitLine {
  readonly kind: Kit | 'speaker'
  readonly id: string
  readonly label: string
}

const key = 'polyphony.kits'
const nothing: Chosen = { microphone: null, camera: null, speaker: null }

/** A private window may refuse its storage: then the choice lasts until the tab closes. */
export function remembered(storage: Storage | null): Chosen {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(key) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return nothing
    const text = (name: keyof Chosen): string | null => {
      const value = (kept as Record<string, unknown>)[name]
      return typeof value === 'string' && value !== '' ? value : null
    }
    return { microphone: text('microphone'), camera: text('camera'), speaker: text('speaker') }
  } catch {
    return nothing
  }
}

export function remember(storage: Storage | null, chosen: Chosen): void {
  try {
    storage?.setItem(key, JSON.stringify(chosen))
  } catch {
    // Full or forbidden: the choice still holds for this visit.
  }
}

const kinds: Record<MediaDeviceKind, Kit | 'speaker'> = {
  audioinput: 'microphone',
  videoinput: 'camera',
  audiooutput: 'speaker',
}

export function kitLines(devices: readonly MediaDeviceInfo[]): readonly KitLine[] {
  // Without leave to listen, browsers give lines without an id: nothing to choose from yet.
  return devices
    .filter(device => device.deviceId !== '')
    .map(device => ({ kind: kinds[device.kind], id: device.deviceId, label: device.label }))
}

/**
 * Ideal, not exact: a headset that was left at work must not keep anybody out of a meeting. Only what stands in the
 * browser's own list at this moment is asked for by name, because Chromium gives its default to whoever asks by ideal:
 * choosing another camera in a call then changed nothing. 360 lines are what a circle of three shows; more would only
 * warm an old phone.
 */
export function constraintsFor(
  what: { readonly microphone: boolean; readonly camera: boolean },
  chosen: Chosen,
  there: readonly KitLine[] = [],
): MediaStreamConstraints {
  const device = (id: string | null): { deviceId?: ConstrainDOMString } => {
    if (id === null) return {}
    return { deviceId: there.some(kit => kit.id === id) ? { exact: id } : { ideal: id } }
  }
  return {
    audio: what.microphone && {
      ...device(chosen.microphone),
      echoCancellation: { ideal: true },
      noiseSuppression: { ideal: true },
      autoGainControl: { ideal: true },
    },
    video: what.camera && {
      ...device(chosen.camera),
      width: { ideal: 640 },
      height: { ideal: 360 },
      frameRate: { ideal: 24 },
      ...(chosen.camera === null ? { facingMode: { ideal: 'user' } } : {}),
    },
  }
}
