import { DatabaseUnavailable, migrate, type SqlDriver, type SqlValue } from '@latchkey/sql'
import type { Device } from '../devices/device.ts'
import { deviceTypes } from '../devices/device-types.ts'
import type { DecideStructure, Structure, StructureChange } from '../structures/structure.ts'
import type { StructureDefinition } from '../structures/structure-definition.ts'
import { decodeDeviceRow, decodeStructureRows } from './decode-home-rows.ts'
import { type DefineOptions, defineStructure, devicesToDefine } from './define-structure.ts'
import { eventsSql } from './events-sql.ts'
import { homesSql } from './homes-sql.ts'
import { type DescribedHome, DeviceTaken, type HomesStore, type ShareableHome } from './homes-store.ts'
import { sqlAnswerLog } from './sql-answer-log.ts'
import { sqlEventLog } from './sql-event-log.ts'

const migrations = new URL('./migrations/', import.meta.url)

/**
 * The homes on a database of their own (on PostgreSQL: a schema of their own), brought up to date first. `now`, milliseconds
 * since 1970, is when events happen.
 */
export async function openHomesStore(driver: SqlDriver, now: () => number = Date.now): Promise<HomesStore> {
  await migrate(driver, migrations)
  return sqlHomesStore(driver, now)
}

function sqlHomesStore(driver: SqlDriver, now: () => number): HomesStore {
  const structures = async (sql: string, values: readonly SqlValue[]) =>
    decodeStructureRows(await driver.read(sql, values))
  const device = async (sql: string, values: readonly SqlValue[]) => {
    const [row] = await driver.read(sql, values)
    return row && decodeDeviceRow(row)
  }
  return {
    ...sqlEventLog(driver),
    ...sqlAnswerLog(driver),
    listStructures: (owner) => structures(homesSql.structuresOf, [owner]),
    listAllStructures: () => structures(homesSql.allStructures, []),
    findStructure: async (owner, id) => (await structures(homesSql.structureOf, [owner, id]))[0],
    findStructureByNumber: async (owner, number) =>
      isNumber(number) ? (await structures(homesSql.structureByNumber, [owner, number]))[0] : undefined,
    findDevice: (owner, id) => device(homesSql.deviceOf, [owner, id]),
    findDeviceByNumber: async (owner, number) =>
      isNumber(number) ? device(homesSql.deviceByNumber, [owner, number]) : undefined,
    changeStructure: (owner, id, change) => changeStructure(driver, { owner, id, now: now() }, change),
    saveDevice: (owner, device) => saveDevice(driver, owner, device, now()),
    async listShareableHomes(accountId) {
      return (await structures(homesSql.structuresOf, [accountId])).map(shareable)
    },
    async describeHomes(accountId) {
      return (await structures(homesSql.structuresOf, [accountId])).map(described)
    },
    deleteHomes: (accountId) => deleteHomes(driver, accountId),
    saveStructure: (definition, options) => saveStructure(driver, definition, options),
    deleteStructure: (id) => deleteStructure(driver, id, now()),
  }
}

async function deleteHomes(driver: SqlDriver, accountId: string): Promise<void> {
  const { deleteOfOwner, deleteAnswersOf } = eventsSql
  const texts = [deleteOfOwner, deleteAnswersOf, homesSql.deleteDevicesOf, homesSql.deleteStructuresOf]
  const statements = texts.map((sql) => ({ sql, values: [accountId] }))
  await driver.batch([{ sql: eventsSql.count, values: [] }, ...statements])
}

async function deleteStructure(driver: SqlDriver, id: string, now: number): Promise<boolean> {
  const results = await driver.batch([
    { sql: eventsSql.count, values: [] },
    { sql: eventsSql.deleteOfStructure, values: [id] },
    { sql: eventsSql.structureGone, values: [now, id] },
    { sql: homesSql.deleteDevices, values: [id] },
    { sql: homesSql.deleteStructure, values: [id] },
  ])
  return results.at(-1)?.length === 1
}

/** What an `integer` column can hold; anything else is no number of a home or device. */
const isNumber = (number: number) => Number.isInteger(number) && number > 0 && number <= 2_147_483_647

/** Others may win that often in a row. */
const attempts = 8

/** Read, decide, compare and set, so that of two changes at once none is lost; with it goes the event that tells of it. */
async function changeStructure(
  driver: SqlDriver,
  { owner, id, now }: { readonly owner: string; readonly id: string; readonly now: number },
  change: StructureChange | DecideStructure,
): Promise<Structure | undefined> {
  const look = { sql: homesSql.structureOf, values: [owner, id] }
  for (let left = attempts; left > 0; left -= 1) {
    const [before] = decodeStructureRows(await driver.read(look.sql, look.values))
    if (before === undefined) return undefined
    const { name, away, facts } = typeof change === 'function' ? change(before) : change
    const merged = facts === undefined ? null : JSON.stringify({ ...before.facts, ...facts })
    const values = [owner, id, before.version, name ?? null, away ?? null, merged]
    const [, , changed, rows] = await driver.batch([
      { sql: eventsSql.count, values: [] },
      { sql: eventsSql.structureSaved, values: [now, ...values] },
      { sql: homesSql.changeStructure, values },
      look,
    ])
    if (changed?.length === 1) return decodeStructureRows(rows ?? [])[0]
  }
  throw new DatabaseUnavailable('Others change this home all the time.')
}

async function saveDevice(driver: SqlDriver, owner: string, device: Device, now: number): Promise<boolean> {
  const { id, version, name, traits, label, roomId } = device
  const values = [owner, id, version, name, JSON.stringify(traits), label, roomId ?? null]
  const [, , rows] = await driver.batch([
    { sql: eventsSql.count, values: [] },
    { sql: eventsSql.deviceSaved, values: [now, ...values] },
    { sql: homesSql.saveDevice, values },
  ])
  return rows?.length === 1
}

function shareable({ id, name, devices }: Structure): ShareableHome {
  return {
    id,
    name,
    devices: devices.map((device) => ({ id: device.id, name: device.name, type: device.type })),
  }
}

function described({ id, name, timeZone, devices }: Structure): DescribedHome {
  return {
    id,
    name,
    timeZone,
    devices: devices.map((device) => ({
      ...{ id: device.id, name: device.name, type: device.type },
      productName: deviceTypes[device.type].productName,
    })),
  }
}

async function saveStructure(driver: SqlDriver, definition: StructureDefinition, options: DefineOptions) {
  const [present] = decodeStructureRows(await driver.read(homesSql.structure, [definition.id]))
  const statements = defineStructure(definition, present, options)
  if (statements.length === 0) return 'unchanged'
  for (const { id } of devicesToDefine(definition, present)) await refuseTaken(driver, id, definition.id)
  await driver.batch(statements)
  return present === undefined ? 'added' : 'changed'
}

async function refuseTaken(driver: SqlDriver, deviceId: string, structureId: string): Promise<void> {
  const [row] = await driver.read(homesSql.structureOfDevice, [deviceId])
  if (row === undefined || row.structure === structureId) return
  throw new DeviceTaken(
    `The device ${deviceId} belongs to the structure ${row.structure}. Delete it there first.`,
  )
}
