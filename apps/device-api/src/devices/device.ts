import type { DeviceTypeName } from './device-types.ts'
import type { Traits } from './traits.ts'

export interface Device {
  readonly id: string
  /** The same device for vendors whose ids are made of numbers. Never given twice. */
  readonly number: number
  readonly structureId: string
  /** One of the structure's rooms. */
  readonly roomId: string | undefined
  readonly name: string
  /** A second, shorter name that its owner gave it; empty unless somebody did. */
  readonly label: string
  readonly type: DeviceTypeName
  readonly traits: Traits
  /** Grows with each change; a change of an older version is not saved. */
  readonly version: number
}
