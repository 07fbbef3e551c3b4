import { useState } from 'react'
import { t } from '../../i18n/i18n.ts'
import { seatedByName } from '../../meeting/people.ts'
import type { NewWords } from '../../meeting/room.ts'
import { speaksNow } from '../../meeting/room.ts'
import { Field, Select } from '../../ui/Field.tsx'
import { Composer } from './Composer.tsx'
import { useLive, useRoomState } from './inRoom.ts'

/** Mine, a part of me, what somebody here said, or what somebody says who is not here. */
export function VoiceComposer() {
  const room = useRoomState()
  const you = useLive(speaksNow)
  const [whose, setWhose] = useState('mine')
  const [name, setName] = useState('')
  const others = seatedByName(room).filter(person => person.id !== you)
  const options = [
    { value: 'mine', label: t('room.add.mine') },
    { value: 'part', label: t('room.add.part') },
    ...others.map(person => ({ value: person.id, label: t('room.add.heardFrom', { name: person.name }) })),
    { value: 'absent', label: t('room.add.absent') },
  ]
  const chosen = options.some(option => option.value === whose) ? whose : 'mine'
  const named = chosen === 'part' || chosen === 'absent'
  return (
    <Composer
      kind="voice"
      placeholder={t('room.voices.placeholder')}
      whose={whoseWords(chosen, name, you)}
      mayAdd={!named || name.trim() !== ''}
      onAdded={() => {
        setWhose('mine')
        setName('')
      }}
      beside={
        <>
          <Select label={t('room.add.whose')} value={chosen} onChange={setWhose} options={options} />
          {named && (
            <Field
              label={t(chosen === 'part' ? 'room.add.partName' : 'room.add.absentName')}
              hint={t(chosen === 'part' ? 'room.add.partHint' : 'room.add.absentHint')}
              value={name}
              maxLength={80}
              autoComplete="off"
              onChange={event => setName(event.target.value)}
            />
          )}
        </>
      }
    />
  )
}

function whoseWords(
  whose: string,
  name: string,
  you: (NewWords['speaker'] & string) | null,
): Pick<NewWords, 'speaker' | 'speakerWords'> {
  if (whose === 'absent') return { speaker: null, speakerWords: name.trim() }
  if (whose === 'part') return { speaker: you, speakerWords: name.trim() }
  return { speaker: whose === 'mine' ? you : (whose as NonNullable<typeof you>), speakerWords: '' }
}
