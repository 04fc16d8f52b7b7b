import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cacheRecords } from './cached-records.ts'
import { beginning, sampleClient } from './contract/samples.testing.ts'
import { openTestStore } from './open-store.testing.ts'
import type { Client } from './records.ts'
import type { Store } from './store.ts'

/** A store whose reads of clients are counted, and wait while `held` says so. */
function watched(store: Store) {
  const held: { until: Promise<void> | undefined } = { until: undefined }
  let reads = 0
  const findClient = async (clientId: string): Promise<Client | undefined> => {
    reads++
    const client = await store.findClient(clientId)
    await held.until
    return client
  }
  return { store: { ...store, findClient }, held, reads: () => reads }
}

async function openCache() {
  const opened = await openTestStore()
  const watch = watched(opened.store)
  return {
    ...opened,
    ...watch,
    real: opened.store,
    records: cacheRecords(watch.store, () => opened.clock.time),
  }
}

test('a value is read once, until it is dropped', async (t) => {
  const { records, reads, real, close } = await openCache()
  t.after(close)
  const client = sampleClient()
  await real.saveClient(client)
  for (let time = 0; time < 3; time++)
    assert.equal((await records.client(client.clientId))?.name, client.name)
  assert.equal(reads(), 1)
  await real.saveClient({ ...client, name: 'Renamed' })
  assert.equal((await records.client(client.clientId))?.name, client.name, 'not told yet')
  records.drop({ kind: 'client', name: client.clientId })
  assert.equal((await records.client(client.clientId))?.name, 'Renamed')
  records.dropAll()
  await records.client(client.clientId)
  assert.equal(reads(), 3)
})

for (const how of ['drop', 'dropAll'] as const) {
  test(`a value that was dropped (${how}) while it was being read is handed out, and not kept`, async (t) => {
    const { records, reads, real, held, close } = await openCache()
    t.after(close)
    const client = sampleClient()
    await real.saveClient(client)
    const gate = Promise.withResolvers<void>()
    held.until = gate.promise
    const reading = records.client(client.clientId)
    if (how === 'drop') records.drop({ kind: 'client', name: client.clientId })
    else records.dropAll()
    gate.resolve()
    assert.equal((await reading)?.name, client.name)
    await records.client(client.clientId)
    assert.equal(reads(), 2)
    await records.client(client.clientId)
    assert.equal(reads(), 2)
  })
}

test('what is not there is not kept', async (t) => {
  const { records, real, close } = await openCache()
  t.after(close)
  const client = sampleClient()
  assert.equal(await records.client(client.clientId), undefined)
  await real.saveClient(client)
  assert.equal((await records.client(client.clientId))?.clientId, client.clientId)
})

test('a process that has not looked for changes for a second asks the store each time', async (t) => {
  const { records, reads, real, clock, close } = await openCache()
  t.after(close)
  const client = sampleClient()
  await real.saveClient(client)
  const readTwice = async () => {
    const before = reads()
    for (let time = 0; time < 2; time++) await records.client(client.clientId)
    return reads() - before
  }
  assert.equal(await readTwice(), 1)
  clock.time = beginning + 1_000
  assert.equal(await readTwice(), 0)
  clock.time = beginning + 1_001
  assert.equal(await readTwice(), 2)
  records.seenUntil(clock.time)
  assert.equal(await readTwice(), 0)
})

test('a grant, an account and a revoked token are found by their names', async (t) => {
  const { records, real, close } = await openCache()
  t.after(close)
  await real.saveGrant({
    accountId: 'anna',
    clientId: 'with a space',
    scope: ['user'],
    details: [],
    createdAt: 1,
  })
  assert.equal((await records.grant('anna', 'with a space'))?.clientId, 'with a space')
  assert.equal(await records.isTokenRevoked('jti'), false)
  await real.revokeToken('jti', beginning)
  records.drop({ kind: 'token', name: 'jti' })
  assert.equal(await records.isTokenRevoked('jti'), true)
  assert.equal(await records.api('nobody'), undefined)
  assert.equal(await records.account('nobody'), undefined)
  assert.equal(await records.family('nobody'), undefined)
})
