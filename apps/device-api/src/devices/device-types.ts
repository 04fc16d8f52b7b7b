import { firstAlarm } from './alarm.ts'
import { firstCamera } from './camera.ts'
import { type ClimateRange, firstClimate } from './climate.ts'
import { firstHeatPump } from './heat-pump.ts'
import { firstLeak } from './leak.ts'
import type { Traits } from './traits.ts'

/** What is known about a kind of device. */
export interface DeviceType {
  readonly productName: string
  /** There if the device minds the climate of a home. */
  readonly climate?: ClimateRange
  /** The traits of a new one; `now` is milliseconds since 1970. */
  readonly firstTraits: (now: number) => Traits
}

const target = { least: 9, most: 32, step: 0.5 }

const thermostatRange: ClimateRange = {
  modes: ['heat', 'cool', 'auto', 'off', 'eco'],
  target,
  hasFan: true,
  driveSeconds: 1800,
  lossSeconds: 90_000,
  outdoor: 5,
  begin: { ambient: 19.5, heat: 20, cool: 24, mode: 'heat' },
}

const heatPumpRange: ClimateRange = {
  modes: ['heat', 'auto', 'off', 'eco'],
  target,
  hasFan: false,
  driveSeconds: 5400,
  lossSeconds: 180_000,
  outdoor: 5,
  begin: { ambient: 20, heat: 21, cool: 25, mode: 'heat' },
}

/** Every kind of device. A new one is a line here; a new trait is a file beside `climate.ts` and a member of `Traits`. */
const types = {
  thermostat: {
    productName: 'Latchkey Thermostat',
    climate: thermostatRange,
    firstTraits: (now) => ({ climate: firstClimate(thermostatRange, now) }),
  },
  heat_pump: {
    productName: 'Latchkey Heat Pump',
    climate: heatPumpRange,
    firstTraits: (now) => ({ climate: firstClimate(heatPumpRange, now), heatPump: firstHeatPump }),
  },
  smoke_co_alarm: { productName: 'Latchkey Alarm', firstTraits: () => ({ alarm: firstAlarm }) },
  camera: { productName: 'Latchkey Camera', firstTraits: (now) => ({ camera: firstCamera(now) }) },
  water_leak_detector: { productName: 'Latchkey Leak Detector', firstTraits: () => ({ leak: firstLeak }) },
  water_valve: { productName: 'Latchkey Water Valve', firstTraits: () => ({ valve: { isOpen: true } }) },
  lock: { productName: 'Latchkey Lock', firstTraits: () => ({ lock: { isLocked: true } }) },
} as const satisfies Readonly<Record<string, DeviceType>>

export type DeviceTypeName = keyof typeof types

export const deviceTypes: Readonly<Record<DeviceTypeName, DeviceType>> = types

export const deviceTypeNames = Object.keys(types) as readonly DeviceTypeName[]
