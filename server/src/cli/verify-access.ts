import { ConfigMistakes, readConfig } from '../config.ts'
import { checkChains, headKey } from '../meetings/access-log.ts'
import { lookInto } from '../store/looking.ts'

/**
 * Checks who has looked, over the data folder, also while the house is open: one changed byte is found (F18). The newest
 * line of each network is said, so that it can be written down somewhere else: whoever rewrites the whole log cannot
 * rewrite that.
 */
try {
  const { dataDir } = readConfig()
  const data = lookInto(dataDir)
  const heads = data.heads(headKey(''))
  const found = checkChains({ rows: data.access(), heads })
  data.close()
  if (found.whole) {
    console.log('Who has looked is whole: every line is as it was written.')
    for (const [network, hash] of heads) console.log(`${network} ${hash}`)
  } else {
    const { network, seq } = found.broken
    const where =
      seq === null ? 'Its newest lines are missing or changed.' : `The first line that does not fit is ${seq}.`
    console.error(`Who has looked was changed, in network ${network}. ${where}`)
    process.exitCode = 1
  }
} catch (error) {
  const why = error instanceof Error ? error.message : String(error)
  console.error(error instanceof ConfigMistakes ? why : `Who has looked cannot be read: ${why}`)
  process.exitCode = 1
}
