import {
  type Climate,
  type ClimateChange,
  type ClimateRange,
  climateAt,
  type Fan,
  fanMinutes,
} from '../devices/climate.ts'
import type { Device } from '../devices/device.ts'
import type { DeviceChange } from '../devices/device-change.ts'
import { deviceTypes } from '../devices/device-types.ts'
import { nameText } from '../name-text.ts'
import type { Structure } from '../structures/structure.ts'
import { decodeTargets, targetField } from './decode-target-write.ts'
import { isOnline } from './encode-nest-device.ts'
import { noWritePermission } from './encode-nest-error.ts'
import { isAway } from './encode-nest-structure.ts'
import { climateModeOf, type NestMode, nestModeOf, nestModes } from './nest-mode.ts'
import { NestProblem, shownValue } from './nest-problem.ts'

export interface WriteSituation {
  readonly structure: Structure
  readonly now: number
}

interface ThermostatSituation extends WriteSituation {
  readonly climate: Climate
  readonly range: ClimateRange
}

type Fields = ReadonlyMap<string, unknown>

const fanFields = ['fan_timer_active', 'fan_timer_duration']

function isWritable(field: string, { hasFan }: ClimateRange): boolean {
  if (fanFields.includes(field)) return hasFan
  return ['hvac_mode', 'temperature_scale', 'label'].includes(field) || targetField(field) !== undefined
}

/** A write of a thermostat, as far as Nest allows it now. Throws a `NestProblem`. */
export function decodeThermostatWrite(
  device: Device,
  fields: Fields,
  { structure, now }: WriteSituation,
): DeviceChange {
  const range = deviceTypes[device.type].climate
  const { climate } = device.traits
  if (range === undefined || climate === undefined) throw noWritePermission([...fields.keys()])
  const denied = [...fields.keys()].filter((field) => !isWritable(field, range))
  if (denied.length > 0) throw noWritePermission(denied)
  if (!isOnline(device)) throw new NestProblem('not-online', 'Thermostat is not online')
  const situation = { structure, now, range, climate: climateAt(climate, range, now) }
  return {
    ...(fields.has('label') && { label: decodeLabel(fields.get('label')) }),
    climate: decodeClimate(fields, situation),
  }
}

function decodeClimate(fields: Fields, situation: ThermostatSituation): ClimateChange {
  const { climate, range, structure } = situation
  const mode = fields.has('hvac_mode')
    ? decodeMode(fields.get('hvac_mode'), range)
    : nestModeOf(climate.mode, range)
  const targets = decodeTargets(fields, { climate, mode, isAway: isAway(structure) })
  return {
    ...targets,
    ...(fields.has('hvac_mode') && { mode: climateModeOf(mode, range) }),
    ...(fanFields.some((field) => fields.has(field)) && { fan: decodeFan(fields, situation) }),
    ...(fields.has('temperature_scale') && { scale: decodeScale(fields.get('temperature_scale')) }),
  }
}

function outOfRange(field: string, value: unknown): NestProblem {
  return new NestProblem('range-error', `Invalid value for ${field}: '${shownValue(value)}'`)
}

export function wrongFormat(field: string, value: unknown): NestProblem {
  return new NestProblem('format-error', `${field} '${shownValue(value)}' is in wrong format`)
}

function decodeMode(value: unknown, range: ClimateRange): NestMode {
  if (typeof value !== 'string') throw wrongFormat('hvac_mode', value)
  const mode = nestModes.find((one) => one === value)
  if (mode === undefined || climateModeOf(mode, range) === undefined) throw outOfRange('hvac_mode', value)
  return mode
}

function decodeScale(value: unknown): 'C' | 'F' {
  if (value === 'C' || value === 'F') return value
  throw typeof value === 'string'
    ? outOfRange('temperature_scale', value)
    : wrongFormat('temperature_scale', value)
}

function decodeLabel(value: unknown): string {
  if (value === '') return value
  const label = nameText.safeParse(value)
  if (label.success) return label.data
  throw wrongFormat('label', value)
}

/** The timer runs for its duration from now on; a new duration begins anew when it runs. */
function decodeFan(fields: Fields, { climate: { fan }, structure, now }: ThermostatSituation): Fan {
  const wanted = fields.get('fan_timer_active')
  if (fields.has('fan_timer_active')) checkFan(wanted, structure)
  const minutes = fields.has('fan_timer_duration')
    ? decodeMinutes(fields.get('fan_timer_duration'))
    : fan.minutes
  const isRunning = fan.until !== undefined && fan.until > now
  const runs = wanted ?? isRunning
  const { mode } = fan
  if (runs !== true) return { mode, minutes }
  return { mode, minutes, until: now + minutes * 60_000 }
}

function decodeMinutes(value: unknown): number {
  if (typeof value !== 'number') throw wrongFormat('fan_timer_duration', value)
  const minutes = fanMinutes.find((one) => one === value)
  if (minutes === undefined) throw outOfRange('fan_timer_duration', value)
  return minutes
}

/** Smoke is not to be spread: every alarm of the home counts, whether the app sees it or not. */
function checkFan(wanted: unknown, structure: Structure): void {
  if (typeof wanted !== 'boolean') throw wrongFormat('fan_timer_active', wanted)
  if (isAway(structure))
    throw new NestProblem('mode-error', 'Cannot change fan_timer_active while structure is away')
  const alarms = structure.devices.map(({ traits }) => traits.alarm)
  const isDangerous = alarms.some((alarm) => alarm?.smoke === 'emergency' || alarm?.co === 'emergency')
  if (wanted && isDangerous)
    throw new NestProblem('safety-shutoff-on', 'Cannot activate fan during smoke/co safety shutoff')
}
