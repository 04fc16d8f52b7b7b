import assert from 'node:assert/strict'
import { it } from 'node:test'
import { randomToken } from '@latchkey/protocol'
import type { KeyRecord } from '../records.ts'
import { sweepAll } from '../sweep-all.ts'
import { addCode, addFamily, addPair, atOnce, beginning, day, type OpenedStore } from './samples.testing.ts'

/** What every store does for the small rows, the keys, and what processes tell each other. */
export function describeGuards(opened: () => OpenedStore): void {
  it('sees a name for the first time once, also when twenty come at once, until it expires', async () => {
    const { store } = opened()
    const name = randomToken(96)
    const uses = await atOnce(20, () => store.firstUse(name, beginning + 100, beginning))
    assert.equal(uses.filter(Boolean).length, 1)
    assert.equal(await store.firstUse(name, beginning + 200, beginning + 99), false)
    assert.equal(await store.firstUse(name, beginning + 200, beginning + 100), true)
    assert.equal(await store.firstUse(name, beginning + 300, beginning + 199), false)
  })

  it('counts failures, none of twenty at once lost, and forgets them after a while', async () => {
    const { store } = opened()
    const name = randomToken(96)
    assert.equal(await store.findThrottle(name), undefined)
    const counts = await atOnce(20, () => store.countFailure(name, beginning, 1000))
    assert.equal(new Set(counts.map(({ failures }) => failures)).size, 20)
    assert.deepEqual(await store.findThrottle(name), { failures: 20, lastFailureAt: beginning })
    assert.equal((await store.countFailure(name, beginning + 1000, 1000)).failures, 21)
    assert.equal((await store.countFailure(name, beginning + 2001, 1000)).failures, 1)
    await store.clearThrottle(name)
    assert.equal(await store.findThrottle(name), undefined)
  })

  it('marks one token as revoked, twice if need be', async () => {
    const { store, told } = opened()
    const jti = randomToken(96)
    assert.equal(await store.isTokenRevoked(jti), false)
    for (let time = 0; time < 2; time++) await store.revokeToken(jti, beginning)
    assert.equal(await store.isTokenRevoked(jti), true)
    assert.deepEqual(told.at(-1), { kind: 'token', name: jti })
  })

  it('lists what was told since a time', async () => {
    const { store, clock } = opened()
    const times = { early: beginning + 1_000 * day, late: beginning + 1_001 * day }
    clock.time = times.early
    await store.endFamily('early')
    clock.time = times.late
    await store.endFamily('late')
    clock.time = beginning
    assert.deepEqual(await store.listChanges(times.late), [{ kind: 'family', name: 'late' }])
    assert.equal((await store.listChanges(times.early)).length, 2)
  })

  it('sweeps what is over, at most so many of each kind, and nothing else', async () => {
    const { store } = opened()
    // Long before every other row of these tests, so that only these are over.
    const past = { ...opened(), clock: { time: 1_000 } }
    const pair = await addPair(past)
    const living = await addFamily(past, pair, { endsAt: 9_000 })
    const over = await addFamily(past, pair, { endsAt: 2_000 })
    const code = await addCode(past, pair, 2_000)
    const session = {
      idHash: randomToken(96),
      accountId: 'a',
      signedInAt: 0,
      lastSeenAt: 0,
      expiresAt: 2_000,
    }
    await store.saveSession(session)
    await store.firstUse('over', 2_000, 0)
    await store.revokeToken('over', 2_000)
    await store.countFailure('over', 1_000, 1_000)
    assert.equal(await store.sweep(1_999, 10), 0)
    assert.equal(await store.sweep(2_000, 1), 6)
    assert.equal(await store.sweep(2_000, 1), 0)
    assert.equal(await store.findFamily(over.id), undefined)
    assert.equal(await store.findCode(code.hash), undefined)
    assert.equal(await store.findSession(session.idHash), undefined)
    assert.equal(await store.isTokenRevoked('over'), false)
    assert.equal((await store.findFamily(living.id))?.id, living.id)
    assert.notEqual(await store.findCode(living.codeHash), undefined, 'a spent code stays for its replay')
  })

  it('sweeps all that is over, also when it is more than one transaction takes', async () => {
    const { store } = opened()
    const uses = Array.from({ length: 1_201 }, (_, n) => store.firstUse(`over ${n}`, 1_500, 0))
    await Promise.all(uses)
    assert.ok((await sweepAll(store, 1_500)) >= 1_201)
    assert.equal(await store.sweep(1_500, 1), 0)
  })

  it('sweeps what was told a minute ago', async () => {
    const { store, clock } = opened()
    clock.time = 5_000
    for (const id of ['a', 'b', 'c']) await store.endFamily(id)
    clock.time = beginning
    const told = async () => (await store.listChanges(0)).filter(({ name }) => /^[abc]$/.test(name)).length
    await store.sweep(64_999, 100)
    assert.equal(await told(), 3)
    await store.sweep(65_000, 2)
    assert.equal(await told(), 1)
  })

  it('adds the first key of a kind once, also when twenty processes start at once', async () => {
    const { store, told } = opened()
    const key = sampleKey('sealing')
    const added = await atOnce(20, (n) => store.addFirstKey({ ...key, wrapped: `by process ${n}` }))
    assert.equal(added.filter(Boolean).length, 1)
    const [found] = (await store.listKeys()).filter(({ id }) => id === key.id)
    assert.equal(found?.wrapped, `by process ${added.indexOf(true)}`)
    assert.deepEqual(told.at(-1), { kind: 'key', name: key.id })
  })

  it('retires the predecessors when a new key comes into use, and ends a key once', async () => {
    const { store } = opened()
    const first = sampleKey('ES256')
    const second = { ...sampleKey('ES256'), usableAt: beginning + 900, publicJwk: { kty: 'EC' } }
    const other = sampleKey('RS256')
    for (const key of [first, other, second]) await store.addKey(key)
    const find = async (id: string) => (await store.listKeys()).find((key) => key.id === id)
    assert.deepEqual(await find(second.id), second)
    assert.deepEqual(await find(first.id), { ...first, retiredAt: beginning + 900 })
    assert.deepEqual(await find(other.id), other)
    await store.endKey(second.id, beginning + 1_000)
    await store.endKey(second.id, beginning + 2_000)
    const ended = { ...second, retiredAt: beginning + 1_000, endedAt: beginning + 1_000 }
    assert.deepEqual(await find(second.id), ended)
  })
}

function sampleKey(kind: KeyRecord['kind']): KeyRecord {
  const id = randomToken(32)
  const times = { createdAt: beginning, usableAt: beginning, retiredAt: undefined, endedAt: undefined }
  return { id, kind, wrapped: 'wrapped', publicJwk: undefined, ...times }
}
