import { durable } from './f02-durability.ts'
import { partitioned } from './f04-partition.ts'
import { slow } from './f05-slow.ts'
import { shifted } from './f09-clock.ts'
import { shortForm } from './support/short.testing.ts'

shortForm([durable, partitioned, slow, shifted])
