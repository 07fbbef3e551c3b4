/** The one-way rule and the fences, as tables. What they mean is said in README, "The map of the house". */

const allShared = ['shared/domain', 'shared/notebook', 'shared/wire']

/** A room may import itself and what is named here. Type imports count. */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  'shared/domain': [],
  'shared/notebook': ['shared/domain'],
  'shared/wire': ['shared/domain'],
  ...server({
    log: [],
    config: [],
    store: [],
    bus: [],
    mail: [],
    media: [],
    auth: ['store', 'bus', 'mail', 'media'],
    meetings: ['store', 'bus', 'mail', 'media'],
    http: ['auth', 'meetings'],
    live: ['auth', 'meetings'],
    sync: ['auth', 'meetings'],
    jobs: ['auth', 'meetings'],
  }),
  ...client({
    core: [],
    media: [],
    i18n: [],
    ui: ['i18n'],
    meeting: ['core', 'media'],
    editor: ['meeting', 'core', 'media', 'ui', 'i18n'],
    // A page places editors, so screens stand above them.
    screens: ['editor', 'meeting', 'core', 'media', 'ui', 'i18n'],
  }),
}

function server(table: Record<string, string[]>) {
  const below = (room: string): string[] => {
    const direct = table[room] ?? []
    return [...new Set([...direct, ...direct.flatMap(below)])]
  }
  return Object.fromEntries(
    Object.keys(table).map(room => [
      `server/${room}`,
      [...allShared, ...below(room).map(name => `server/${name}`), 'server/log'],
    ]),
  )
}

function client(table: Record<string, string[]>) {
  return Object.fromEntries(
    Object.entries(table).map(([room, may]) => [
      `client/${room}`,
      [...allShared, ...may.map(name => `client/${name}`)],
    ]),
  )
}

/** Files at the top of src that put the rooms together: they may import everything of their package. */
export const compositionRoots = [
  /^server\/src\/(main|compose)(\.test)?\.ts$/,
  /^server\/src\/(testing|cli)\//,
  /^client\/src\/(main|app)\.tsx?$/,
]

export interface Fence {
  readonly packages: RegExp
  readonly only: RegExp
  readonly say: string
  readonly dynamicOnly?: true
}

const tests = String.raw`(?:.*\.(?:test|testing)\.tsx?$|server/src/testing/)`
const within = (...paths: string[]) => new RegExp(`^(?:${paths.join('|')})`)

/** One package, one place. */
export const fences: readonly Fence[] = [
  { packages: /^kysely$|^pg$|^node:sqlite$/, only: within('server/src/store/', tests), say: 'server/src/store' },
  {
    packages: /^ws$|^y-protocols$/,
    only: within('server/src/sync/', String.raw`client/src/core/(?:notebook|carets)\.ts$`, tests),
    say: 'server/src/sync (and client/src/core/notebook.ts and carets.ts for the protocol)',
  },
  { packages: /^socket\.io$/, only: within('server/src/live/', tests), say: 'server/src/live' },
  { packages: /^express$|^helmet$/, only: within('server/src/http/', tests), say: 'server/src/http' },
  { packages: /^pino$/, only: within(String.raw`server/src/log\.ts$`), say: 'server/src/log.ts' },
  {
    packages: /^livekit-server-sdk$/,
    only: within('server/src/media/', String.raw`e2e/support/livekit\.ts$`, tests),
    say: 'server/src/media',
  },
  { packages: /^nodemailer$/, only: within('server/src/mail/', tests), say: 'server/src/mail' },
  {
    packages: /^react$|^react-dom$|^react-aria-components$|^wouter$|^lucide-react$|^@tanstack\//,
    only: within('client/src/(?:ui|editor|screens)/', String.raw`client/src/(?:app|main)\.tsx$`),
    say: 'client/src/{ui,editor,screens}, app.tsx and main.tsx',
  },
  { packages: /^@tiptap\//, only: within('client/src/editor/'), say: 'client/src/editor' },
  {
    packages: /^livekit-client$/,
    only: within(String.raw`client/src/media/livekit(?:-\w+)?\.ts$`),
    say: 'client/src/media/livekit*.ts, by dynamic import',
    dynamicOnly: true,
  },
  {
    packages: /^socket\.io-client$/,
    only: within(String.raw`client/src/core/live-socket\.ts$`, tests),
    say: 'client/src/core/live-socket.ts',
  },
  {
    packages: /^y-websocket$/,
    only: within(String.raw`client/src/core/notebook-connection\.ts$`, tests),
    say: 'client/src/core/notebook-connection.ts',
  },
]

/** What shared may need from outside. */
export const sharedPackages: Readonly<Record<string, readonly string[]>> = {
  'shared/domain': [],
  'shared/notebook': ['yjs', 'lib0', 'fractional-indexing'],
  'shared/wire': ['zod'],
}

export interface Ban {
  readonly pattern: RegExp
  readonly only: RegExp
  readonly say: string
}

const clocks = within(
  String.raw`shared/src/domain/(?:time|ids)\.ts$`,
  String.raw`server/src/(?:main|compose)\.ts$`,
  String.raw`client/src/main\.tsx$`,
  tests,
)

/** Words of code that have one place. */
export const bans: readonly Ban[] = [
  {
    pattern: /\bprocess\.env\b/,
    only: within(String.raw`server/src/config\.ts$`, tests),
    say: 'reads the environment; only server/src/config.ts may',
  },
  {
    pattern: /\bDate\.now\b|\bnew Date\(\s*\)/,
    only: clocks,
    say: 'asks for the time; take a Clock (shared/domain/time)',
  },
  { pattern: /\bMath\.random\b/, only: clocks, say: 'throws dice; take Chance (shared/domain/ids)' },
  {
    pattern: /\b(?:setTimeout|setInterval)\s*\(/,
    only: clocks,
    say: 'sets a timer; take a Clock (shared/domain/time)',
  },
]
export const bansEverywhere: readonly Omit<Ban, 'only'>[] = [
  { pattern: /[:<,|&(]\s*any\s*[\][>,;)=|&{\n]|\bas any\b/, say: 'says "any"' },
  { pattern: /\bexport default\b/, say: 'has a default export' },
  { pattern: /\bvi\.mock\b/, say: 'mocks a module; hand in another body instead' },
  { pattern: /\bwaitForTimeout\b|=>\s*setTimeout\(\s*\w+\s*,/, say: 'sleeps; wait for the thing itself' },
  { pattern: /\benum\s+\w+\s*\{/, say: 'has an enum; use a union' },
]

/** The top of the repository: these and nothing else. */
export const topLevel: readonly string[] = [
  'server',
  'client',
  'shared',
  'e2e',
  'package.json',
  'pnpm-workspace.yaml',
  'pnpm-lock.yaml',
  'tsconfig.base.json',
  'README.md',
  'LICENSE',
  'biome.json',
  '.ci',
  '.gitignore',
  'Dockerfile',
  'compose.yaml',
]
