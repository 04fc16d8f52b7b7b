import type { Device } from '../devices/device.ts'

export type Away = 'home' | 'away'

/** A home. */
export interface Structure {
  readonly id: string
  /** The same home for vendors whose ids are numbers (NIBE's `systemId`). Never given twice. */
  readonly number: number
  readonly name: string
  /** An account's id. */
  readonly owner: string
  /** IANA name, e.g. `Europe/Stockholm`. */
  readonly timeZone: string
  readonly away: Away
  readonly devices: readonly Device[]
}

export interface StructureChange {
  readonly name?: string | undefined
  readonly away?: Away | undefined
}
