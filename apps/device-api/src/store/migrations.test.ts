import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { migrate } from '@latchkey/sql'
import { testDatabases } from '@latchkey/sql/testing'
import { climateAt } from '../devices/climate.ts'
import { deviceTypes } from '../devices/device-types.ts'
import { openHomesStore } from './sql-homes-store.ts'

const folder = new URL('./migrations/', import.meta.url)
const at = 1_700_000_000_000

/** What the first version wrote: a target in place of set points, and none of what came later. */
const oldTraits = JSON.stringify({ climate: { ambient: 19.5, target: 22, mode: 'heat', at } })
const oldRows = [
  "insert into structures (id, number, name, owner, time_zone, away) values ('villa', 100001, 'Villa', 'anna', 'Europe/Stockholm', 'away')",
  `insert into devices (id, structure, name, type, traits, version) values ('hall', 'villa', 'Hall', 'thermostat', '${oldTraits}', 7)`,
  `insert into devices (id, structure, name, type, traits, version) values ('attic', 'villa', 'Attic', 'thermostat', '${oldTraits}', 1)`,
]

async function firstMigration(): Promise<URL> {
  const only = await mkdtemp(join(tmpdir(), 'latchkey-homes-'))
  const [first = ''] = (await readdir(folder)).toSorted()
  await writeFile(join(only, first), await readFile(new URL(first, folder)))
  return pathToFileURL(`${only}/`)
}

for (const { name, open } of testDatabases()) {
  test(`${name}: homes of the first version are read, changed and told of by this one`, async () => {
    const driver = await open()
    const old = await firstMigration()
    await migrate(driver, old)
    await driver.batch(oldRows.map((sql) => ({ sql, values: [] })))
    const store = await openHomesStore(driver, () => at)
    const villa = await store.findStructure('anna', 'villa')
    assert.deepEqual([villa?.away, villa?.facts, villa?.version, villa?.number], ['away', {}, 1, 100_001])
    assert.deepEqual(
      villa?.devices.map(({ id, number }) => [id, number]),
      [
        ['attic', 200_001],
        ['hall', 200_002],
      ],
    )
    const hall = await store.findDevice('anna', 'hall')
    const range = deviceTypes.thermostat.climate
    assert.ok(hall?.traits.climate && range)
    assert.deepEqual(
      [hall.version, hall.traits.climate.heat, hall.traits.climate.cool, hall.traits.climate.hold.kind],
      [7, 22, 22, 'permanent'],
    )
    assert.equal(hall.traits.climate.timeZone, 'Europe/Stockholm')
    assert.ok(climateAt(hall.traits.climate, range, at + 3_600_000).ambient > 19.5)
    assert.deepEqual(await store.eventBounds(), { last: 0, swept: 0 })
    assert.equal(await store.saveDevice('anna', { ...hall, name: 'Entrance' }), true)
    const [event] = await store.listEventsOf('anna', 0, 10)
    assert.ok(event?.what.kind === 'device')
    assert.deepEqual([event.number, event.at, event.what.device.name], [1, at, 'Entrance'])
    await driver.close()
    await rm(old, { recursive: true })
  })
}
