import { ConfigMistakes, readConfig } from '../config.ts'
import { when } from '../meetings/record-words.ts'
import { lookInto } from '../store/looking.ts'

/**
 * Who has said "I can't talk freely", when, and whether anybody of the team saw it (F20). Only here, at the machine of the
 * service: on no page, so that nobody finds it on a screen that they were not meant to see.
 */
try {
  const { dataDir } = readConfig()
  const data = lookInto(dataDir)
  for (const { at, name, centre, zone, shown, meeting } of data.safety()) {
    const seen = shown === 1 ? 'A practitioner saw it.' : 'No practitioner saw it.'
    console.log(`${when(at, zone)}: ${name} could not talk freely. ${seen} Network of ${centre}, meeting ${meeting}.`)
  }
  data.close()
} catch (error) {
  const why = error instanceof Error ? error.message : String(error)
  console.error(error instanceof ConfigMistakes ? why : `The safety log cannot be read: ${why}`)
  process.exitCode = 1
}
