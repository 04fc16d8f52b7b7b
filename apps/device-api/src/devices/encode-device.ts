import { fahrenheitOf, toTenth } from '../temperature.ts'
import { type Climate, climateAt, hvacStateOf } from './climate.ts'
import type { Device } from './device.ts'
import { deviceTypes } from './device-types.ts'

const inBothUnits = (celsius: number) => ({ c: toTenth(celsius), f: toTenth(fahrenheitOf(celsius)) })

function encodeClimate(climate: Climate, outdoor: number) {
  const target = inBothUnits(targetOf(climate))
  const ambient = inBothUnits(climate.ambient)
  const outside = inBothUnits(outdoor)
  return {
    mode: climate.mode,
    hvac_state: hvacStateOf(climate),
    target_temperature_c: target.c,
    target_temperature_f: target.f,
    ambient_temperature_c: ambient.c,
    ambient_temperature_f: ambient.f,
    outdoor_temperature_c: outside.c,
    outdoor_temperature_f: outside.f,
  }
}

/** The set point that counts; of `auto`, which has two, the middle. */
function targetOf({ mode, heat, cool }: Climate): number {
  if (mode === 'auto') return (heat + cool) / 2
  return mode === 'cool' ? cool : heat
}

/** A device on the wire of `/v1`, as it is at `now` (milliseconds since 1970). */
export function encodeDevice({ id, structureId, name, type, traits }: Device, now: number) {
  const { climate: range } = deviceTypes[type]
  const climate =
    traits.climate && range ? encodeClimate(climateAt(traits.climate, range, now), range.outdoor) : {}
  return { id, structure_id: structureId, name, type, ...climate, read_at: new Date(now).toISOString() }
}
