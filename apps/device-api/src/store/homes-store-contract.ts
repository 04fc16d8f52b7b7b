import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { SqlDriver } from '@latchkey/sql'
import { structureDefinitionSchema } from '../structures/structure-definition.ts'
import { DeviceTaken, type HomesStore } from './homes-store.ts'
import { openHomesStore } from './sql-homes-store.ts'

const now = 1_700_000_000_000
const villa = structureDefinitionSchema.parse({
  id: 'villa',
  name: 'Villa Åkerö',
  owner: 'anna',
  timeZone: 'Europe/Stockholm',
  devices: [
    { id: 'hall', name: 'Hall', type: 'thermostat' },
    { id: 'pump', name: 'Pump', type: 'heat_pump' },
  ],
})
const cabin = structureDefinitionSchema.parse({ id: 'cabin', name: 'Cabin', owner: 'bo' })

interface Opened {
  readonly driver: SqlDriver
  readonly store: HomesStore
}

/** What every database must do for the homes. Each case continues where the one before it ended. */
const contract: Readonly<Record<string, (opened: Opened) => Promise<void>>> = {
  async 'a home is added once, and applying it again changes nothing'({ store }) {
    assert.equal(await store.saveStructure(villa, { now }), 'added')
    assert.equal(await store.saveStructure(villa, { now: now + 1 }), 'unchanged')
    assert.equal(await store.saveStructure(cabin, { now }), 'added')
    const [first, ...others] = await store.listStructures('anna')
    assert.deepEqual(others, [])
    assert.deepEqual(
      [first?.name, first?.owner, first?.timeZone, first?.away, first?.number],
      ['Villa Åkerö', 'anna', 'Europe/Stockholm', 'home', 100_001],
    )
    assert.deepEqual(
      first?.devices.map(({ id, structureId, type, version, traits }) => [
        id,
        structureId,
        type,
        version,
        traits.climate?.at,
      ]),
      [
        ['hall', 'villa', 'thermostat', 1, now],
        ['pump', 'villa', 'heat_pump', 1, now],
      ],
    )
  },

  async 'opening again keeps what is there'({ driver }) {
    const again = await openHomesStore(driver)
    assert.deepEqual(
      (await again.listAllStructures()).map(({ id }) => id),
      ['villa', 'cabin'],
    )
  },

  async 'what another account owns is not found and not changed'({ store }) {
    assert.equal(await store.findStructure('bo', 'villa'), undefined)
    assert.equal(await store.findDevice('bo', 'hall'), undefined)
    assert.equal(await store.changeStructure('bo', 'villa', { name: 'Mine' }), undefined)
    const hall = await store.findDevice('anna', 'hall')
    assert.ok(hall)
    assert.equal(await store.saveDevice('bo', { ...hall, name: 'Mine' }), false)
    assert.equal((await store.findStructure('anna', 'villa'))?.name, 'Villa Åkerö')
    assert.deepEqual(await store.listShareableHomes('nobody'), [])
  },

  async 'a change touches what it names'({ store }) {
    assert.equal((await store.changeStructure('anna', 'villa', { away: 'away' }))?.name, 'Villa Åkerö')
    const renamed = await store.changeStructure('anna', 'villa', { name: 'Villa' })
    assert.deepEqual([renamed?.name, renamed?.away, renamed?.devices.length], ['Villa', 'away', 2])
  },

  async 'of many changes of one version exactly one is saved'({ store }) {
    const hall = await store.findDevice('anna', 'hall')
    assert.ok(hall)
    const names = Array.from({ length: 20 }, (_, index) => `Hall ${index}`)
    const saved = await Promise.all(names.map((one) => store.saveDevice('anna', { ...hall, name: one })))
    assert.equal(saved.filter(Boolean).length, 1)
    const after = await store.findDevice('anna', 'hall')
    assert.deepEqual([after?.name, after?.version], [names[saved.indexOf(true)], 2])
  },

  async 'applying again restores names and keeps the state, a new type starts anew'({ store }) {
    const before = await store.findDevice('anna', 'hall')
    assert.equal(await store.saveStructure(villa, { now: now + 5 }), 'changed')
    const restored = await store.findDevice('anna', 'hall')
    assert.deepEqual([restored?.name, restored?.traits], ['Hall', before?.traits])
    const retyped = { ...villa, devices: [{ id: 'hall', name: 'Hall', type: 'heat_pump' as const }] }
    assert.equal(await store.saveStructure(retyped, { now: now + 9 }), 'changed')
    const anew = await store.findDevice('anna', 'hall')
    assert.deepEqual([anew?.type, anew?.traits.climate?.at], ['heat_pump', now + 9])
  },

  async 'devices are deleted only when pruning'({ store }) {
    const bare = { ...villa, devices: [{ id: 'hall', name: 'Hall', type: 'heat_pump' as const }] }
    assert.equal(await store.saveStructure(bare, { now }), 'unchanged')
    assert.equal(await store.saveStructure(bare, { now, prune: true }), 'changed')
    assert.equal(await store.findDevice('anna', 'pump'), undefined)
    assert.equal(await store.saveStructure(villa, { now }), 'changed')
  },

  async 'a device of another home is not taken over'({ store }) {
    const thief = {
      ...cabin,
      name: 'Renamed',
      devices: [{ id: 'hall', name: 'Hall', type: 'thermostat' as const }],
    }
    await assert.rejects(store.saveStructure(thief, { now }), DeviceTaken)
    assert.deepEqual((await store.findStructure('bo', 'cabin'))?.name, 'Cabin')
    assert.equal((await store.findDevice('anna', 'hall'))?.structureId, 'villa')
  },

  async 'a home that changes hands is found by its new owner only'({ store }) {
    assert.equal(await store.saveStructure({ ...villa, owner: 'bo' }, { now }), 'changed')
    assert.deepEqual(await store.listStructures('anna'), [])
    assert.deepEqual(await store.listShareableHomes('bo'), [
      {
        id: 'villa',
        name: 'Villa Åkerö',
        devices: [
          { id: 'hall', name: 'Hall', type: 'thermostat' },
          { id: 'pump', name: 'Pump', type: 'heat_pump' },
        ],
      },
      { id: 'cabin', name: 'Cabin', devices: [] },
    ])
  },

  async 'homes are described with the kinds of their devices, to their owner only'({ store }) {
    const [villaNow, cabinNow, ...others] = await store.describeHomes('bo')
    assert.deepEqual(others, [])
    assert.deepEqual(villaNow, {
      id: 'villa',
      name: 'Villa Åkerö',
      timeZone: 'Europe/Stockholm',
      devices: [
        { id: 'hall', name: 'Hall', type: 'thermostat', productName: 'Latchkey Thermostat' },
        { id: 'pump', name: 'Pump', type: 'heat_pump', productName: 'Latchkey Heat Pump' },
      ],
    })
    assert.deepEqual(cabinNow?.devices, [])
    assert.deepEqual(await store.describeHomes('anna'), [])
  },

  async 'every home of an account is deleted with its devices, and no other'({ store }) {
    const homes = ['first', 'second'].map((id) => ({
      ...cabin,
      id,
      owner: 'cleo',
      devices: [{ id: `lamp of ${id}`, name: 'Lamp', type: 'thermostat' as const }],
    }))
    for (const home of homes) await store.saveStructure(home, { now })
    await store.deleteHomes('cleo')
    assert.deepEqual(await store.listStructures('cleo'), [])
    assert.equal((await store.listStructures('bo')).length, 2)
    const again = { ...cabin, id: 'third', owner: 'bo', devices: homes[0]?.devices ?? [] }
    assert.equal(await store.saveStructure(again, { now }), 'added', 'the ids of its devices are free')
    assert.equal(await store.deleteStructure('third'), true)
    await store.deleteHomes('nobody')
  },

  async 'homes added at once get numbers of their own, and no number comes back'({ store }) {
    const homes = Array.from({ length: 10 }, (_, index) => ({ ...cabin, id: `row-${index}`, owner: 'row' }))
    await Promise.all(homes.map((home) => store.saveStructure(home, { now })))
    const numbers = (await store.listStructures('row')).map(({ number }) => number)
    assert.equal(new Set(numbers).size, 10)
    const [last] = (await store.listStructures('row')).slice(-1)
    assert.ok(last)
    assert.equal(await store.deleteStructure(last.id), true)
    assert.equal(await store.deleteStructure(last.id), false)
    await store.saveStructure({ ...cabin, id: 'later', owner: 'row' }, { now })
    const later = await store.findStructure('row', 'later')
    assert.ok(later && later.number > Math.max(...numbers))
  },

  async 'a home is deleted with its devices'({ store }) {
    assert.equal(await store.deleteStructure('villa'), true)
    assert.equal(await store.findDevice('bo', 'hall'), undefined)
    assert.deepEqual(
      (await store.listStructures('bo')).map(({ id }) => id),
      ['cabin'],
    )
  },

  async 'a device of a type that only a newer version knows is left alone'({ store, driver }) {
    await store.saveStructure({ ...cabin, devices: [{ id: 'tv', name: 'TV', type: 'thermostat' }] }, { now })
    await driver.batch([{ sql: 'update devices set type = $1 where id = $2', values: ['television', 'tv'] }])
    assert.equal(await store.findDevice('bo', 'tv'), undefined)
    assert.deepEqual((await store.findStructure('bo', 'cabin'))?.devices, [])
  },
}

/** The contract as tests; `open` gives an empty database. */
export function homesStoreContract(name: string, open: () => Promise<SqlDriver>): void {
  let opened: Opened
  before(async () => {
    const driver = await open()
    opened = { driver, store: await openHomesStore(driver) }
  })
  after(() => opened.driver.close())
  for (const [title, check] of Object.entries(contract)) test(`${name}: ${title}`, () => check(opened))
}
