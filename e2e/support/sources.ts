import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

export const root = join(import.meta.dirname, '..', '..')
const notOurs = new Set(['node_modules', '.git', 'dist', 'data', 'test-results', '.cache', 'playwright-report'])

export interface Source {
  /** From the top of the repository. */
  readonly path: string
  readonly text: string
  readonly lines: number
  /** Without comments. */
  readonly code: string
  /** Without comments and without the insides of strings. */
  readonly bare: string
  readonly imports: readonly Import[]
  readonly isTest: boolean
}

export interface Import {
  readonly from: string
  readonly dynamic: boolean
  readonly typeOnly: boolean
}

/** Every file of ours below a folder whose name ends in one of these. */
export function filesIn(folder: string, endings: readonly string[]): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(entry => !notOurs.has(entry.name))
    .flatMap(entry => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return filesIn(path, endings)
      return endings.some(ending => entry.name.endsWith(ending)) ? [path] : []
    })
    .sort()
}

export function readSource(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  const code = withoutComments(text)
  return {
    path,
    text,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    code,
    bare: code.replace(strings, '""'),
    imports: importsOf(code),
    isTest: /\.(test|testing|spec)\.tsx?$/.test(path) || path.includes('/testing/'),
  }
}

const strings = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g
const stringsAndComments =
  /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*/g

const withoutComments = (text: string) =>
  text.replace(stringsAndComments, (_all, kept: string | undefined) => kept ?? '')

function importsOf(code: string): Import[] {
  const found: Import[] = []
  for (const match of code.matchAll(/^[ \t]*(?:import|export)\b([^'"`;=]*?)\bfrom\s*['"]([^'"]+)['"]/gm)) {
    found.push({ from: match[2] ?? '', dynamic: false, typeOnly: /^\s*type\b/.test(match[1] ?? '') })
  }
  for (const match of code.matchAll(/^[ \t]*import\s*['"]([^'"]+)['"]/gm)) {
    found.push({ from: match[1] ?? '', dynamic: false, typeOnly: false })
  }
  for (const match of code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)) {
    // typeof import('x') and import('x').Type are types only.
    found.push({ from: match[1] ?? '', dynamic: true, typeOnly: false })
  }
  for (const match of code.matchAll(/\bnew URL\(\s*['"](\.[^'"]+\.tsx?)['"],\s*import\.meta\.url/g)) {
    found.push({ from: match[1] ?? '', dynamic: true, typeOnly: false })
  }
  return found
}

/** Where an import of a file leads: a path from the top for our own files, otherwise the name of a package. */
export function targetOf(source: Source, from: string): { file: string } | { pkg: string } {
  if (from.startsWith('.')) return { file: relative(root, join(root, source.path, '..', from)) }
  const own = /^@polyphony\/shared\/(.+)$/.exec(from)
  if (own) return { file: `shared/src/${own[1]}.ts` }
  const parts = from.split('/')
  return { pkg: from.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? from) }
}
