import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { SqlDriver } from '@latchkey/sql'
import { testDatabases } from '@latchkey/sql/testing'
import type { HomesStore } from '../store/homes-store.ts'
import { openHomesStore } from '../store/sql-homes-store.ts'
import { structureDefinitionSchema } from '../structures/structure-definition.ts'
import type { HomeEvent } from './home-event.ts'
import { createHomeFeed } from './home-feed.ts'

let driver: SqlDriver
let store: HomesStore
const begin = 1_700_000_000_000
let now = begin

before(async () => {
  const [sqlite = assert.fail('no database')] = testDatabases()
  driver = await sqlite.open()
  store = await openHomesStore(driver, () => now)
  for (const owner of ['anna', 'bo'])
    await store.saveStructure(
      structureDefinitionSchema.parse({
        id: owner,
        name: owner,
        owner,
        devices: [{ id: `${owner}-1`, name: 'One', type: 'lock' }],
      }),
      { now },
    )
  now += 60_000
})
after(() => driver.close())

const rename = (owner: string, name: string) => store.changeStructure(owner, owner, { name })

async function until(condition: () => boolean): Promise<void> {
  for (let left = 200; left > 0; left -= 1) {
    if (condition()) return
    await wait(20)
  }
  assert.fail('it was not told')
}

const namesIn = (events: readonly HomeEvent[]) =>
  events.map(({ what }) => (what.kind === 'structure' ? what.structure.name : what.kind))

test('another process’s changes are told, in order, to who watches that person’s homes', async () => {
  const feed = createHomeFeed({ events: store, now: () => now })
  const heard: Record<string, HomeEvent[]> = { anna: [], bo: [] }
  const ends = ['anna', 'bo'].map((owner) => feed.watch(owner, (event) => heard[owner]?.push(event)))
  for (let n = 0; n < 5; n += 1) await rename('anna', `Anna ${n}`)
  await until(() => heard.anna?.length === 5)
  assert.deepEqual(namesIn(heard.anna ?? []), ['Anna 0', 'Anna 1', 'Anna 2', 'Anna 3', 'Anna 4'])
  assert.deepEqual(heard.bo, [], 'what was long before the watch is not told, nor what is another person’s')
  for (const end of ends) end()
  await rename('anna', 'Unheard')
  await wait(400)
  assert.equal(heard.anna?.length, 5)
})

test('what this process changes is told at once', async () => {
  now += 60_000
  const feed = createHomeFeed({ events: store, now: () => now })
  const heard: HomeEvent[] = []
  const end = feed.watch('anna', (event) => heard.push(event))
  await rename('anna', 'At once')
  const asked = performance.now()
  feed.tell({ owner: 'anna', structureId: 'anna' })
  await until(() => heard.length > 0)
  assert.ok(performance.now() - asked < 5000)
  end()
})

test('who comes again is told what was just changed, and a database that was away loses nothing', async () => {
  let isAway = true
  const events = {
    ...store,
    listEvents: async (from: number, most: number) => {
      if (isAway) throw new Error('away')
      return store.listEvents(from, most)
    },
  }
  now += 60_000
  const feed = createHomeFeed({ events, now: () => now })
  const heard: HomeEvent[] = []
  await rename('anna', 'Just before')
  const end = feed.watch('anna', (event) => heard.push(event))
  await rename('anna', 'While away')
  feed.tell({ owner: 'anna', structureId: 'anna' })
  await wait(50)
  assert.deepEqual(heard, [])
  isAway = false
  await until(() => heard.length === 2)
  assert.deepEqual(namesIn(heard), ['Just before', 'While away'])
  end()
})

test('old events and answers are forgotten while changes are told', async () => {
  const claim = { id: 'key', owner: 'bo', request: 'a', now }
  await store.claimAnswer(claim)
  await store.saveAnswer(claim, { status: 200, headers: {}, body: '{}' })
  const feed = createHomeFeed({ events: store, now: () => now })
  now += 25 * 3_600_000
  await rename('bo', 'New')
  feed.tell({ owner: 'bo', structureId: 'bo' })
  for (let left = 100; left > 0 && (await store.listEvents(0, 100)).length > 1; left -= 1) await wait(20)
  assert.deepEqual(namesIn(await store.listEvents(0, 100)), ['New'])
  for (let left = 100; left > 0; left -= 1) {
    const rows = await driver.read('select id from stored_answers', [])
    if (rows.length === 0) return
    await wait(20)
  }
  assert.fail('the answer is still there')
})
