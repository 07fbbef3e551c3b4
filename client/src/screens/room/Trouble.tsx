import { Notice } from '../../ui/Notice.tsx'

/** Why something was refused, where it was tried. */
export function Trouble({ says }: { readonly says: string | null }) {
  if (!says) return null
  return (
    <Notice tone="care" aloud={says}>
      {says}
    </Notice>
  )
}
