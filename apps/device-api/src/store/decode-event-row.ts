import type { Row } from '@latchkey/sql'
import { type DeviceTypeName, deviceTypes } from '../devices/device-types.ts'
import type { ChangedDevice, ChangedStructure, HomeEvent } from '../events/home-event.ts'
import { awayStates, type StructureFacts } from '../structures/structure.ts'
import { decodeTraits } from './decode-home-rows.ts'

const deviceKinds = ['device', 'device gone'] as const
const structureKinds = ['structure', 'structure gone'] as const

export function decodeEventRow(row: Row): HomeEvent {
  return {
    number: Number(row.number),
    at: Number(row.at),
    owner: String(row.owner),
    structureId: String(row.structure),
    ...(row.device !== null && { deviceId: String(row.device) }),
    what: decodeWhat(row),
  }
}

function decodeWhat(row: Row): HomeEvent['what'] {
  const ofStructure = structureKinds.find((one) => one === row.kind)
  if (ofStructure !== undefined) return { kind: ofStructure, structure: decodeStructure(row) }
  const ofDevice = deviceKinds.find((one) => one === row.kind)
  const isKnown = ofDevice !== undefined && Object.hasOwn(deviceTypes, String(row.type))
  return isKnown ? { kind: ofDevice, device: decodeDevice(row) } : { kind: 'unknown' }
}

function decodeDevice(row: Row): ChangedDevice {
  const type = row.type as DeviceTypeName
  return {
    id: String(row.device),
    structureId: String(row.structure),
    roomId: row.room === null ? undefined : String(row.room),
    name: String(row.name),
    label: String(row.label),
    type,
    traits: decodeTraits(type, String(row.state), String(row.time_zone)),
    version: Number(row.version),
  }
}

function decodeStructure(row: Row): ChangedStructure {
  return {
    id: String(row.structure),
    name: String(row.name),
    timeZone: String(row.time_zone),
    away: awayStates.find((one) => one === row.away) ?? 'home',
    facts: JSON.parse(String(row.state)) as StructureFacts,
    version: Number(row.version),
  }
}
