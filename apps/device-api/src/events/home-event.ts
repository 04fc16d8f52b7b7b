import type { Device } from '../devices/device.ts'
import type { Structure } from '../structures/structure.ts'

/** A device as it was after a change. */
export type ChangedDevice = Omit<Device, 'number'>

/** A home as it was after a change, without its devices: they have events of their own. */
export type ChangedStructure = Omit<Structure, 'number' | 'devices' | 'owner'>

/** Something of an account's homes was changed. */
export interface HomeChange {
  readonly owner: string
  readonly structureId: string
  /** Absent: the home itself. */
  readonly deviceId?: string
}

/** A change as the store keeps it. A later change has a greater number, in all homes and processes. */
export interface HomeEvent extends HomeChange {
  readonly number: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly what:
    | { readonly kind: 'device' | 'device gone'; readonly device: ChangedDevice }
    | { readonly kind: 'structure' | 'structure gone'; readonly structure: ChangedStructure }
    /** A newer version, running beside this one, knows what it is. */
    | { readonly kind: 'unknown' }
}
