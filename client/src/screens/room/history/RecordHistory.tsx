import { systemClock } from '@polyphony/shared/domain/time'
import { History } from './History.tsx'

/** Under a sealed record: to look at, and nothing to change. */
export function RecordHistory({ meeting }: { readonly meeting: string }) {
  return <History meeting={meeting} clock={systemClock} start="who" at={null} bringing={null} />
}
