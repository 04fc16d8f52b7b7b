import type { Device } from '../devices/device.ts'

export const awayStates = ['home', 'away', 'vacation'] as const
export type Away = (typeof awayStates)[number]

/** A home. */
export interface Structure {
  readonly id: string
  /** The same home for vendors whose ids are numbers (NIBE's `systemId`, Honeywell's `locationID`). Never given twice. */
  readonly number: number
  readonly name: string
  /** An account's id. */
  readonly owner: string
  /** IANA name, e.g. `Europe/Stockholm`. */
  readonly timeZone: string
  readonly away: Away
  readonly facts: StructureFacts
  readonly devices: readonly Device[]
  /** Grows with each change. */
  readonly version: number
}

/** What else is known of a home; everything may be missing. */
export interface StructureFacts {
  readonly rooms?: readonly Room[]
  /** ISO 3166-1 alpha-2. */
  readonly countryCode?: string
  readonly postalCode?: string
  /** When somebody is expected, milliseconds since 1970. */
  readonly eta?: { readonly tripId: string; readonly from: number; readonly until: number }
  /** Thermostats that a program made up for a NIBE heat pump, by their `externalId`. */
  readonly virtualThermostats?: readonly VirtualThermostat[]
}

export interface Room {
  readonly id: string
  readonly name: string
}

/** Temperatures in °C. */
export interface VirtualThermostat {
  readonly externalId: number
  readonly name: string
  readonly actual?: number
  readonly target?: number
  /** Percent. */
  readonly valvePosition?: number
  readonly climateSystems?: readonly number[]
}

export interface StructureChange {
  readonly name?: string | undefined
  readonly away?: Away | undefined
  /** Put over the facts that are there, member by member. */
  readonly facts?: StructureFacts | undefined
}

/** What is to change, decided on the home as it is: it may throw a `Problem`. */
export type DecideStructure = (structure: Structure) => StructureChange
