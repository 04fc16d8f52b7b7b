import {
  type Access,
  mayControl,
  mayControlCamera,
  mayControlHome,
  mayRead,
  maySeeCamera,
  maySetAway,
  mayUnlock,
  readableDevices,
  seesHome,
} from '@latchkey/resource-kit'
import type { Device } from './devices/device.ts'
import type { Structure, StructureFacts } from './structures/structure.ts'

// What a homeowner shared, in the words of our homes and devices; the answers are the resource kit's.

/** Whoever was given anything of a home knows that it is there, and whether somebody is in. */
export { seesHome }

/** Rooms, and whatever else is of the home and of no device in it, are for those to whom the whole home was given. */
export function seesWholeHome(access: Access, structureId: string): boolean {
  return readableDevices(access, structureId) === 'all'
}

/** What concerns the home as a whole, its name, is for those to whom the whole home was given. */
export const controlsHome = mayControlHome

/** Whether the app may say that nobody is at home, or somebody. */
export const setsAway = maySetAway

type Covered = Pick<Device, 'id' | 'structureId' | 'type'>

const named = ({ id, structureId }: Covered) => ({ structure: structureId, device: id })

/** Of cameras a homeowner is asked by name; without that yes the app does not know that there is one. */
const isCamera = ({ type }: Covered) => type === 'camera'

export function seesDevice(access: Access, device: Covered): boolean {
  return isCamera(device) ? maySeeCamera(access, named(device)) : mayRead(access, named(device))
}

export function controlsDevice(access: Access, device: Covered): boolean {
  return isCamera(device) ? mayControlCamera(access, named(device)) : mayControl(access, named(device))
}

/** Locking is control; opening is asked for by name. */
export function unlocks(access: Access, device: Covered): boolean {
  return mayUnlock(access, named(device))
}

/** Where exactly a home is. */
function withoutAddress({ countryCode: _, postalCode: __, ...facts }: StructureFacts): StructureFacts {
  return facts
}

/**
 * The homes that a token covers, of those its account owns, each with the covered devices only, and with its address for those
 * to whom the whole home was given. Of its rooms a view shows such a one those of covered devices: their numbers stay.
 */
export function coveredStructures(access: Access, owned: readonly Structure[]): readonly Structure[] {
  return owned
    .filter(({ id }) => seesHome(access, id))
    .map((structure) => ({
      ...structure,
      facts: seesWholeHome(access, structure.id) ? structure.facts : withoutAddress(structure.facts),
      devices: structure.devices.filter((device) => seesDevice(access, device)),
    }))
}
