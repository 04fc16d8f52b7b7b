import { type DeviceTypeName, deviceTypes } from '../devices/device-types.ts'
import type { Structure } from '../structures/structure.ts'
import type { Paging } from './decode-paging.ts'
import { nibeTime } from './encode-nibe-error.ts'

/** A NIBE system is a heat pump; a home without one is known by its thermostat. */
const namesSystem: readonly DeviceTypeName[] = ['heat_pump', 'thermostat']

function productName({ devices }: Structure): string {
  const named = namesSystem.find((type) => devices.some((device) => device.type === type))
  return named === undefined ? 'Latchkey Home' : deviceTypes[named].productName
}

const unknownAddress = {
  addressLine1: null,
  addressLine2: null,
  postalCode: null,
  city: null,
  region: null,
  country: null,
}

/** One home as NIBE's `System`. The simulated devices are always on line, so the last activity is now. */
function encodeSystem(structure: Structure, now: number) {
  const product = productName(structure)
  return {
    systemId: structure.number,
    name: structure.name,
    productName: product,
    productImage: { name: product, sizes: [] },
    securityLevel: 'MANAGER',
    serialNumber: String(structure.number).padStart(14, '0'),
    lastActivityDate: nibeTime(now),
    connectionStatus: 'ONLINE',
    address: unknownAddress,
    hasAlarmed: false,
  }
}

/** One page of NIBE's paged answers. A page after the last one is empty. */
export function encodeSystemsPage(
  structures: readonly Structure[],
  { page, itemsPerPage }: Paging,
  now: number,
) {
  const first = (page - 1) * itemsPerPage
  const objects = structures
    .slice(first, first + itemsPerPage)
    .map((structure) => encodeSystem(structure, now))
  return { page, itemsPerPage, numItems: structures.length, objects }
}
