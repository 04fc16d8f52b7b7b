import { type DeviceTypeName, deviceTypes } from '../devices/device-types.ts'
import type { Structure } from '../structures/structure.ts'
import { type Paging, pageOf } from './decode-paging.ts'
import { nibeTime } from './encode-nibe-error.ts'
import { noticesIn } from './encode-notification.ts'
import type { SystemUnit } from './systems.ts'

/** A NIBE system is a heat pump; a home without one is known by its thermostat. */
const namesSystem: readonly DeviceTypeName[] = ['heat_pump', 'thermostat']

function productName({ devices }: Structure): string {
  const named = namesSystem.find((type) => devices.some((device) => device.type === type))
  return named === undefined ? 'Latchkey Home' : deviceTypes[named].productName
}

/** Null for what is not known. */
function encodeAddress({ facts }: Structure) {
  return {
    addressLine1: null,
    addressLine2: null,
    postalCode: facts.postalCode ?? null,
    city: null,
    region: null,
    country: facts.countryCode ?? null,
  }
}

/** A system is off line as soon as one of its shared heat pumps is. */
const isOnline = ({ devices }: Structure) =>
  devices.every(({ type, traits }) => type !== 'heat_pump' || traits.connection?.isOnline !== false)

/** One home as NIBE's `System`. Its thermal model is asked when somebody asks, so the last activity is now. */
export function encodeSystem(structure: Structure, now: number) {
  const product = productName(structure)
  return {
    systemId: structure.number,
    name: structure.name,
    productName: product,
    productImage: { name: product, sizes: [] },
    securityLevel: 'MANAGER',
    serialNumber: String(structure.number).padStart(14, '0'),
    lastActivityDate: nibeTime(now),
    connectionStatus: isOnline(structure) ? 'ONLINE' : 'OFFLINE',
    address: encodeAddress(structure),
    hasAlarmed: noticesIn(structure).some(({ type }) => type === 'ALARM'),
  }
}

/** One page of NIBE's paged systems. */
export function encodeSystemsPage(structures: readonly Structure[], paging: Paging, now: number) {
  const { objects, ...page } = pageOf(structures, paging)
  return { ...page, objects: objects.map((structure) => encodeSystem(structure, now)) }
}

/** What the shared devices of a home can do. */
export function encodeConfig({ devices }: Structure) {
  const modes = new Set(devices.flatMap(({ type }) => deviceTypes[type].climate?.modes ?? []))
  const hasPump = devices.some(({ type }) => type === 'heat_pump')
  return {
    hasCooling: modes.has('cool'),
    hasHeating: modes.has('heat'),
    hasHotWater: hasPump,
    hasVentilation: hasPump,
  }
}

/** The program that the simulated pumps run. */
export const software = { name: 'Latchkey 1.0', releaseDate: '2026-01-15T00:00:00Z' }

export function encodeUnit({ id, pump: { name, label, type } }: SystemUnit) {
  return {
    systemUnitId: id,
    name,
    shortName: label === '' ? name : label,
    product: deviceTypes[type].productName,
    softwareVersion: software.name,
  }
}
