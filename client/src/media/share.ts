/** Showing a screen. The browser asks which; this device cannot choose for the person. */
export interface Share {
  track(): MediaStreamTrack | null
  /** False when the person changed their mind, or the browser cannot. */
  start(): Promise<boolean>
  stop(): void
}

export function createShare(onChange: (track: MediaStreamTrack | null) => void): Share {
  let track: MediaStreamTrack | null = null
  const stop = (): void => {
    if (track === null) return
    track.stop()
    track = null
    onChange(null)
  }
  return {
    track: () => track,
    stop,
    start: async () => {
      try {
        const shown = await navigator.mediaDevices.getDisplayMedia({
          video: { frameRate: { ideal: 10 } },
          audio: false,
        })
        stop()
        const mine = shown.getVideoTracks()[0]
        if (mine === undefined) return false
        track = mine
        // The browser has a button of its own to end it.
        mine.addEventListener('ended', () => track === mine && stop())
        onChange(mine)
        return true
      } catch {
        return false
      }
    },
  }
}
