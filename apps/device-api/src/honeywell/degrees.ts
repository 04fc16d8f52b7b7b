import type { Climate, ClimateRange } from '../devices/climate.ts'
import { celsiusOf, fahrenheitOf, toTenth } from '../temperature.ts'

/** Degrees as a thermostat's display counts them; inside, everything is in °C. */
export interface Degrees {
  readonly units: 'Celsius' | 'Fahrenheit'
  /** The finest that a set point can be told apart. */
  readonly step: number
  /** How far heating and cooling stay apart where the device does both by itself. */
  readonly deadband: number
  readonly fromCelsius: (celsius: number) => number
  readonly toCelsius: (degrees: number) => number
}

const celsius: Degrees = {
  units: 'Celsius',
  step: 0.5,
  deadband: 1.5,
  fromCelsius: (degrees) => degrees,
  toCelsius: (degrees) => degrees,
}

const fahrenheit: Degrees = {
  units: 'Fahrenheit',
  step: 1,
  deadband: 3,
  fromCelsius: fahrenheitOf,
  toCelsius: celsiusOf,
}

export function degreesOf({ scale }: Pick<Climate, 'scale'>): Degrees {
  return scale === 'F' ? fahrenheit : celsius
}

/** A reading, to a tenth. */
export const readingOf = ({ fromCelsius }: Degrees, value: number) => toTenth(fromCelsius(value))

/** A set point, to what the display can show. */
export function setpointOf({ fromCelsius, step }: Degrees, value: number): number {
  return Math.round(fromCelsius(value) / step) * step
}

/** Between what the device can be set to, while somebody locked it no further than the lock allows. */
export function limitsOf(
  { fromCelsius, step }: Degrees,
  { target: { least, most } }: ClimateRange,
  { lock }: Pick<Climate, 'lock'>,
) {
  return {
    least: Math.ceil(fromCelsius(Math.max(least, lock?.low ?? least)) / step) * step,
    most: Math.floor(fromCelsius(Math.min(most, lock?.high ?? most)) / step) * step,
  }
}

/** 0 where the device cannot change over by itself. */
export function deadbandOf({ deadband }: Degrees, { modes }: ClimateRange): number {
  return modes.includes('auto') && modes.includes('cool') ? deadband : 0
}
