import type { Row } from '@latchkey/sql'
import type { Device } from '../devices/device.ts'
import { type DeviceTypeName, deviceTypes } from '../devices/device-types.ts'
import type { Traits } from '../devices/traits.ts'
import { awayStates, type Structure, type StructureFacts } from '../structures/structure.ts'

/** `undefined` for a home without devices, and for a type that only a newer version, running beside this one, knows. */
export function decodeDeviceRow(row: Row): Device | undefined {
  const type = String(row.device_type)
  if (row.device_id === null || !Object.hasOwn(deviceTypes, type)) return undefined
  return {
    id: String(row.device_id),
    number: Number(row.device_number),
    structureId: String(row.id),
    roomId: row.room === null ? undefined : String(row.room),
    name: String(row.device_name),
    label: String(row.label),
    type: type as DeviceTypeName,
    traits: decodeTraits(type as DeviceTypeName, String(row.traits), String(row.time_zone)),
    version: Number(row.version),
  }
}

/** What a version before wrote lacks what this one knows: a new device's value stands in. The time zone is the home's. */
export function decodeTraits(type: DeviceTypeName, text: string, timeZone: string): Traits {
  const stored = JSON.parse(text) as Traits & { climate?: { target?: number } }
  const first = deviceTypes[type].firstTraits(0)
  const { target } = stored.climate ?? {}
  const targets = target === undefined ? {} : { heat: target, cool: target }
  return {
    ...first,
    ...stored,
    ...(first.climate && { climate: { ...first.climate, ...targets, ...stored.climate, timeZone } }),
  }
}

function decodeStructureRow(row: Row, devices: readonly Device[]): Structure {
  return {
    id: String(row.id),
    number: Number(row.number),
    name: String(row.name),
    owner: String(row.owner),
    timeZone: String(row.time_zone),
    away: awayStates.find((one) => one === row.away) ?? 'home',
    facts: JSON.parse(String(row.facts)) as StructureFacts,
    version: Number(row.structure_version),
    devices,
  }
}

/** Rows of homes joined with their devices, those of one home together → homes. */
export function decodeStructureRows(rows: readonly Row[]): readonly Structure[] {
  const byStructure = Map.groupBy(rows, (row) => String(row.id))
  return [...byStructure.values()].flatMap((group) => {
    const [first] = group
    const devices = group.map(decodeDeviceRow).filter((device) => device !== undefined)
    return first === undefined ? [] : [decodeStructureRow(first, devices)]
  })
}
