import { useEffect, useRef } from 'react'
import css from './Check.module.css'

interface PictureProps {
  readonly stream: MediaStream
  readonly label: string
  readonly mirrored?: boolean
}

/** A live picture without sound. */
export function Picture({ stream, label, mirrored = false }: PictureProps) {
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
      className={mirrored ? `${css.picture} ${css.mirrored}` : css.picture}
      aria-label={label}
      muted
      autoPlay
      playsInline
      disablePictureInPicture
    />
  )
}
