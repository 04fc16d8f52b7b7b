import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Advance } from '../families-store.ts'
import { addFamily, addPair, allow, atOnce, day, type OpenedStore } from './samples.testing.ts'

const window = 30_000

/** What every store does for connections. */
export function describeFamilies(opened: () => OpenedStore): void {
  const connect = async () => addFamily(opened(), await addPair(opened()))
  const advance = (secretHash: string | undefined, presented: number, more: Partial<Advance> = {}) => {
    const now = more.now ?? opened().clock.time
    return opened().store.advanceFamily({
      secretHash: secretHash ?? '',
      presented,
      now,
      reuseMillis: window,
      refreshExpiresAt: now + 90 * day,
      endsAt: now + 91 * day,
      ...more,
    })
  }
  const counters = { client: 0, account: 0, grant: 0, family: 0 }
  const rowOf = async (id: string) => {
    const family = await opened().store.findFamily(id)
    assert(family)
    return family
  }

  it('binds a family to a key with the rotation that brings it, and keeps what it held', async () => {
    const family = await connect()
    const held = { confirmation: { jkt: 'thumbprint' }, authentication: { acr: 'level' } }
    await advance(family.secretHash, 0, { binds: held })
    await advance(family.secretHash, 1)
    await advance(family.secretHash, 0, { binds: { confirmation: { jkt: 'too late' } } })
    const { confirmation, authentication, generation } = await rowOf(family.id)
    assert.deepEqual({ confirmation, authentication }, held)
    assert.equal(generation, 2)
  })

  it('finds a family by its secret, by its lasting token and among its pair', async () => {
    const { store } = opened()
    const pair = await addPair(opened())
    const family = await addFamily(opened(), pair)
    const tokenHash = `token ${family.id}`
    const more = { secretHash: undefined, refreshExpiresAt: undefined, refreshEndsAt: undefined }
    const lasting = await addFamily(opened(), pair, { ...more, tokenHash, tokenExpiresAt: 5 })
    assert.equal((await store.findFamilyBySecret(family.secretHash ?? ''))?.id, family.id)
    const found = await store.findFamilyByToken(tokenHash)
    assert.deepEqual([found?.id, found?.tokenExpiresAt, found?.secretHash], [lasting.id, 5, undefined])
    assert.equal(await store.findFamilyBySecret('nothing'), undefined)
    assert.equal(await store.findFamilyByToken('nothing'), undefined)
    const ids = (await store.listFamilies(pair.accountId, pair.clientId)).map(({ id }) => id)
    assert.deepEqual(ids.toSorted(), [family.id, lasting.id].toSorted())
  })

  it('rotates: the present generation gives the next, and moves the ends', async () => {
    const { id, secretHash } = await connect()
    const now = opened().clock.time + 5
    const advanced = { outcome: 'advanced', generation: 1, rotatedAt: now, counters }
    assert.deepEqual(await advance(secretHash, 0, { now }), advanced)
    const row = await rowOf(id)
    assert.deepEqual([row.generation, row.rotatedAt, row.lastUsedAt], [1, now, now])
    assert.deepEqual([row.refreshExpiresAt, row.endsAt], [now + 90 * day, now + 91 * day])
  })

  it('answers the generation before alike within its window, which a repeat does not extend', async () => {
    const { id, secretHash } = await connect()
    const rotated = opened().clock.time
    await advance(secretHash, 0)
    for (const late of [1, window - 1, window]) {
      const again = await advance(secretHash, 0, { now: rotated + late })
      assert.deepEqual(again, { outcome: 'advanced', generation: 1, rotatedAt: rotated, counters })
    }
    assert.equal((await rowOf(id)).rotatedAt, rotated)
    assert.equal((await advance(secretHash, 0, { now: rotated + window + 1 })).outcome, 'replayed')
  })

  it('ends the family on a replay, raises its counter once and tells', async () => {
    const { store, told, clock } = opened()
    const { id, secretHash } = await connect()
    await advance(secretHash, 0)
    await advance(secretHash, 1)
    const outcomes = (await atOnce(5, () => advance(secretHash, 0))).map(({ outcome }) => outcome)
    assert.deepEqual(outcomes.toSorted(), ['refused', 'refused', 'refused', 'refused', 'replayed'])
    const row = await rowOf(id)
    assert.deepEqual([row.state, row.counter, row.generation], ['ended', 1, 2])
    assert.deepEqual(await advance(secretHash, 2), { outcome: 'refused' })
    assert(told.some(({ kind, name }) => kind === 'family' && name === id))
    assert((await store.listChanges(clock.time)).some(({ name }) => name === id))
  })

  it('may wait for ever with the generation before, but never with an older one', async () => {
    const { secretHash } = await connect()
    const reuseMillis = Number.POSITIVE_INFINITY
    await advance(secretHash, 0)
    const late = { now: opened().clock.time + 300 * day, reuseMillis }
    assert.equal((await advance(secretHash, 0, late)).outcome, 'advanced')
    await advance(secretHash, 1, late)
    assert.equal((await advance(secretHash, 0, late)).outcome, 'replayed')
  })

  it('accepts a generation above the row, moves past it and counts it: a backup was restored', async () => {
    const { store } = opened()
    const before = await store.countSkippedGenerations()
    const { id, secretHash } = await connect()
    const now = opened().clock.time
    const advanced = { outcome: 'advanced', generation: 6, rotatedAt: now, counters }
    assert.deepEqual(await advance(secretHash, 5), advanced)
    assert.equal((await rowOf(id)).generation, 6)
    assert.equal(await store.countSkippedGenerations(), before + 1)
    await advance(secretHash, 6)
    assert.equal(await store.countSkippedGenerations(), before + 1)
  })

  it('gives twenty equal requests at once equal successors', async () => {
    const { id, secretHash } = await connect()
    const results = await atOnce(20, () => advance(secretHash, 0))
    const advanced = { outcome: 'advanced', generation: 1, rotatedAt: opened().clock.time, counters }
    for (const result of results) assert.deepEqual(result, advanced)
    assert.equal((await rowOf(id)).generation, 1)
  })

  it('refuses while anything above is not active, and goes on after a restoration', async () => {
    const { store, clock } = opened()
    const { id, secretHash, accountId, clientId } = await connect()
    const late = { now: clock.time + day }
    await store.setAccountState(accountId, 'suspended')
    assert.deepEqual(await advance(secretHash, 0), { outcome: 'refused' })
    assert.equal(await store.findCounters(id), undefined)
    await store.setAccountState(accountId, 'active')
    await store.setClientState(clientId, 'suspended')
    assert.deepEqual(await advance(secretHash, 0), { outcome: 'refused' })
    await store.setClientState(clientId, 'active')
    assert.deepEqual(await store.findCounters(id), counters)
    const restored = await advance(secretHash, 0, late)
    assert.deepEqual(restored, { outcome: 'advanced', generation: 1, rotatedAt: late.now, counters })
    await store.endGrant(accountId, clientId)
    assert.deepEqual(await advance(secretHash, 1, late), { outcome: 'refused' })
    await allow(store, { accountId, clientId })
    assert.deepEqual(await advance(secretHash, 1, late), { outcome: 'refused' })
    assert.deepEqual(await advance('nothing', 0), { outcome: 'refused' })
  })

  it('ends a family once', async () => {
    const { store, told } = opened()
    const { id } = await connect()
    await atOnce(5, () => store.endFamily(id))
    const row = await rowOf(id)
    assert.deepEqual([row.state, row.counter], ['ended', 1])
    assert.deepEqual(told.at(-1), { kind: 'family', name: id })
    assert.equal(await store.findCounters(id), undefined)
  })

  it('tells who ended a family, once', async () => {
    const { store } = opened()
    const { id, clientId, accountId } = await connect()
    const audit = { actor: { accountId, name: 'anna@example.com' }, action: 'connection ended' } as const
    for (let times = 0; times < 2; times++) await store.endFamily(id, audit)
    await store.endFamily('nothing', audit)
    const entries = await store.listAudit({ subject: { kind: 'client', id: clientId }, most: 5 })
    assert.deepEqual(
      entries.map(({ actor, action }) => ({ actor, action })),
      [audit],
    )
  })

  it('lists the connections of an account that live, of each app the last used ones', async () => {
    const { store, clock } = opened()
    const opening = opened()
    const pair = await addPair(opening)
    const other = { ...pair, clientId: (await addPair(opening)).clientId }
    await allow(store, other)
    const before = await addFamily(opening, pair)
    await store.endGrant(pair.accountId, pair.clientId)
    await allow(store, pair)
    const [first, second, third] = [1, 2, 3].map((at) => ({ createdAt: clock.time + at }))
    const one = await addFamily(opening, pair, first)
    const two = await addFamily(opening, other, second)
    const three = await addFamily(opening, pair, third)
    const ended = await addFamily(opening, pair, third)
    await store.endFamily(ended.id)
    await addFamily(opening, pair, { ...third, endsAt: clock.time })
    const ids = async (query: Parameters<typeof store.listFamiliesOf>[1]) =>
      (await store.listFamiliesOf(pair.accountId, query)).map(({ id }) => id)
    assert.deepEqual(await ids({ mostPerApp: 9 }), [one.id, two.id, three.id])
    assert.deepEqual(await ids({ mostPerApp: 1 }), [two.id, three.id])
    await store.touchFamilies([{ id: one.id, at: clock.time + 4, endsAt: one.endsAt }])
    assert.deepEqual(await ids({ mostPerApp: 1 }), [one.id, two.id])
    assert.deepEqual(await ids({ mostPerApp: 9, clientId: other.clientId }), [two.id])
    assert.deepEqual(await ids({ mostPerApp: 9, clientId: 'nobody' }), [])
    assert.equal(await store.findCounters(before.id), undefined)
  })

  it('notes uses, and never brings an end nearer', async () => {
    const { store, clock } = opened()
    const { id, endsAt, refreshExpiresAt } = await connect()
    await store.touchFamilies([{ id, at: clock.time + 1, endsAt: endsAt - 1 }])
    const touched = await rowOf(id)
    assert.deepEqual(
      [touched.lastUsedAt, touched.endsAt, touched.refreshExpiresAt],
      [clock.time + 1, endsAt, refreshExpiresAt],
    )
    await store.touchFamilies([{ id, at: clock.time + 2, endsAt: endsAt + 1, refreshExpiresAt: endsAt }])
    const moved = await rowOf(id)
    assert.deepEqual(
      [moved.lastUsedAt, moved.endsAt, moved.refreshExpiresAt],
      [clock.time + 2, endsAt + 1, endsAt],
    )
  })
}
