import type { ClimateRange } from './climate.ts'

/** What is known about a kind of device: a trait is there if the device has it. */
export interface DeviceType {
  readonly productName: string
  readonly climate?: ClimateRange
}

const target = { least: 9, most: 32, step: 0.5 }

/** Every kind of device. A new one is a line here; a new trait is a file beside `climate.ts` and a member of `Device`. */
const types = {
  thermostat: {
    productName: 'Latchkey Thermostat',
    climate: {
      modes: ['heat', 'cool', 'auto', 'off', 'eco'],
      target,
      driveSeconds: 1800,
      lossSeconds: 90_000,
      outdoor: 5,
      begin: { ambient: 19.5, target: 20, mode: 'heat' },
    },
  },
  heat_pump: {
    productName: 'Latchkey Heat Pump',
    climate: {
      modes: ['heat', 'auto', 'off', 'eco'],
      target,
      driveSeconds: 5400,
      lossSeconds: 180_000,
      outdoor: 5,
      begin: { ambient: 20, target: 21, mode: 'heat' },
    },
  },
} as const satisfies Readonly<Record<string, DeviceType>>

export type DeviceTypeName = keyof typeof types

export const deviceTypes: Readonly<Record<DeviceTypeName, DeviceType>> = types

export const deviceTypeNames = Object.keys(types) as readonly DeviceTypeName[]
