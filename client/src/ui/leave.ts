/**
 * "Leave quickly": somebody has come into the room at home. The page and its place in the history are replaced, camera
 * and microphone stop first. Those who hold devices listen to this event.
 */
export const leavingQuickly = 'polyphony:leave-quickly'
/** A page about bread. A service may set another address in the page: <meta name="leave-to" content="https://…">. */
const otherwise = '/plain.html'
const leftKey = 'polyphony-left'

const goElsewhere = () =>
  location.replace(document.querySelector<HTMLMetaElement>('meta[name="leave-to"]')?.content || otherwise)

export function leaveQuickly(): void {
  window.dispatchEvent(new Event(leavingQuickly))
  for (const shown of document.querySelectorAll<HTMLMediaElement>('video, audio')) {
    if (shown.srcObject instanceof MediaStream) for (const track of shown.srcObject.getTracks()) track.stop()
    shown.srcObject = null
  }
  document.documentElement.hidden = true
  document.title = ''
  try {
    sessionStorage.clear()
    sessionStorage.setItem(leftKey, 'yes')
  } catch {
    // A private tab keeps nothing anyway.
  }
  forgetCopies()
  goElsewhere()
}

/**
 * Locked copies of unsent words (core/copies.ts) go too, those of other tabs as well. The room has already asked for its
 * own; this page may be gone before the list is there, so they are looked for again when somebody next comes.
 */
function forgetCopies(): void {
  const databases = globalThis.indexedDB as IDBFactory | undefined
  databases?.databases?.().then(
    all => {
      for (const { name } of all) if (name?.startsWith('polyphony-')) databases.deleteDatabase(name)
    },
    () => undefined,
  )
}

/**
 * Whoever leaves quickly replaces one page; those before it are still behind the Back button. Somebody else pressing it
 * finds the plain page again. Opening a link or an address is coming back on purpose. True: nothing is to be shown.
 */
export function staysAway(): boolean {
  window.addEventListener('pageshow', event => {
    if (event.persisted && hasLeft()) goElsewhere()
  })
  if (!hasLeft()) return false
  forgetCopies()
  const [arrived] = performance.getEntriesByType('navigation')
  if (arrived instanceof PerformanceNavigationTiming && arrived.type === 'back_forward') {
    goElsewhere()
    return true
  }
  sessionStorage.removeItem(leftKey)
  return false
}

function hasLeft(): boolean {
  try {
    return sessionStorage.getItem(leftKey) !== null
  } catch {
    return false
  }
}

/** Milliseconds within which the three presses fall. */
const within = 1500

export interface Press {
  readonly key: string
  readonly repeat: boolean
  readonly timeStamp: number
}

/** Tells whether Shift was pressed three times in a row. A capital letter in between begins anew. */
export function threeShifts(): (press: Press) => boolean {
  let times: number[] = []
  return ({ key, repeat, timeStamp }) => {
    if (key !== 'Shift') {
      times = []
      return false
    }
    if (repeat) return false
    times = [...times.filter(time => timeStamp - time < within), timeStamp]
    return times.length >= 3
  }
}

/** Until the returned function is called. */
export function leaveOnThreeShifts(): () => void {
  const thrice = threeShifts()
  const press = (event: KeyboardEvent) => {
    if (thrice(event)) leaveQuickly()
  }
  window.addEventListener('keydown', press, { capture: true })
  return () => window.removeEventListener('keydown', press, { capture: true })
}
