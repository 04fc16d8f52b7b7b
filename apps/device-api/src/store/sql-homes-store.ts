import { DatabaseUnavailable, migrate, type SqlDriver, type SqlValue } from '@latchkey/sql'
import { deviceTypes } from '../devices/device-types.ts'
import type { Structure, StructureChange } from '../structures/structure.ts'
import type { StructureDefinition } from '../structures/structure-definition.ts'
import { decodeDeviceRow, decodeStructureRows } from './decode-home-rows.ts'
import { type DefineOptions, defineStructure, devicesToDefine } from './define-structure.ts'
import { homesSql } from './homes-sql.ts'
import { type DescribedHome, DeviceTaken, type HomesStore, type ShareableHome } from './homes-store.ts'

const migrations = new URL('./migrations/', import.meta.url)

/** The homes on a database of their own (on PostgreSQL: a schema of their own), brought up to date first. */
export async function openHomesStore(driver: SqlDriver): Promise<HomesStore> {
  await migrate(driver, migrations)
  return sqlHomesStore(driver)
}

function sqlHomesStore(driver: SqlDriver): HomesStore {
  const structures = async (sql: string, values: readonly SqlValue[]) =>
    decodeStructureRows(await driver.read(sql, values))
  const device = async (sql: string, values: readonly SqlValue[]) => {
    const [row] = await driver.read(sql, values)
    return row && decodeDeviceRow(row)
  }
  return {
    listStructures: (owner) => structures(homesSql.structuresOf, [owner]),
    listAllStructures: () => structures(homesSql.allStructures, []),
    findStructure: async (owner, id) => (await structures(homesSql.structureOf, [owner, id]))[0],
    findStructureByNumber: async (owner, number) =>
      isNumber(number) ? (await structures(homesSql.structureByNumber, [owner, number]))[0] : undefined,
    findDevice: (owner, id) => device(homesSql.deviceOf, [owner, id]),
    findDeviceByNumber: async (owner, number) =>
      isNumber(number) ? device(homesSql.deviceByNumber, [owner, number]) : undefined,
    changeStructure: (owner, id, change) => changeStructure(driver, { owner, id }, change),
    async saveDevice(owner, { id, version, name, traits, label, roomId }) {
      const values = [owner, id, version, name, JSON.stringify(traits), label, roomId ?? null]
      const [rows] = await driver.batch([{ sql: homesSql.saveDevice, values }])
      return rows?.length === 1
    },
    async listShareableHomes(accountId) {
      return (await structures(homesSql.structuresOf, [accountId])).map(shareable)
    },
    async describeHomes(accountId) {
      return (await structures(homesSql.structuresOf, [accountId])).map(described)
    },
    async deleteHomes(accountId) {
      const texts = [homesSql.deleteDevicesOf, homesSql.deleteStructuresOf]
      await driver.batch(texts.map((sql) => ({ sql, values: [accountId] })))
    },
    saveStructure: (definition, options) => saveStructure(driver, definition, options),
    async deleteStructure(id) {
      const texts = [homesSql.deleteDevices, homesSql.deleteStructure]
      const [, rows] = await driver.batch(texts.map((sql) => ({ sql, values: [id] })))
      return rows?.length === 1
    },
  }
}

/** What an `integer` column can hold; anything else is no number of a home or device. */
const isNumber = (number: number) => Number.isInteger(number) && number > 0 && number <= 2_147_483_647

/** Others may win that often in a row. */
const attempts = 8

/** Facts are read, put over and compared, so that of two changes at once none is lost; the rest is one statement. */
async function changeStructure(
  driver: SqlDriver,
  { owner, id }: { readonly owner: string; readonly id: string },
  { name, away, facts }: StructureChange,
): Promise<Structure | undefined> {
  const look = { sql: homesSql.structureOf, values: [owner, id] }
  for (let left = attempts; left > 0; left -= 1) {
    const [before] = decodeStructureRows(await driver.read(look.sql, look.values))
    if (before === undefined) return undefined
    const merged = facts === undefined ? null : JSON.stringify({ ...before.facts, ...facts })
    const version = facts === undefined ? 0 : before.version
    const values = [owner, id, name ?? null, away ?? null, merged, version]
    const [changed, rows] = await driver.batch([{ sql: homesSql.changeStructure, values }, look])
    if (changed?.length === 1) return decodeStructureRows(rows ?? [])[0]
  }
  throw new DatabaseUnavailable('Others change this home all the time.')
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
