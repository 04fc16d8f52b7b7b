import { z } from 'zod'
import { decodeMembers } from '../decode-members.ts'
import { nameText } from '../name-text.ts'
import { celsiusOf, fahrenheitOf } from '../temperature.ts'
import type { ClimateChange, ClimateRange } from './climate.ts'
import type { DeviceChange } from './device-change.ts'
import { type DeviceTypeName, deviceTypeNames, deviceTypes } from './device-types.ts'

/** Number of steps between two temperatures is whole, whatever binary fractions do. */
const isStep = (degrees: number, step: number) => Number.isInteger(degrees / step)

function climateMembers({ modes, target: { least, most, step } }: ClimateRange) {
  const leastF = Math.ceil(fahrenheitOf(least))
  const mostF = Math.floor(fahrenheitOf(most))
  const celsius = `must be a number from ${least} to ${most} (°C) in steps of ${step}`
  const fahrenheit = `must be a whole number from ${leastF} to ${mostF} (°F)`
  return {
    mode: z.enum(modes, `must be one of ${modes.join(', ')}`),
    target_temperature_c: z
      .number(celsius)
      .refine((value) => value >= least && value <= most && isStep(value, step), celsius),
    target_temperature_f: z
      .number(fahrenheit)
      .refine((value) => value >= leastF && value <= mostF && isStep(value, 1), fahrenheit),
  }
}

interface DeviceBody {
  readonly name?: string | undefined
  readonly mode?: ClimateChange['mode']
  readonly target_temperature_c?: number | undefined
  readonly target_temperature_f?: number | undefined
}

function decodeClimateChange(body: DeviceBody): ClimateChange | undefined {
  const { mode, target_temperature_c: celsius, target_temperature_f: fahrenheit } = body
  const target = fahrenheit === undefined ? celsius : celsiusOf(fahrenheit)
  return mode === undefined && target === undefined ? undefined : { mode, heat: target, cool: target }
}

const hasOneUnit = (body: object) => !('target_temperature_c' in body && 'target_temperature_f' in body)

function bodyOf(type: DeviceTypeName) {
  const { climate } = deviceTypes[type]
  const shape = { name: nameText, ...(climate === undefined ? {} : climateMembers(climate)) }
  const members = Object.keys(shape)
  const schema = z
    .strictObject(shape)
    .partial()
    .refine((body) => Object.keys(body).length > 0, `Send at least one of ${members.join(', ')}`)
    .refine(hasOneUnit, 'Send target_temperature_c or target_temperature_f, not both')
  // The schema's own type forgets the members that only some types of device have.
  return { schema: schema as unknown as z.ZodType<DeviceBody>, members }
}

const bodies = new Map(deviceTypeNames.map((type) => [type, bodyOf(type)]))

/** The body of `PATCH /v1/devices/{id}`, as far as a device of this type can do what it asks. */
export function decodeDeviceChange(type: DeviceTypeName, json: unknown): DeviceChange {
  const { schema, members } = bodies.get(type) ?? bodyOf(type)
  const body = decodeMembers(schema, members, json)
  return { name: body.name, climate: decodeClimateChange(body) }
}
