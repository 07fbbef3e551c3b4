import { useEffect, useRef } from 'react'
import css from './Check.module.css'

interface PictureProps {
  readonly stream: MediaStream
  readonly label: string
  readonly mirrored?: boolean
  /** Nothing of it may be cut off: a screen. */
  readonly whole?: boolean
}

/** A live picture without sound. */
export function Picture({ stream, label, mirrored = false, whole = false }: PictureProps) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const element = video.current
    if (element === null) return
    element.srcObject = stream
    // A browser that saves power holds it back until a tap; the first still picture stays.
    element.play().catch(() => undefined)
    return () => {
      element.srcObject = null
    }
  }, [stream])
  return (
    <video
      ref={video}
      className={`${css.picture} ${mirrored ? css.mirrored : ''} ${whole ? css.whole : ''}`}
      aria-label={label}
      muted
      autoPlay
      playsInline
      disablePictureInPicture
    />
  )
}
