import { type Climate, type ClimateRange, climateAt } from '../devices/climate.ts'
import type { Device } from '../devices/device.ts'
import { deviceTypes } from '../devices/device-types.ts'
import type { Structure } from '../structures/structure.ts'
import { encodeNestDevice, nestTime, noTime } from './encode-nest-device.ts'
import { canCool, canHeat, hasLeaf, nestModeOf, nestStateOf, timeToTarget } from './nest-mode.ts'
import { nestScales } from './nest-temperature.ts'
import type { Branch } from './node.ts'

/** Heat pumps are thermostats here: Nest has no word for them, and its programs can turn them. */
export function encodeNestThermostat(device: Device, structure: Structure, now: number): Branch | undefined {
  const range = deviceTypes[device.type].climate
  const { climate } = device.traits
  if (range === undefined || climate === undefined) return undefined
  const current = climateAt(climate, range, now)
  return {
    ...encodeNestDevice(device, structure, 'Thermostat', now),
    ...encodeMode(current, range),
    ...encodeFan(current, range, now),
    ...encodeTemperatures(current, range),
    humidity: Math.round(current.humidity),
    temperature_scale: current.scale,
    is_locked: current.lock !== undefined,
    is_using_emergency_heat: current.isEmergencyHeat,
    has_leaf: hasLeaf(current),
    sunlight_correction_enabled: true,
    sunlight_correction_active: false,
    time_to_target: timeToTarget(current, range),
    time_to_target_training: 'ready',
  }
}

function encodeMode(climate: Climate, range: ClimateRange) {
  const { mode, previousMode } = climate
  const isBetween = mode === 'eco' && previousMode !== undefined
  return {
    can_heat: canHeat(range),
    can_cool: canCool(range),
    hvac_mode: nestModeOf(mode, range),
    previous_hvac_mode: isBetween ? nestModeOf(previousMode, range) : '',
    hvac_state: nestStateOf(climate, range),
  }
}

function encodeFan({ fan }: Climate, { hasFan }: ClimateRange, now: number) {
  const until = fan.until !== undefined && fan.until > now ? fan.until : undefined
  return {
    has_fan: hasFan,
    fan_timer_active: until !== undefined,
    fan_timer_timeout: until === undefined ? noTime : nestTime(until),
    fan_timer_duration: fan.minutes,
  }
}

/** The one set point of a mode that has one. */
export const targetOf = ({ mode, heat, cool }: Climate) => (mode === 'cool' ? cool : heat)

/** A thermostat that nobody locked may be moved as far as it goes. */
function encodeTemperatures(climate: Climate, { target }: ClimateRange) {
  const { ambient, heat, cool, eco, lock } = climate
  const { low, high } = lock ?? { low: target.least, high: target.most }
  return {
    ...inBothScales('target_temperature', targetOf(climate)),
    ...inBothScales('target_temperature_high', cool),
    ...inBothScales('target_temperature_low', heat),
    ...inBothScales('ambient_temperature', ambient),
    ...inBothScales('eco_temperature_high', eco.high),
    ...inBothScales('eco_temperature_low', eco.low),
    ...inBothScales('away_temperature_high', eco.high),
    ...inBothScales('away_temperature_low', eco.low),
    ...inBothScales('locked_temp_min', low),
    ...inBothScales('locked_temp_max', high),
  }
}

function inBothScales(name: string, celsius: number) {
  return { [`${name}_f`]: nestScales.f.shown(celsius), [`${name}_c`]: nestScales.c.shown(celsius) }
}
