import { celsiusOf, fahrenheitOf } from '../temperature.ts'

/** Every temperature of Nest's stands twice: whole degrees Fahrenheit, and half degrees Celsius. */
export type NestScale = 'f' | 'c'

interface ScaleRules {
  /** What may be set, from … to. */
  readonly least: number
  readonly most: number
  /** A temperature of ours, °C, as Nest's programs read it, and back. */
  readonly shown: (celsius: number) => number
  readonly celsius: (degrees: number) => number
  readonly rounded: (degrees: number) => number
}

const toHalf = (degrees: number) => Math.round(degrees * 2) / 2

export const nestScales: Readonly<Record<NestScale, ScaleRules>> = {
  f: {
    least: 50,
    most: 90,
    shown: (celsius) => Math.round(fahrenheitOf(celsius)),
    celsius: celsiusOf,
    rounded: Math.round,
  },
  c: { least: 9, most: 32, shown: toHalf, celsius: (degrees) => degrees, rounded: toHalf },
}

/** As errors write it. */
export const nestDegrees = (degrees: number) => degrees.toFixed(1)
