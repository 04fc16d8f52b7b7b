import { z } from 'zod'
import { beginningSchema, fitsType } from '../devices/begin-device.ts'
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

export const deviceDefinitionSchema = z
  .strictObject({
    id: homeId,
    name: nameText,
    type: z.enum(deviceTypeNames),
    /** The id of one of the home's rooms. */
    room: homeId.optional(),
    begins: beginningSchema.optional(),
  })
  .refine(({ type, begins = {} }) => fitsType(begins, type), {
    path: ['begins'],
    message: 'must be about what this type of device has',
  })

const room = z.strictObject({ id: homeId, name: nameText })

/** More than any home has; each is sent with every answer about it. */
export const mostRooms = 100

export const countryCodeText = z
  .string('must be text')
  .regex(/^[A-Z]{2}$/, 'must be two capital letters (ISO 3166-1 alpha-2), such as SE')
export const postalCodeText = z
  .string('must be text')
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9 -]{0,14}[A-Za-z0-9])?$/, 'must be 1 to 16 letters and digits')

function areDistinct(things: readonly { readonly id: string }[]): boolean {
  return new Set(things.map(({ id }) => id)).size === things.length
}

interface Placing {
  readonly rooms?: readonly { readonly id: string }[] | undefined
  readonly devices: readonly { readonly room?: string | undefined }[]
}

function areInRooms({ rooms = [], devices }: Placing): boolean {
  return devices.every((device) => device.room === undefined || rooms.some(({ id }) => id === device.room))
}

/** One home as `latchkey apply` declares it; `owner` is the account's id. */
export const structureDefinitionSchema = z
  .strictObject({
    id: homeId,
    name: nameText,
    owner: z.string().min(1),
    timeZone: z
      .string()
      .max(64)
      .refine(isTimeZone, 'must be an IANA time zone such as Europe/Stockholm')
      .default('UTC'),
    countryCode: countryCodeText.optional(),
    postalCode: postalCodeText.optional(),
    rooms: z.array(room).max(mostRooms).refine(areDistinct, 'must not name a room twice').optional(),
    devices: z
      .array(deviceDefinitionSchema)
      .max(500)
      .refine(areDistinct, 'must not name a device twice')
      .default([]),
  })
  .refine(areInRooms, { path: ['devices'], message: 'must be in rooms that the home has (rooms)' })

export type StructureDefinition = z.output<typeof structureDefinitionSchema>
export type DeviceDefinition = StructureDefinition['devices'][number]
