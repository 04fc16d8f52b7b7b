import type { Access } from '@latchkey/resource-kit'
import type { Device } from '../devices/device.ts'
import type { Structure } from '../structures/structure.ts'
import { encodeThermostat } from './encode-thermostat.ts'
import { encodeCamera, encodeLeakDetector, encodeWaterValve } from './encode-water.ts'
import { visibleRooms } from './rooms.ts'

/** A covered home, and who looks at it when. */
export interface Looking {
  readonly access: Access
  /** Only covered devices are in it. */
  readonly home: Structure
  /** Milliseconds since 1970. */
  readonly now: number
}

type Encode = (device: Device, looking: Looking) => object | undefined

export const encodeThermostatOf: Encode = (device, { access, home, now }) =>
  encodeThermostat(device, visibleRooms(access, home, now), now)

/** The kinds of device by their names in paths; devices of other kinds Honeywell does not know. */
const kinds = {
  thermostats: encodeThermostatOf,
  waterLeakDetectors: (device, { now }) => encodeLeakDetector(device, now),
  shutoffvalve: (device, { now }) => encodeWaterValve(device, now),
  cameras: encodeCamera,
} as const satisfies Readonly<Record<string, Encode>>

export type DeviceKind = keyof typeof kinds

export const deviceKinds = Object.keys(kinds) as readonly DeviceKind[]

const encodeAny: Encode = (device, looking) =>
  Object.values(kinds)
    .map((encode) => encode(device, looking))
    .find((json) => json !== undefined)

/** The devices of a home; of one kind, if it is named. */
export function encodeDevices(looking: Looking, kind?: DeviceKind): readonly object[] {
  const encode = kind === undefined ? encodeAny : kinds[kind]
  return looking.home.devices.map((device) => encode(device, looking)).filter((json) => json !== undefined)
}
