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
const kinds: ReadonlyMap<string, Encode> = new Map([
  ['thermostats', encodeThermostatOf],
  ['waterLeakDetectors', (device, { now }) => encodeLeakDetector(device, now)],
  ['shutoffvalve', (device, { now }) => encodeWaterValve(device, now)],
  ['cameras', encodeCamera],
])

const encodeAny: Encode = (device, looking) =>
  [...kinds.values()].map((encode) => encode(device, looking)).find((json) => json !== undefined)

/** The devices of a home; of one kind, if it is named. `undefined`: there is no such kind. */
export function encodeDevices(looking: Looking, kind?: string): readonly object[] | undefined {
  const encode = kind === undefined ? encodeAny : kinds.get(kind)
  return encode && looking.home.devices.map((device) => encode(device, looking)).filter(isThere)
}

const isThere = (json: object | undefined) => json !== undefined
