import type { Device } from '../devices/device.ts'
import type { DecideStructure, Structure, StructureChange } from '../structures/structure.ts'
import type { StructureDefinition } from '../structures/structure-definition.ts'
import type { AnswerLog } from './answer-log.ts'
import type { EventLog } from './event-log.ts'

/** A home as the consent page shows it. */
export interface ShareableHome {
  readonly id: string
  readonly name: string
  readonly devices: readonly Pick<Device, 'id' | 'name' | 'type'>[]
}

/** A home as its owner sees it. */
export interface DescribedHome {
  readonly id: string
  readonly name: string
  /** A name of the IANA time zone database. */
  readonly timeZone: string
  readonly devices: readonly (Pick<Device, 'id' | 'name' | 'type'> & { readonly productName: string })[]
}

/** A device's id is taken by another home. The message may be shown. */
export class DeviceTaken extends Error {
  override readonly name = 'DeviceTaken'
}

/**
 * Homes and their devices. Whatever a request may cause takes the account's id, so that nobody can ask for another
 * person's home by mistake. Every verb is atomic, throws `DatabaseUnavailable`, and writes its events together with its change.
 */
export interface HomesStore extends EventLog, AnswerLog {
  /** The account's homes with their devices, in the order in which they were made. */
  listStructures(owner: string): Promise<readonly Structure[]>
  findStructure(owner: string, id: string): Promise<Structure | undefined>
  findStructureByNumber(owner: string, number: number): Promise<Structure | undefined>
  findDevice(owner: string, id: string): Promise<Device | undefined>
  findDeviceByNumber(owner: string, number: number): Promise<Device | undefined>
  /** Changes what is named and nothing else. `undefined`: the account owns no such home now. Throws what deciding throws. */
  changeStructure(
    owner: string,
    id: string,
    change: StructureChange | DecideStructure,
  ): Promise<Structure | undefined>
  /** Saves name, label, room and traits if the device still has this version and owner; answers whether it did. */
  saveDevice(owner: string, device: Device): Promise<boolean>
  /** What an account can share with an app. */
  listShareableHomes(accountId: string): Promise<readonly ShareableHome[]>
  /** The account's homes, in the order in which they were made. */
  describeHomes(accountId: string): Promise<readonly DescribedHome[]>
  /** Every home of the account with its devices, in one step. */
  deleteHomes(accountId: string): Promise<void>

  /** Every home there is, for the operator. */
  listAllStructures(): Promise<readonly Structure[]>
  /**
   * Makes home and devices be as defined. Devices that the definition does not name stay, unless `prune` is said. A device
   * whose type changes starts anew. Throws `DeviceTaken`.
   */
  saveStructure(
    definition: StructureDefinition,
    options: { readonly now: number; readonly prune?: boolean },
  ): Promise<'added' | 'changed' | 'unchanged'>
  /** With its devices. Answers whether it was there. */
  deleteStructure(id: string): Promise<boolean>
}
