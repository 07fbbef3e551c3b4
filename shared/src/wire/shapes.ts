import * as z from 'zod/mini'
import { idPattern } from '../domain/ids.ts'
import type {
  CommandId,
  DeviceId,
  DutyReadingId,
  EntryId,
  LinkId,
  MeetingId,
  NetworkId,
  PersonId,
  SessionLabel,
} from '../domain/ids.ts'

/** Shapes that more than one wire uses. Everything that comes in is parsed by one of these at the door. */
const id = <T extends string>() =>
  z.pipe(
    z.string().check(z.regex(idPattern)),
    z.transform(value => value as T),
  )

export const Person = id<PersonId>()
export const Network = id<NetworkId>()
export const Meeting = id<MeetingId>()
export const Entry = id<EntryId>()
export const Device = id<DeviceId>()
export const Command = id<CommandId>()
export const DutyReading = id<DutyReadingId>()
export const Link = id<LinkId>()
export const Label = z.pipe(
  z.string().check(z.regex(/^[0-9a-f]{12}$/)),
  z.transform(value => value as SessionLabel),
)

/** A row of the log of a notebook, in an address. */
export const Seq = z.pipe(
  z.string().check(z.regex(/^[1-9]\d{0,8}$/)),
  z.transform(value => Number(value)),
)

/**
 * Signs that turn the direction of what follows have their place in whole texts. In a name or a sentence they would turn
 * round what stands beside them on the screen: "not yet" could read as something else. They are left out, not refused:
 * whoever pastes them does not see them.
 */
const straight = z.overwrite<string>(text => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, ''))
/** Something that can be seen: a name of invisible signs is no name. */
const visible = z.regex(/[^\p{Cf}\p{Z}\p{M}\u115f\u1160\u3164\uffa0]/u)

/** One line of somebody's own words: trimmed, no control characters, 1 to max characters. */
export const line = (max: number) =>
  z
    .string()
    .check(
      straight,
      z.trim(),
      z.normalize('NFC'),
      z.minLength(1),
      visible,
      z.maxLength(max),
      z.regex(/^[^\p{Cc}\u2028\u2029]*$/u),
    )
export const lineOrNothing = (max: number) =>
  z.string().check(straight, z.trim(), z.normalize('NFC'), z.maxLength(max), z.regex(/^[^\p{Cc}\u2028\u2029]*$/u))
/** Several lines. */
export const words = (max: number) =>
  z.string().check(straight, z.trim(), z.normalize('NFC'), z.maxLength(max), z.regex(/^(?:[^\p{Cc}]|[\n\t])*$/u))

export const Name = line(80)
export const Relation = lineOrNothing(80)
/** yyyy-mm-dd */
export const Day = z.string().check(z.regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/))
/** Epoch milliseconds between 2020 and 2100. */
export const Instant = z.int().check(z.gte(1_577_836_800_000), z.lte(4_102_444_800_000))
export const Zone = line(64).check(
  z.refine(zone => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: zone }) !== null
    } catch {
      return false
    }
  }),
)
export const Hash = z.string().check(z.regex(/^[0-9a-f]{64}$/))
export const Email = z.email().check(z.maxLength(254), z.toLowerCase())
export const Place = z.enum(['online', 'home', 'mixed'])
/** A secret in a link: 32 random bytes in base64url. */
export const Token = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))
