import type { Awareness } from 'y-protocols/awareness'
import type { WhoseCarets } from './whose-carets.ts'

/** Where the others are writing, and who they are. */
export type Carets = Pick<WhoseCarets, 'whoIs'> & { readonly awareness: Awareness }
