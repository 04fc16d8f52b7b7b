import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openTestServer } from '../open-test-server.testing.ts'
import type { KeyRecord } from '../store/records.ts'
import type { Store } from '../store/store.ts'
import { jwksSeconds, openKeyRing } from './key-ring.ts'
import { newMasterKeyText, parseMasterKeys } from './master-key.ts'

async function open(t: TestContext) {
  const opened = await openTestServer()
  t.after(opened.close)
  return opened
}

/** The same store, counting how often the keys are read. */
function counting(store: Store) {
  let looks = 0
  const listKeys = (): Promise<readonly KeyRecord[]> => {
    looks++
    return store.listKeys()
  }
  return { store: { ...store, listKeys }, looks: () => looks }
}

test('there is one first key of each kind, also when processes start at once', async (t) => {
  const { server, driver, master, openSecond } = await open(t)
  await driver.batch([{ sql: 'delete from keys', values: [] }])
  const rings = (await Promise.all([openSecond(), openSecond(), openSecond()])).map(({ keys }) => keys)
  const kinds = (await server.store.listKeys()).map(({ kind }) => kind)
  assert.deepEqual(kinds.toSorted(), ['ES256', 'EdDSA', 'PS256', 'RS256', 'pepper', 'refresh', 'sealing'])
  const again = await openKeyRing(server.store, master, server.now)
  for (const kind of kinds) {
    const label = kind === 'sealing' ? 'access token' : 'test'
    const derived = [...rings, again].map((ring) => ring.current(kind).derive(label).toString('hex'))
    assert.equal(new Set(derived).size, 1, kind)
  }
})

test('what is derived for one purpose or from one kind is nothing for another', async (t) => {
  const { keys } = (await open(t)).server
  const derived = [
    keys.current('sealing').derive('access token'),
    keys.current('sealing').derive('form'),
    keys.current('refresh').derive('access token'),
    keys.current('pepper').derive('access token'),
  ].map((bytes) => bytes.toString('hex'))
  assert.equal(new Set(derived).size, 4)
  assert.deepEqual(keys.current('sealing').derive('form'), keys.current('sealing').derive('form'))
  assert.equal(derived[0]?.length, 64)
})

test('a new sealing key is used five seconds after it was made, and the old one still opens', async (t) => {
  const { server, clock } = await open(t)
  const before = server.keys.current('sealing').id
  const { id } = await server.keys.rotate('sealing')
  clock.time += 4_999
  assert.equal(server.keys.current('sealing').id, before)
  clock.time += 1
  assert.equal(server.keys.current('sealing').id, id)
  assert.equal((await server.keys.find(before))?.id, before)
})

test('a new signing key is published one JWKS lifetime before its first use', async (t) => {
  const { server, clock } = await open(t)
  const before = server.keys.current('ES256').id
  const { id } = await server.keys.rotate('ES256')
  const published = () => server.keys.publicKeys().map((key) => key.kid)
  assert(published().includes(id) && published().includes(before))
  clock.time += jwksSeconds * 1000 - 1
  assert.equal(server.keys.current('ES256').id, before)
  clock.time += 1
  assert.equal(server.keys.current('ES256').id, id)
  assert(published().includes(before), 'its tokens live on')
})

test('public keys are public: no private member, each with kid, alg and use', async (t) => {
  for (const key of (await open(t)).server.keys.publicKeys()) {
    for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) assert.equal(member in key, false)
    assert(key.kid && key.alg && key.use === 'sig')
  }
})

test('an ended key is not found, and another process learns of it by a reload', async (t) => {
  const { server, clock, openSecond } = await open(t)
  const second = await openSecond()
  const { id } = server.keys.current('refresh')
  await server.store.endKey(id, clock.time)
  await second.keys.reload()
  assert.equal(await second.keys.find(id), undefined)
  assert.throws(() => second.keys.current('refresh'), /no usable refresh key/)
})

test('an unknown id causes one fresh look a second at most, and a key that is new is found by all who wait', async (t) => {
  const { server, clock, master } = await open(t)
  const { store, looks } = counting(server.store)
  const ring = await openKeyRing(store, master, server.now)
  const before = looks()
  const { id } = await server.keys.rotate('sealing')
  assert.equal(await ring.find(id), undefined, 'it has just looked')
  assert.equal(looks(), before)
  clock.time += 1_000
  const found = await Promise.all(Array.from({ length: 20 }, () => ring.find(id)))
  assert(found.every((key) => key?.id === id))
  assert.equal(looks(), before + 1)
  for (let n = 0; n < 50; n++) assert.equal(await ring.find(`unknown ${n}`), undefined)
  assert.equal(looks(), before + 1)
  clock.time += 1_000
  await ring.find('unknown')
  assert.equal(looks(), before + 2)
})

test('with another master key nothing is opened, and the sentence names the key that lacks', async (t) => {
  const { server } = await open(t)
  const stranger = parseMasterKeys(newMasterKeyText())
  await assert.rejects(
    openKeyRing(server.store, stranger, server.now),
    /lacks the key \S+, which wrapped the/,
  )
})
