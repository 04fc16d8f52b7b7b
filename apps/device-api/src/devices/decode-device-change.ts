import { z } from 'zod'
import { decodeMembers } from '../decode-members.ts'
import { nameText } from '../name-text.ts'
import { homeIdPattern } from '../structures/structure-definition.ts'
import {
  type ClimateBody,
  climateMembers,
  decodeClimateChange,
  hasOneTarget,
} from './decode-climate-change.ts'
import type { DeviceChange } from './device-change.ts'
import { type DeviceTypeName, deviceTypes } from './device-types.ts'

const yesOrNo = z.boolean('must be true or false')

const roomId = z
  .string('must be the id of a room of this home, or null')
  .regex(homeIdPattern, 'must be the id of a room of this home, or null')
  .nullable()

/** What of other traits may be changed. */
const traitMembers = {
  heatPump: { hot_water_boost: yesOrNo, ventilation_boost: yesOrNo },
  camera: { streaming: yesOrNo },
  valve: { open: yesOrNo },
  lock: { locked: yesOrNo },
} as const

interface DeviceBody extends ClimateBody {
  readonly name?: string | undefined
  readonly room_id?: string | null | undefined
  readonly hot_water_boost?: boolean | undefined
  readonly ventilation_boost?: boolean | undefined
  readonly streaming?: boolean | undefined
  readonly open?: boolean | undefined
  readonly locked?: boolean | undefined
}

function traitsOf(type: DeviceTypeName) {
  const traits = deviceTypes[type].firstTraits(0)
  const own = Object.entries(traitMembers).filter(([trait]) => trait in traits)
  return Object.assign({}, ...own.map(([, members]) => members)) as Record<string, typeof yesOrNo>
}

function bodyOf(type: DeviceTypeName) {
  const { climate } = deviceTypes[type]
  const shape = {
    name: nameText,
    ...(climate === undefined ? {} : climateMembers(climate)),
    ...traitsOf(type),
    room_id: roomId,
  }
  const members = Object.keys(shape)
  const targets = 'target_temperature_c or target_temperature_f or those for low and high'
  const schema = z
    .strictObject(shape)
    .partial()
    .refine((body) => Object.keys(body).length > 0, `Send at least one of ${members.join(', ')}`)
    .refine((body) => hasOneTarget(body as ClimateBody), `Send ${targets}, not both`)
  // The schema's own type forgets the members that only some types of device have.
  return { schema: schema as unknown as z.ZodType<DeviceBody>, members }
}

const bodies = new Map<DeviceTypeName, ReturnType<typeof bodyOf>>()

/** Made when the first of its type is changed: a server that nobody writes to starts the sooner. */
function knownBody(type: DeviceTypeName) {
  const body = bodies.get(type) ?? bodyOf(type)
  bodies.set(type, body)
  return body
}

function decodeHeatPump({
  hot_water_boost: water,
  ventilation_boost: air,
}: DeviceBody): DeviceChange['heatPump'] {
  return {
    ...(water !== undefined && { isHotWaterBoosted: water }),
    ...(air !== undefined && { isVentilationBoosted: air }),
  }
}

/**
 * The body of `PATCH /v1/devices/{id}`, as far as a device of this type can do what it asks. `now` is milliseconds since 1970.
 * Throws a `Problem` 400 that names every mistake.
 */
export function decodeDeviceChange(type: DeviceTypeName, json: unknown, now: number): DeviceChange {
  const { schema, members } = knownBody(type)
  const body = decodeMembers(schema, members, json)
  return {
    name: body.name,
    roomId: body.room_id,
    climate: decodeClimateChange(body, now),
    heatPump: decodeHeatPump(body),
    ...(body.streaming !== undefined && { camera: { isStreaming: body.streaming } }),
    ...(body.open !== undefined && { valve: { isOpen: body.open } }),
    ...(body.locked !== undefined && { lock: { isLocked: body.locked } }),
  }
}
