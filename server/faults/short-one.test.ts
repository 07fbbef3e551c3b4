import { killed } from './f01-kill.ts'
import { mutated } from './f06-mutated.ts'
import { hostile } from './f07-hostile.ts'
import { badDisk } from './f08-disk.ts'
import { revoked } from './f13-revoked.ts'
import { convergent } from './f14-convergence.ts'
import { migrated } from './f16-migration.ts'
import { soaked } from './f17-soak.ts'
import { second } from './f18-second.ts'
import { shortForm } from './support/short.testing.ts'

shortForm([killed, mutated, hostile, badDisk, revoked, convergent, migrated, soaked, second])
