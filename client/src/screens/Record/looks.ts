/** How this device shows a record: layout only. Everyone reads the same words (C4). */
export interface Looks {
  readonly larger: boolean
  readonly easy: boolean
}

const key = 'polyphony-looks'

export function rememberedLooks(storage: Pick<Storage, 'getItem'> | null): Looks {
  try {
    const kept = JSON.parse(storage?.getItem(key) ?? 'null') as Partial<Record<keyof Looks, unknown>> | null
    return { larger: kept?.larger === true, easy: kept?.easy === true }
  } catch {
    return { larger: false, easy: false }
  }
}

export function rememberLooks(storage: Pick<Storage, 'setItem'> | null, looks: Looks): void {
  try {
    storage?.setItem(key, JSON.stringify(looks))
  } catch {
    // Full or forbidden: it holds for as long as the page stands.
  }
}
