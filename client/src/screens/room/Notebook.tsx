import { useState } from 'react'
import { t } from '../../i18n/i18n.ts'
import { closingPage } from '../../meeting/closing.ts'
import type { ReadKind } from '../../meeting/closing.ts'
import { Button } from '../../ui/Button.tsx'
import { BeginClosing } from './BeginClosing.tsx'
import { CannotTalk } from './CannotTalk.tsx'
import { Decisions } from './Decisions.tsx'
import { useLists, useNotebook, usePages, useRoomState } from './inRoom.ts'
import { KeepCopy } from './unsent/KeepCopy.tsx'
import { Jump } from './Jump.tsx'
import { ClosingNow, ClosingRead } from './laterParts.ts'
import { LookingBack } from './LookingBack.tsx'
import css from './Notebook.module.css'
import { NotesPart } from './NotesPart.tsx'
import { Questions } from './Questions.tsx'
import { QuietLine } from './QuietLine.tsx'
import { Reflections } from './Reflections.tsx'
import { RefusedWords } from './RefusedWords.tsx'
import { SavedLine } from './SavedLine.tsx'
import { Steps } from './Steps.tsx'
import { Voices } from './Voices.tsx'
import { WhoWrites } from './WhoWrites.tsx'
import { WritingModes } from './WritingModes.tsx'

/**
 * Everything we write. Its parts are never taken out of the page while the room is open: folding and closing only hide
 * them, so that an editor with half a sentence in it goes on living.
 */
export function Notebook() {
  const room = useRoomState()
  const pages = usePages()
  const loading = useNotebook(now => now.book === null)
  // What is left to read back follows from what there is.
  useLists(lists => lists)
  const [unfolded, setUnfolded] = useState(false)
  const [missing, setMissing] = useState(false)
  const closing = pages ? closingPage(room, pages.entries) : null
  const folded = room.writing.mode === 'talk' && closing === null
  const reading = closing !== null
  const here = closing?.is === 'read' ? closing : null
  const out = (kind: ReadKind): boolean => (reading ? here?.kind !== kind : folded && !unfolded)
  /** While it is read back: the one entry that lies before everybody. */
  const only = here?.entry ?? undefined
  return (
    <div className={css.notebook}>
      <LookingBack>
        <div className={css.bar}>
          {!reading && !(folded && !unfolded) && <Jump />}
          <SavedLine />
        </div>
        <RefusedWords />
        {closing && <ClosingNow page={closing} />}
        {!reading && <WritingModes />}
        <WhoWrites />
        {folded && (
          <div className={css.folded}>
            <QuietLine />
            <Button look="bare" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
              {t(unfolded ? 'room.modes.fold' : 'room.modes.unfold')}
            </Button>
          </div>
        )}
        {!loading && (
          <div
            className={css.parts}
            data-reading={reading || undefined}
            data-gone={here?.gone || undefined}
            data-missing={missing || undefined}
          >
            <NotesPart hidden={out('notes')} />
            <Voices hidden={out('voice')} only={only} />
            <Reflections hidden={out('reflection')} only={only} />
            <Decisions hidden={out('decision')} only={only} />
            <Questions hidden={out('question')} only={only} />
            <Steps hidden={out('step')} only={only} />
          </div>
        )}
        {here && <ClosingRead page={here} missing={missing} onMissing={() => setMissing(!missing)} />}
        <footer className={css.foot}>
          <KeepCopy />
          <BeginClosing />
          <CannotTalk />
        </footer>
      </LookingBack>
    </div>
  )
}
