import type { Access } from '@latchkey/resource-kit'
import { coveredStructures, seesWholeHome } from '../covered-homes.ts'
import type { Device } from '../devices/device.ts'
import type { ChangedStructure } from '../events/home-event.ts'
import type { Structure } from './structure.ts'

/**
 * What of a home itself a token shows: its rooms and address to whom the whole home was given, to others the rooms of the
 * devices that they see.
 */
export function shownHome<Home extends ChangedStructure>(
  access: Access,
  home: Home,
  roomsOfSeen: ReadonlySet<string>,
): Home {
  if (seesWholeHome(access, home.id)) return home
  const { rooms = [], eta } = home.facts
  const facts = { rooms: rooms.filter(({ id }) => roomsOfSeen.has(id)), ...(eta && { eta }) }
  return { ...home, facts }
}

/** The ids of the rooms in which these devices stand. */
export function roomsOf(devices: readonly Device[]): ReadonlySet<string> {
  return new Set(devices.flatMap(({ roomId }) => roomId ?? []))
}

/** The homes that a token covers, as far as it covers them. Devices are for tokens that may read devices. */
export function shownStructures(
  access: Access,
  scope: ReadonlySet<string>,
  owned: readonly Structure[],
): readonly Structure[] {
  const mayReadDevices = scope.has('devices:read')
  return coveredStructures(access, owned).map((structure) => {
    const devices = mayReadDevices ? structure.devices : []
    return { ...shownHome(access, structure, roomsOf(devices)), devices }
  })
}
