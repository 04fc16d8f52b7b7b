// Long because it is every case that a database must pass, in their order.
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

const hall2 = { id: 'porch', name: 'Porch', type: 'lock' as const }

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

  async 'every change has its event, in order, with what is so afterwards'({ store }) {
    const { last: before } = await store.eventBounds()
    const home = { ...cabin, id: 'lodge', owner: 'eva', devices: [hall2] }
    await store.saveStructure(home, { now })
    const porch = await store.findDevice('eva', 'porch')
    assert.ok(porch)
    assert.equal(await store.saveDevice('eva', { ...porch, name: 'Front', roomId: 'r' }), true)
    assert.equal(await store.saveDevice('eva', { ...porch, name: 'Lost' }), false)
    assert.equal(await store.saveDevice('bo', { ...porch, name: 'Lost' }), false)
    await store.changeStructure('eva', 'lodge', { away: 'vacation', facts: { countryCode: 'SE' } })
    await store.changeStructure('bo', 'lodge', { away: 'home' })
    const events = await store.listEventsOf('eva', before, 100)
    assert.deepEqual(
      events.map(({ what }) =>
        what.kind === 'device' ? [what.device.name, what.device.version] : what.kind,
      ),
      ['structure', ['Porch', 1], ['Front', 2], 'structure'],
    )
    const [, , renamed, moved] = events
    assert.ok(renamed?.what.kind === 'device' && moved?.what.kind === 'structure')
    const after = await store.findDevice('eva', 'porch')
    assert.ok(after)
    const { number: _, ...stored } = after
    assert.deepEqual(renamed.what.device, stored)
    const lodge = await store.findStructure('eva', 'lodge')
    assert.deepEqual(
      [moved.what.structure.away, moved.what.structure.facts, moved.what.structure.version],
      [lodge?.away, lodge?.facts, lodge?.version],
    )
    const numbers = events.map(({ number }) => number)
    assert.deepEqual(
      numbers,
      numbers.toSorted((a, b) => a - b),
    )
    assert.deepEqual(await store.listEventsOf('eva', numbers[1] ?? 0, 1), [renamed])
  },

  async 'who loses a home hears that it is gone and no more, who gets it hears of all of it'({ store }) {
    const home = { ...cabin, id: 'lodge', owner: 'fay', devices: [hall2] }
    const { last: before } = await store.eventBounds()
    await store.saveStructure(home, { now })
    const kinds = async (owner: string) =>
      (await store.listEventsOf(owner, 0, 100)).map(({ what }) => what.kind)
    assert.deepEqual(await kinds('eva'), ['structure gone'])
    assert.ok((await kinds('fay')).includes('structure') && (await kinds('fay')).includes('device'))
    await store.saveStructure({ ...home, devices: [] }, { now, prune: true })
    assert.equal((await kinds('fay')).at(-1), 'device gone')
    await store.deleteStructure('lodge')
    assert.deepEqual(await kinds('fay'), ['structure gone'])
    const all = await store.listEvents(before, 100)
    assert.equal(all.length, 2)
    await store.deleteHomes('fay')
    assert.deepEqual(await kinds('fay'), [])
  },

  async 'changes at once are numbered in the order in which they can be read'({ store }) {
    const { last: before } = await store.eventBounds()
    await store.saveStructure(
      {
        ...cabin,
        id: 'street',
        owner: 'gus',
        devices: [1, 2, 3, 4].map((n) => ({ ...hall2, id: `porch-${n}` })),
      },
      { now },
    )
    const seen: number[] = []
    const change = async (id: string) => {
      for (let left = 8; left > 0; left -= 1) {
        const device = await store.findDevice('gus', id)
        assert.ok(device)
        await store.saveDevice('gus', { ...device, label: `${left}` })
      }
    }
    const look = async () => {
      for (let left = 60; left > 0; left -= 1) {
        const found = await store.listEvents(seen.at(-1) ?? before, 3)
        seen.push(...found.map(({ number }) => number))
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
    }
    await Promise.all([...[1, 2, 3, 4].map((n) => change(`porch-${n}`)), look()])
    for (let isMore = true; isMore; ) {
      const found = await store.listEvents(seen.at(-1) ?? before, 100)
      seen.push(...found.map(({ number }) => number))
      isMore = found.length > 0
    }
    const written = (await store.listEventsOf('gus', before, 1000)).map(({ number }) => number)
    assert.deepEqual(seen, written, 'who reads on from the last one misses none')
    assert.equal(written.length, 1 + 4 + 32)
    await store.deleteHomes('gus')
  },

  async 'events are forgotten by age and by count'({ store }) {
    await store.saveStructure({ ...cabin, id: 'shed', owner: 'hal', devices: [hall2] }, { now })
    const { last } = await store.eventBounds()
    assert.equal(await store.lastEventBefore(now + 1), last)
    await store.sweepEvents({ time: now, most: 1000 })
    assert.equal((await store.listEventsOf('hal', 0, 10)).length, 2)
    await store.sweepEvents({ time: now, most: 1 })
    assert.deepEqual(
      (await store.listEventsOf('hal', 0, 10)).map(({ number }) => number),
      [last],
    )
    assert.deepEqual(await store.eventBounds(), { last, swept: last - 1 })
    await store.sweepEvents({ time: now + 1, most: 1000 })
    assert.deepEqual(await store.eventBounds(), { last, swept: last })
    assert.equal(await store.lastEventBefore(now + 1), last)
    await store.deleteStructure('shed')
  },

  async 'rooms and an address are defined, and kept where a definition does not speak of them'({ store }) {
    const rooms = [{ id: 'kitchen', name: 'Kitchen' }]
    const home = {
      ...cabin,
      id: 'inn',
      owner: 'ida',
      rooms,
      countryCode: 'SE',
      devices: [{ ...hall2, room: 'kitchen' }],
    }
    assert.equal(await store.saveStructure(home, { now }), 'added')
    assert.equal(await store.saveStructure(home, { now }), 'unchanged')
    const plain = { ...cabin, id: 'inn', owner: 'ida', devices: [hall2] }
    assert.equal(await store.saveStructure(plain, { now }), 'unchanged')
    assert.equal(await store.saveStructure({ ...plain, name: 'Inn', postalCode: '1' }, { now }), 'changed')
    const inn = await store.findStructure('ida', 'inn')
    assert.deepEqual(inn?.facts, { rooms, countryCode: 'SE', postalCode: '1' })
    assert.equal(inn?.devices[0]?.roomId, 'kitchen')
    await store.deleteHomes('ida')
  },

  async 'what is decided on a home as it is may be refused'({ store }) {
    const refuse = () => {
      throw new RangeError('no')
    }
    await assert.rejects(store.changeStructure('bo', 'cabin', refuse), RangeError)
    const before = await store.findStructure('bo', 'cabin')
    const grow = () =>
      store.changeStructure('bo', 'cabin', ({ facts }) => ({
        facts: { rooms: [...(facts.rooms ?? []), { id: `r${facts.rooms?.length ?? 0}`, name: 'Room' }] },
      }))
    await Promise.all([grow(), grow(), grow(), grow()])
    const after = await store.findStructure('bo', 'cabin')
    assert.deepEqual(
      after?.facts.rooms?.map(({ id }) => id),
      ['r0', 'r1', 'r2', 'r3'],
    )
    assert.equal(after?.version, (before?.version ?? 0) + 4)
  },

  async 'of several with one key one may answer, and the answer is kept'({ store }) {
    const claim = { id: 'key', owner: 'jo', request: 'a', now }
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => store.claimAnswer(claim)))
    assert.equal(outcomes.filter((one) => one === 'claimed').length, 1)
    const answer = { status: 201, headers: { Location: '/x' }, body: '{"é":"ö"}' }
    await store.saveAnswer(claim, answer)
    assert.deepEqual(await store.claimAnswer({ ...claim, request: 'b', now: now + 5 }), {
      request: 'a',
      answer,
    })
    await store.releaseAnswer(claim)
    assert.deepEqual(
      await store.claimAnswer(claim),
      { request: 'a', answer },
      'what was answered is not released',
    )
    const dayLater = { ...claim, request: 'c', now: now + 86_400_001 }
    assert.equal(await store.claimAnswer(dayLater), 'claimed')
    await store.saveAnswer(claim, answer)
    assert.deepEqual(await store.claimAnswer({ ...dayLater, now: dayLater.now + 1 }), {
      request: 'c',
      answer: undefined,
    })
    assert.equal(await store.claimAnswer({ ...dayLater, now: dayLater.now + 60_001 }), 'claimed')
    await store.sweepAnswers(dayLater.now + 70_000)
    assert.equal(await store.claimAnswer(dayLater), 'claimed')
    await store.releaseAnswer(dayLater)
    assert.equal(await store.claimAnswer(dayLater), 'claimed')
    await store.deleteHomes('jo')
    assert.equal(await store.claimAnswer(dayLater), 'claimed')
  },

  async 'of one person only the last thousand answers are kept'({ store, driver }) {
    const sql = `insert into stored_answers (id, owner, request, status, headers, body, created_at)
      values ($1, 'max', 'a', 200, '{}', '', $2)`
    const ids = Array.from({ length: 1_000 }, (_, n) => n)
    await driver.batch(ids.map((n) => ({ sql, values: [`max ${n}`, now + n] })))
    const claim = { id: 'max new', owner: 'max', request: 'a', now: now + 1_000 }
    assert.equal(await store.claimAnswer(claim), 'claimed')
    const again = (n: number) => store.claimAnswer({ ...claim, id: `max ${n}`, now: now + 1_001 })
    assert.equal(await again(0), 'claimed', 'the oldest has made room')
    assert.notEqual(await again(500), 'claimed')
    await store.deleteHomes('max')
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
    opened = { driver, store: await openHomesStore(driver, () => now) }
  })
  after(() => opened.driver.close())
  for (const [title, check] of Object.entries(contract)) test(`${name}: ${title}`, () => check(opened))
}
