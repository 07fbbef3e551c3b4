/** "Use less data": a choice of this device, because the line is the device's own. */
const key = 'polyphony-less-data'

/** everywhere: the browser tells that the person saves data on every page. Until they choose here, that counts. */
export function savesData(storage: Storage | null, everywhere: boolean): boolean {
  try {
    const chosen = storage?.getItem(key) ?? null
    return chosen === null ? everywhere : chosen === 'yes'
  } catch {
    return everywhere
  }
}

export function rememberSaving(storage: Storage | null, on: boolean): void {
  try {
    storage?.setItem(key, on ? 'yes' : 'no')
  } catch {
    // A private tab: it holds for as long as the page stands.
  }
}
