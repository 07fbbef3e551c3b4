import type { Position } from '@polyphony/shared/domain/decision'
import type { Key } from '../../../i18n/i18n.ts'

export const sayPosition: Readonly<Record<Position, Key>> = {
  'with-this': 'deciding.decisions.withThis',
  'can-live-with-it': 'deciding.decisions.canLive',
  'not-yet': 'deciding.decisions.notYet',
  'not-sure': 'deciding.decisions.notSure',
  'rather-not-say': 'deciding.decisions.ratherNot',
}
