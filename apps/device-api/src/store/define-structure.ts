import type { Statement } from '@latchkey/sql'
import { traitsAtBeginning } from '../devices/begin-device.ts'
import type { Structure, StructureFacts } from '../structures/structure.ts'
import type { DeviceDefinition, StructureDefinition } from '../structures/structure-definition.ts'
import { eventsSql } from './events-sql.ts'
import { homesSql } from './homes-sql.ts'

export interface DefineOptions {
  /** Milliseconds since 1970: new devices start then. */
  readonly now: number
  /** Also deletes the devices that the definition does not name. */
  readonly prune?: boolean
}

const count: Statement = { sql: eventsSql.count, values: [] }

/** The facts as they are to be, where the definition says something else than what is there. */
function changedFacts(wanted: StructureDefinition, facts: StructureFacts): StructureFacts | undefined {
  const { rooms = facts.rooms, countryCode = facts.countryCode, postalCode = facts.postalCode } = wanted
  const named = { rooms, countryCode, postalCode }
  const before = { rooms: facts.rooms, countryCode: facts.countryCode, postalCode: facts.postalCode }
  const isSame = JSON.stringify(named) === JSON.stringify(before)
  return isSame ? undefined : (JSON.parse(JSON.stringify({ ...facts, ...named })) as StructureFacts)
}

function structureStatements(
  wanted: StructureDefinition,
  present: Structure | undefined,
  now: number,
): readonly Statement[] {
  const facts = changedFacts(wanted, present?.facts ?? {})
  const encoded = facts === undefined ? null : JSON.stringify(facts)
  const values = [wanted.id, wanted.name, wanted.owner, wanted.timeZone, encoded]
  const told = { sql: eventsSql.structureDefined, values: [now, wanted.id] }
  if (present === undefined)
    return [count, { sql: homesSql.nextNumber, values: [] }, { sql: homesSql.addStructure, values }, told]
  const same = present.name === wanted.name && present.timeZone === wanted.timeZone && facts === undefined
  const redefined = [count, { sql: homesSql.redefineStructure, values }, told]
  if (present.owner !== wanted.owner) return handedOver(present, redefined, now)
  return same ? [] : redefined
}

/** Who had the home hears that it is gone and no more; who has it now hears of everything in it. */
function handedOver({ id, devices }: Structure, redefined: readonly Statement[], now: number) {
  return [
    count,
    { sql: eventsSql.deleteOfStructure, values: [id] },
    { sql: eventsSql.structureGone, values: [now, id] },
    ...redefined,
    ...devices.flatMap((device) => [count, { sql: eventsSql.deviceDefined, values: [now, id, device.id] }]),
  ]
}

/** The devices that are not yet as they are wanted. */
export function devicesToDefine(
  wanted: StructureDefinition,
  present: Structure | undefined,
): readonly DeviceDefinition[] {
  const found = new Map(present?.devices.map((device) => [device.id, device]))
  return wanted.devices.filter(({ id, name, type, room }) => {
    const before = found.get(id)
    const isMoved = room !== undefined && before?.roomId !== room
    return before === undefined || before.name !== name || before.type !== type || isMoved
  })
}

function deviceStatements(
  structureId: string,
  { id, name, type, room, begins = {} }: DeviceDefinition,
  now: number,
): readonly Statement[] {
  const traits = JSON.stringify(traitsAtBeginning(type, begins, now))
  return [
    count,
    { sql: homesSql.nextDeviceNumber, values: [] },
    { sql: homesSql.defineDevice, values: [id, structureId, name, type, traits, room ?? null] },
    { sql: eventsSql.deviceDefined, values: [now, structureId, id] },
  ]
}

function pruneStatements(
  wanted: StructureDefinition,
  present: Structure | undefined,
  now: number,
): readonly Statement[] {
  const kept = new Set(wanted.devices.map(({ id }) => id))
  const gone = present?.devices.filter(({ id }) => !kept.has(id)) ?? []
  return gone.flatMap(({ id }) => [
    count,
    { sql: eventsSql.deviceGone, values: [now, wanted.id, id] },
    { sql: homesSql.deleteDevice, values: [wanted.id, id] },
  ])
}

/** What must be written so that a home is as defined, with the events that tell of it. Nothing, when it already is. */
export function defineStructure(
  wanted: StructureDefinition,
  present: Structure | undefined,
  { now, prune = false }: DefineOptions,
): readonly Statement[] {
  return [
    ...structureStatements(wanted, present, now),
    ...devicesToDefine(wanted, present).flatMap((device) => deviceStatements(wanted.id, device, now)),
    ...(prune ? pruneStatements(wanted, present, now) : []),
  ]
}
