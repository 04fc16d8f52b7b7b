import { z } from 'zod'
import { decodeMembers } from '../decode-members.ts'
import { nameText } from '../name-text.ts'
import type { Away, VirtualThermostat } from '../structures/structure.ts'

const awayOf = {
  DEFAULT_OPERATION: 'home',
  AWAY_FROM_HOME: 'away',
  VACATION: 'vacation',
} as const satisfies Readonly<Record<string, Away>>

type ModeName = keyof typeof awayOf

export const modeNames = Object.keys(awayOf) as readonly ModeName[]

export function encodeMode(away: Away) {
  return { mode: modeNames.find((name) => awayOf[name] === away) }
}

const modeBody = z.object({ mode: z.enum(modeNames, `must be one of ${modeNames.join(', ')}`) })

/** The body of `PUT …/smarthome/mode`; other members are not read. */
export function decodeMode(json: unknown): Away {
  return awayOf[decodeMembers(modeBody, ['mode'], json).mode]
}

/** Tenths of a degree on the wire, °C inside. */
const tenths = z
  .int('must be a whole number of tenths of a degree')
  .min(-500, 'must be from -500 to 1000')
  .max(1000, 'must be from -500 to 1000')
  .transform((value) => value / 10)

const percent = z
  .number('must be a number from 0 to 100')
  .min(0, 'must be from 0 to 100')
  .max(100, 'must be from 0 to 100')

const climateSystems = z
  .array(z.int('must hold numbers from 1 to 8').min(1).max(8), 'must be a list of numbers')
  .max(8, 'may hold 8 numbers at most')

const thermostatBody = z.object({
  externalId: z
    .int('must be a whole number')
    .min(0, 'must not be negative')
    .max(2 ** 31 - 1, 'is too large'),
  name: nameText,
  actualTemp: tenths.nullish(),
  targetTemp: tenths.nullish(),
  valvePosition: percent.nullish(),
  climateSystems: climateSystems.nullish(),
})

const members = Object.keys(thermostatBody.shape)

/** The body of `POST …/smarthome/thermostats`. */
export function decodeThermostat(json: unknown): VirtualThermostat {
  const body = decodeMembers(thermostatBody, members, json)
  const { externalId, name, actualTemp, targetTemp, valvePosition, climateSystems: systems } = body
  return {
    externalId,
    name,
    ...(typeof actualTemp === 'number' && { actual: actualTemp }),
    ...(typeof targetTemp === 'number' && { target: targetTemp }),
    ...(typeof valvePosition === 'number' && { valvePosition }),
    ...(systems && { climateSystems: systems }),
  }
}

const inTenths = (celsius: number | undefined) => (celsius === undefined ? null : Math.round(celsius * 10))

export function encodeThermostat(thermostat: VirtualThermostat) {
  const { externalId, name, actual, target, valvePosition, climateSystems: systems } = thermostat
  return {
    externalId,
    name,
    actualTemp: inTenths(actual),
    targetTemp: inTenths(target),
    valvePosition: valvePosition ?? null,
    climateSystems: systems ?? [],
  }
}
