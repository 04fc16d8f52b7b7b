import type { Access, HomeAccess, HomeAction } from '@latchkey/resource-kit'
import type { Device } from './devices/device.ts'
import type { DeviceTypeName } from './devices/device-types.ts'
import type { Structure, StructureFacts } from './structures/structure.ts'

// What a homeowner shared, as the views ask for it. A home may be named in several details; together they count.

function detailsOf(access: Access, structureId: string, ...actions: readonly HomeAction[]) {
  return access.homes.filter(
    (detail) => detail.structure === structureId && actions.some((action) => detail.actions.includes(action)),
  )
}

/** Whoever was given anything of a home knows that it is there, and whether somebody is in. */
export function seesHome(access: Access, structureId: string): boolean {
  return detailsOf(access, structureId, 'read', 'control').length > 0
}

/** Rooms, and whatever else is of the home and of no device in it, are for those to whom the whole home was given. */
export function seesWholeHome(access: Access, structureId: string): boolean {
  return detailsOf(access, structureId, 'read', 'control').some(({ devices }) => devices === 'all')
}

/** What concerns the home as a whole, its name, is for those to whom the whole home was given. */
export function controlsHome(access: Access, structureId: string): boolean {
  return detailsOf(access, structureId, 'control').some(({ devices }) => devices === 'all')
}

/** Whether the app may say that nobody is at home, or somebody. */
export function setsAway(access: Access, structureId: string): boolean {
  return seesHome(access, structureId) && detailsOf(access, structureId, 'away').length > 0
}

type Covered = Pick<Device, 'id' | 'structureId' | 'type'>

/** Of these a homeowner is asked by name; without the action the app does not know that there is one. */
const seenBy: Readonly<Partial<Record<DeviceTypeName, HomeAction>>> = { camera: 'camera' }

function covers({ devices, actions }: HomeAccess, { id, type }: Covered): boolean {
  const special = seenBy[type]
  return (devices === 'all' || devices.includes(id)) && (special === undefined || actions.includes(special))
}

export function seesDevice(access: Access, device: Covered): boolean {
  return detailsOf(access, device.structureId, 'read', 'control').some((detail) => covers(detail, device))
}

export function controlsDevice(access: Access, device: Covered): boolean {
  return detailsOf(access, device.structureId, 'control').some((detail) => covers(detail, device))
}

/** Locking is control; opening is asked for by name. */
export function unlocks(access: Access, device: Covered): boolean {
  const mayUnlock = detailsOf(access, device.structureId, 'unlock').some((detail) => covers(detail, device))
  return mayUnlock && controlsDevice(access, device)
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
