import type { Climate } from './climate.ts'
import { type DeviceTypeName, deviceTypes } from './device-types.ts'

/** The state of each trait that the device's type has. */
export interface Traits {
  readonly climate?: Climate
}

export interface Device {
  readonly id: string
  readonly structureId: string
  readonly name: string
  readonly type: DeviceTypeName
  readonly traits: Traits
  /** Grows with each change; a change of an older version is not saved. */
  readonly version: number
}

/** How a device of a type starts. */
export function firstTraits(type: DeviceTypeName, now: number): Traits {
  const { climate } = deviceTypes[type]
  return climate === undefined ? {} : { climate: { ...climate.begin, at: now } }
}
