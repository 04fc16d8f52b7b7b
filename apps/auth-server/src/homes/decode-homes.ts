import { z } from 'zod'
import { tamed } from '../pages/foreign-text.ts'
import type { DescribedHome } from './homes.ts'

/** More is no home of a person, and no page could show it. */
const mostHomes = 100
const mostDevices = 500

const id = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._~-]{0,63}$/,
    'must be 1 to 64 of the characters A-Z a-z 0-9 . _ ~ -, the first a letter or digit',
  )
/** Names are other people's: they are shown, and never to be more than a line. */
const name = z
  .string()
  .min(1)
  .max(200)
  .transform((text) => tamed(text, 100))
const type = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,63}$/,
    'must be lower-case letters, digits and underscores, as thermostat or pool_heater',
  )

const device = z.object({ id, name, type })
const home = z.object({
  id,
  name,
  time_zone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'must be a name of the IANA time zone database')
    .optional(),
  devices: z.array(device).max(mostDevices).refine(areDistinct, 'must not hold an id twice'),
})
const answer = z.object({
  homes: z.array(home).max(mostHomes).refine(areDistinct, 'must not hold an id twice'),
})

/** What a backend answers, or what is wrong with it, as a sentence's middle. Members that nobody knows are left out. */
export function decodeHomes(body: string): readonly DescribedHome[] | string {
  const parsed = answer.safeParse(parseJson(body))
  if (parsed.success)
    return parsed.data.homes.map(({ id, name, time_zone: timeZone, devices }) => ({
      ...{ id, name, timeZone },
      devices: devices.map((one) => ({ ...one, productName: inWords(one.type) })),
    }))
  const [issue] = parsed.error.issues
  return `its answer cannot be read: ${issue?.path.join('.') || 'the body'}: ${issue?.message ?? 'invalid'}`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function areDistinct(items: readonly { readonly id: string }[]): boolean {
  return new Set(items.map((item) => item.id)).size === items.length
}

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }) !== undefined
  } catch {
    return false
  }
}

/** `pool_heater` → `Pool heater`. */
function inWords(text: string): string {
  const words = text.replaceAll('_', ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
