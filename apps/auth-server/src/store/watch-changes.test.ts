import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { testDatabases } from '@latchkey/sql/testing'
import { beginning } from './contract/samples.testing.ts'
import { openStoreOver } from './open-store.testing.ts'
import type { Change } from './records.ts'
import { watchChanges } from './watch-changes.ts'

type Open = ReturnType<typeof testDatabases>[number]['open']

/** Two processes over one database, the first of which watches. */
async function openTwo(t: TestContext, open: Open) {
  const driver = await open()
  const [watcher, other] = [await openStoreOver(driver), await openStoreOver(driver)]
  const heard = { changes: [] as Change[], missed: 0, seenUntil: 0, failures: 0 }
  const stop = watchChanges(watcher.store, () => watcher.clock.time, {
    change: (change) => heard.changes.push(change),
    missed: () => heard.missed++,
    seenUntil: (time) => {
      heard.seenUntil = time
    },
    failed: () => heard.failures++,
  })
  t.after(async () => {
    stop()
    await driver.close()
  })
  return { watcher, other, heard, stop, driver }
}

async function until(happened: () => boolean): Promise<void> {
  for (let tries = 0; tries < 600 && !happened(); tries++) await wait(50)
  assert(happened())
}

for (const { name, open } of testDatabases()) {
  test(`a mark of another process is heard (${name})`, async (t) => {
    const { other, heard } = await openTwo(t, open)
    await other.store.endFamily('a family')
    await until(() => heard.changes.length > 0)
    assert.deepEqual(heard.changes[0], { kind: 'family', name: 'a family' })
    assert.equal(heard.seenUntil, beginning)
  })
}

test('a process that could not look for a while hears what happened meanwhile', async (t) => {
  const [sqlite] = testDatabases(undefined)
  assert(sqlite)
  const { watcher, other, heard } = await openTwo(t, sqlite.open)
  watcher.clock.time = beginning + 30_000
  await other.store.endFamily('long ago')
  await until(() => heard.changes.some((change) => change.name === 'long ago'))
  assert.equal(heard.missed, 0)
})

test('a process that could not look for so long that changes were swept is told to forget everything', async (t) => {
  const [sqlite] = testDatabases(undefined)
  assert(sqlite)
  const { watcher, heard } = await openTwo(t, sqlite.open)
  await until(() => heard.seenUntil === beginning)
  watcher.clock.time = beginning + 60_000
  await until(() => heard.seenUntil === watcher.clock.time)
  assert.equal(heard.missed, 1)
})

test('a look that fails is told, and does not count as one', async (t) => {
  const [, pglite] = testDatabases(undefined)
  assert(pglite)
  const { watcher, heard, driver } = await openTwo(t, pglite.open)
  await until(() => heard.seenUntil === beginning)
  await driver.close()
  watcher.clock.time = beginning + 1
  await until(() => heard.failures > 0)
  assert.equal(heard.seenUntil, beginning)
})
