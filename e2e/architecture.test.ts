import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  bans,
  bansEverywhere,
  compositionRoots,
  fences,
  rooms,
  sharedPackages,
  topLevel,
} from './support/house-rules.ts'
import { filesIn, readSource, root, targetOf } from './support/sources.ts'
import type { Source } from './support/sources.ts'

const product = ['shared/src', 'server/src', 'client/src']
  .flatMap(folder => filesIn(folder, ['.ts', '.tsx']))
  .map(readSource)
const proofs = filesIn('e2e', ['.ts', '.mjs']).map(readSource)
const scripts = filesIn('server/scripts', ['.mjs']).map(readSource)
const bench = filesIn('server/bench', ['.ts', '.mjs']).map(readSource)
const faults = filesIn('server/faults', ['.ts']).map(readSource)
const everything = [...product, ...proofs, ...scripts, ...bench, ...faults]

/** shared/src/domain/door.ts → shared/domain; server/src/log.ts → server/log. */
function roomOf(path: string): string {
  const [pkg, src, next = ''] = path.split('/')
  return src === 'src' ? `${pkg}/${next.replace(/(\.test)?\.tsx?$/, '')}` : `${pkg}`
}
const isRoot = (path: string) => compositionRoots.some(pattern => pattern.test(path))
const inside = (path: string) => product.some(source => source.path === path)

describe('the one-way rule', () => {
  test('there are sources to look at', () => {
    expect(product.length).toBeGreaterThan(20)
  })

  test('every folder is a room of the house', () => {
    const unknown = product.filter(({ path }) => !isRoot(path) && !(roomOf(path) in rooms) && !isTypes(path))
    expect(unknown.map(({ path }) => `${path} stands in no room that DESIGN §5 names`)).toEqual([])
  })

  test('no room imports one above it or beside it', () => {
    expect(product.filter(({ path }) => !isRoot(path)).flatMap(wrongRooms)).toEqual([])
  })

  test('server, client and shared meet only in shared; the proofs import shared only', () => {
    const wrong = everything.flatMap(source =>
      filesImported(source)
        .filter(file => {
          const [from] = source.path.split('/')
          const [to] = file.split('/')
          // run.mjs installs and builds with the same hand as npm start.
          if (from === 'e2e' && file === 'server/scripts/house.mjs') return false
          // What a screen says while the house fails is asked of the page's own code.
          if (source.path.startsWith('server/faults/') && file === 'client/src/core/notebook.ts') return false
          return from !== to && (to !== 'shared' || from === 'server/scripts')
        })
        .map(file => `${source.path} reaches into another package: ${file}`),
    )
    expect(wrong).toEqual([])
  })

  test('imports carry their ending, and shared is imported by its name', () => {
    const wrong = product.flatMap(({ path, imports }) =>
      imports
        .filter(({ from }) => from.startsWith('.') && !/\.(tsx?|css|json|svg|woff2)(\?\w+)?$/.test(from))
        .map(({ from }) => `${path} imports ${from} without its ending`),
    )
    expect(wrong).toEqual([])
  })

  test('shared needs nothing but what its rooms may', () => {
    const wrong = product
      .filter(({ path, isTest }) => path.startsWith('shared/') && !isTest)
      .flatMap(source =>
        packagesImported(source)
          .filter(({ pkg }) => !sharedPackages[roomOf(source.path)]?.includes(pkg))
          .map(({ pkg }) => `${source.path} needs ${pkg}; ${roomOf(source.path)} may not`),
      )
    expect(wrong).toEqual([])
  })
})

describe('the fences', () => {
  for (const fence of fences) {
    test(`${fence.packages.source.replaceAll(/[\\^$]/g, '')}: only in ${fence.say}`, () => {
      const wrong = product.flatMap(source =>
        packagesImported(source)
          .filter(({ pkg, dynamic, typeOnly }) => {
            if (!fence.packages.test(pkg)) return false
            return !fence.only.test(source.path) || (fence.dynamicOnly === true && !dynamic && !typeOnly)
          })
          .map(({ pkg }) => `${source.path} imports ${pkg}. It may stand only in ${fence.say}.`),
      )
      expect(wrong).toEqual([])
    })
  }

  for (const ban of bans) {
    test(`nobody else ${ban.say}`, () => {
      const wrong = product.filter(({ path }) => !ban.only.test(path)).flatMap(source => saying(source, ban))
      expect(wrong).toEqual([])
    })
  }

  for (const ban of bansEverywhere) {
    test(`no file ${ban.say}`, () => {
      const ours = everything.filter(({ path }) => !/\.config\.ts$|house-rules\.ts$|\.mjs$/.test(path))
      expect(ours.flatMap(source => saying(source, ban))).toEqual([])
    })
  }
})

describe('the house', () => {
  test('no file is longer than 300 lines', () => {
    const styles = filesIn('client/src', ['.css']).map(readSource)
    const long = [...everything, ...styles].filter(({ lines }) => lines > 300)
    expect(long.map(({ path, lines }) => `${path} has ${lines} lines`)).toEqual([])
  })

  test('the top level holds what DESIGN §5 names and nothing else', () => {
    const ignored = readFileSync(join(root, '.gitignore'), 'utf8')
      .split('\n')
      .map(line => line.replace(/\/$/, ''))
    const there = readdirSync(root).filter(name => name !== '.git' && !ignored.includes(name))
    expect(there.filter(name => !topLevel.includes(name))).toEqual([])
  })

  test('no barrel: no file only passes on', () => {
    const barrels = product.filter(({ bare }) => /^\s*(?:export\b[^;\n]*\bfrom\s*""\s*;?\s*)+$/.test(bare))
    expect(barrels.map(({ path }) => path)).toEqual([])
  })

  test('the lockfile names no host, and no .npmrc binds us to one', () => {
    const lock = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')
    expect(lock.match(/^.*(?:https?:\/\/|tarball:).*$/gm) ?? []).toEqual([])
    expect(readdirSync(root)).not.toContain('.npmrc')
  })

  test('no path of somebody’s own machine', () => {
    const machine = /(?<![\w.])\/(?:home|Users|root|work)\/[\w.-]/
    const files = [
      ...everything,
      ...[...filesIn('client', ['.html', '.json', '.css']), 'README.md', 'package.json'].map(readSource),
    ]
    const wrong = files.filter(({ path, text }) => !path.endsWith('architecture.test.ts') && machine.test(text))
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  test('versions are exact and stand in one place', () => {
    const wrong = ['.', 'shared', 'server', 'client', 'e2e'].flatMap(folder => {
      const file = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Record<string, unknown>
      return ['dependencies', 'devDependencies', 'optionalDependencies']
        .flatMap(kind => Object.entries((file[kind] ?? {}) as Record<string, string>))
        .filter(([, version]) => version !== 'catalog:' && version !== 'workspace:*')
        .map(([name, version]) => `${folder}/package.json: ${name} is ${version}, not catalog:`)
    })
    const loose = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8').match(/^.*:\s*["']?[\^~>].*$/gm) ?? []
    expect([...wrong, ...loose]).toEqual([])
  })
})

const isTypes = (path: string) => path.endsWith('.d.ts')

function wrongRooms(source: Source): string[] {
  const room = roomOf(source.path)
  return filesImported(source)
    .filter(file => inside(file) || /\.tsx?$/.test(file))
    .filter(file => {
      const to = roomOf(file)
      if (to === room || rooms[room]?.includes(to)) return false
      // A test may put a room together the way the house does.
      return !(source.isTest && (isRoot(file) || file.startsWith(source.path.split('/')[0] ?? '')))
    })
    .map(file => `${source.path} imports ${file}: ${room} may not know ${roomOf(file)}`)
}

const filesImported = (source: Source) =>
  source.imports.flatMap(({ from }) => {
    const to = targetOf(source, from)
    return 'file' in to ? [to.file] : []
  })

const packagesImported = (source: Source) =>
  source.imports.flatMap(imported => {
    const to = targetOf(source, imported.from)
    return 'pkg' in to ? [{ ...imported, pkg: to.pkg }] : []
  })

function saying(source: Source, ban: { pattern: RegExp; say: string }): string[] {
  const at = source.bare.search(ban.pattern)
  return at === -1 ? [] : [`${source.path} ${ban.say}: ${source.bare.slice(at).split('\n')[0]?.trim()}`]
}
