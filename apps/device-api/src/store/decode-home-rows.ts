import type { Row } from '@latchkey/sql'
import type { Device, Traits } from '../devices/device.ts'
import { type DeviceTypeName, deviceTypes } from '../devices/device-types.ts'
import type { Structure } from '../structures/structure.ts'

/** `undefined` for a home without devices, and for a type that only a newer version, running beside this one, knows. */
export function decodeDeviceRow(row: Row): Device | undefined {
  const type = String(row.device_type)
  if (row.device_id === null || !Object.hasOwn(deviceTypes, type)) return undefined
  return {
    id: String(row.device_id),
    structureId: String(row.id),
    name: String(row.device_name),
    type: type as DeviceTypeName,
    traits: JSON.parse(String(row.traits)) as Traits,
    version: Number(row.version),
  }
}

function decodeStructureRow(row: Row, devices: readonly Device[]): Structure {
  return {
    id: String(row.id),
    number: Number(row.number),
    name: String(row.name),
    owner: String(row.owner),
    timeZone: String(row.time_zone),
    away: row.away === 'away' ? 'away' : 'home',
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
