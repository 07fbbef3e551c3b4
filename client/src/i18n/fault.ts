import { faults } from '@polyphony/shared/domain/fault'
import { Fault } from '@polyphony/shared/domain/fault'
import type { FaultName } from '@polyphony/shared/domain/fault'
import { t } from './i18n.ts'

const isFault = (name: string): name is FaultName => Object.hasOwn(faults, name)

/** What went wrong, in a sentence that may be shown. Takes whatever was thrown; never shows a stranger's message. */
export function sayFault(error: unknown): string {
  if (error instanceof Fault && isFault(error.fault)) {
    const reference = 'reference' in error && typeof error.reference === 'string' ? error.reference : null
    const sentence = t(`faults.${error.fault}`)
    return reference ? `${sentence} ${t('common.reference', { reference })}` : sentence
  }
  if (error instanceof Error && error.name === 'Unreachable') return t('faults.unreachable')
  return t('faults.unexpected')
}

/** The sentence for a fault by its name, as the live wire sends it. */
export const sayFaultName = (name: FaultName): string => t(`faults.${name}`)
