import { z } from 'zod'
import { deviceTypeNames } from '../devices/device-types.ts'
import { nameText } from '../name-text.ts'

/** Ids stand in paths and in consent details, so they need no escaping. */
export const homeIdPattern = /^[A-Za-z0-9][A-Za-z0-9._~-]{0,63}$/

export const isHomeId = (text: string) => homeIdPattern.test(text)

const homeId = z
  .string()
  .regex(homeIdPattern, 'must be 1 to 64 of the characters A-Z a-z 0-9 . _ ~ -, the first a letter or digit')

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

export const deviceDefinitionSchema = z.strictObject({
  id: homeId,
  name: nameText,
  type: z.enum(deviceTypeNames),
})

function areDistinct(devices: readonly { readonly id: string }[]): boolean {
  return new Set(devices.map(({ id }) => id)).size === devices.length
}

/** One home as `latchkey apply` declares it; `owner` is the account's id. */
export const structureDefinitionSchema = z.strictObject({
  id: homeId,
  name: nameText,
  owner: z.string().min(1),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'must be an IANA time zone such as Europe/Stockholm')
    .default('UTC'),
  devices: z
    .array(deviceDefinitionSchema)
    .max(500)
    .refine(areDistinct, 'must not name a device twice')
    .default([]),
})

export type StructureDefinition = z.output<typeof structureDefinitionSchema>
export type DeviceDefinition = StructureDefinition['devices'][number]
