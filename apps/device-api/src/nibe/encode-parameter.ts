import { climateAt } from '../devices/climate.ts'
import { deviceTypes } from '../devices/device-types.ts'
import { outdoorAt } from '../weather.ts'
import type { Parameter, PumpReading } from './parameters.ts'
import type { SystemUnit } from './systems.ts'

/** What the pump says at `now`, milliseconds since 1970. */
export function readPump({ pump: { type, traits } }: SystemUnit, now: number): PumpReading | undefined {
  const { climate: range } = deviceTypes[type]
  const { climate, heatPump } = traits
  if (range === undefined || climate === undefined || heatPump === undefined) return undefined
  return { climate: climateAt(climate, range, now), outdoor: outdoorAt(range.outdoor, now), pump: heatPump }
}

/** What NIBE's heat pumps say of a sensor that is not there. */
const noSensor = { displayValue: '--', rawValue: -32768 }

/** NIBE cuts what it shows short: -378.2 degree minutes are `-378DM`. */
function shown(value: number, { decimals, unit }: Parameter['measure']): string {
  const cut = decimals === 0 ? Math.trunc(value) : value
  return `${(cut === 0 ? 0 : cut).toFixed(decimals)}${unit}`
}

function encodeValue({ read, measure }: Parameter, reading: PumpReading) {
  const value = read(reading)
  if (value === undefined) return noSensor
  const rawValue = Math.round(value * measure.rawFactor)
  return {
    displayValue: shown(rawValue / measure.rawFactor, measure),
    rawValue: rawValue === 0 ? 0 : rawValue,
  }
}

/** One parameter. Its name is what it was asked for by: NIBE's programs match on it. */
export function encodeParameter(parameter: Parameter, reading: PumpReading) {
  const { key, title, designation, measure } = parameter
  return {
    parameterId: /^\d+$/.test(key) ? Number(key) : 0,
    name: key,
    title,
    designation,
    unit: measure.unit,
    ...encodeValue(parameter, reading),
  }
}
