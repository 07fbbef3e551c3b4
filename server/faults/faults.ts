import { killed } from './f01-kill.ts'
import { durable } from './f02-durability.ts'
import { partitioned } from './f04-partition.ts'
import { slow } from './f05-slow.ts'
import { mutated } from './f06-mutated.ts'
import { hostile } from './f07-hostile.ts'
import { badDisk } from './f08-disk.ts'
import { shifted } from './f09-clock.ts'
import { revoked } from './f13-revoked.ts'
import { convergent } from './f14-convergence.ts'
import { migrated } from './f16-migration.ts'
import { soaked } from './f17-soak.ts'
import { second } from './f18-second.ts'
import type { Fault } from './fault.ts'

/** In the order of their numbers. Where each comes from is said in its own file. */
export const faults: readonly Fault[] = [
  killed,
  durable,
  partitioned,
  slow,
  mutated,
  hostile,
  badDisk,
  shifted,
  revoked,
  convergent,
  migrated,
  soaked,
  second,
]
