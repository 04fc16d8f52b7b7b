import type { Statement } from '@latchkey/sql'
import { deviceTypes } from '../devices/device-types.ts'
import type { Structure } from '../structures/structure.ts'
import type { DeviceDefinition, StructureDefinition } from '../structures/structure-definition.ts'
import { homesSql } from './homes-sql.ts'

export interface DefineOptions {
  /** Milliseconds since 1970: new devices start then. */
  readonly now: number
  /** Also deletes the devices that the definition does not name. */
  readonly prune?: boolean
}

function structureStatements(
  wanted: StructureDefinition,
  present: Structure | undefined,
): readonly Statement[] {
  const values = [wanted.id, wanted.name, wanted.owner, wanted.timeZone]
  if (present === undefined)
    return [
      { sql: homesSql.nextNumber, values: [] },
      { sql: homesSql.addStructure, values },
    ]
  const same =
    present.name === wanted.name && present.owner === wanted.owner && present.timeZone === wanted.timeZone
  return same ? [] : [{ sql: homesSql.redefineStructure, values }]
}

/** The devices that are not yet as they are wanted. */
export function devicesToDefine(
  wanted: StructureDefinition,
  present: Structure | undefined,
): readonly DeviceDefinition[] {
  const found = new Map(present?.devices.map((device) => [device.id, device]))
  return wanted.devices.filter(({ id, name, type }) => {
    const before = found.get(id)
    return before === undefined || before.name !== name || before.type !== type
  })
}

function deviceStatements(
  structureId: string,
  { id, name, type }: DeviceDefinition,
  now: number,
): readonly Statement[] {
  const traits = JSON.stringify(deviceTypes[type].firstTraits(now))
  return [
    { sql: homesSql.nextDeviceNumber, values: [] },
    { sql: homesSql.defineDevice, values: [id, structureId, name, type, traits] },
  ]
}

function pruneStatements(wanted: StructureDefinition, present: Structure | undefined): readonly Statement[] {
  const kept = new Set(wanted.devices.map(({ id }) => id))
  const gone = present?.devices.filter(({ id }) => !kept.has(id)) ?? []
  return gone.map(({ id }) => ({ sql: homesSql.deleteDevice, values: [wanted.id, id] }))
}

/** What must be written so that a home is as defined. Nothing, when it already is. */
export function defineStructure(
  wanted: StructureDefinition,
  present: Structure | undefined,
  { now, prune = false }: DefineOptions,
): readonly Statement[] {
  return [
    ...structureStatements(wanted, present),
    ...devicesToDefine(wanted, present).flatMap((device) => deviceStatements(wanted.id, device, now)),
    ...(prune ? pruneStatements(wanted, present) : []),
  ]
}
