import assert from 'node:assert/strict'
import { it } from 'node:test'
import { covers, type HomeAccess } from '@latchkey/protocol'
import type { Audit } from '../audit-store.ts'
import { grantName } from '../grant-name.ts'
import {
  addCode,
  addFamily,
  addPair,
  atOnce,
  day,
  type OpenedStore,
  type Pair,
  sampleFamily,
} from './samples.testing.ts'

const type = 'home_access'
const whole: HomeAccess = { type, structure: 'villa', devices: 'all', actions: ['read', 'control'] }
const hall: HomeAccess = { ...whole, devices: ['hall'], actions: ['read'] }
const cabin: HomeAccess = { ...whole, structure: 'cabin' }

/** What every store does when a homeowner changes what a connection covers. */
export function describeDetails(opened: () => OpenedStore): void {
  const connect = async (remembered: readonly HomeAccess[], details = remembered) => {
    const { store } = opened()
    const pair = await addPair(opened())
    await store.saveGrant({ ...pair, scope: ['user'], details: remembered, createdAt: 0 })
    const family = await addFamily(opened(), pair, { details })
    return { pair, family, change: changing(pair, family.id) }
  }
  const changing =
    ({ accountId }: Pair, familyId: string) =>
    (details: readonly HomeAccess[], audit?: Audit) =>
      opened().store.changeDetails(accountId, familyId, details, audit)
  const familyNow = async (id: string) => (await opened().store.findFamily(id))?.details
  const grantNow = async ({ accountId, clientId }: Pair) =>
    (await opened().store.findGrant(accountId, clientId))?.details

  it('changes the connection and what is remembered in one step, and tells of both', async () => {
    const { told, store, clock } = opened()
    const { pair, family, change } = await connect([whole, cabin])
    told.length = 0
    assert.equal(await change([hall]), true)
    assert.deepEqual(await familyNow(family.id), [hall])
    assert.deepEqual(await grantNow(pair), [hall])
    const both = [
      { kind: 'family', name: family.id },
      { kind: 'grant', name: grantName(pair) },
    ]
    assert.deepEqual(told, both)
    const changes = await store.listChanges(clock.time)
    for (const { name } of both) assert(changes.some((one) => one.name === name))
    assert.notEqual(await store.findCounters(family.id), undefined, 'its tokens live on')
  })

  it('takes from what is remembered only what was taken, and adds what was added', async () => {
    const { pair, family, change } = await connect([whole], [hall, cabin])
    assert.equal(await change([hall]), true)
    assert.deepEqual(await grantNow(pair), [whole], 'the cabin was never remembered')
    assert.equal(await change([hall, cabin]), true)
    assert.deepEqual(await grantNow(pair), [whole, cabin])
    assert.equal(await change([]), true)
    assert.deepEqual(await familyNow(family.id), [])
    assert.equal(covers((await grantNow(pair)) ?? [], [hall]), false)
  })

  it('spends codes that would bring back what was taken, and no others', async () => {
    const { store, clock } = opened()
    const { pair, change } = await connect([hall])
    const [before, others] = [await addCode(opened(), pair), await addCode(opened(), await addPair(opened()))]
    const redeem = async (hash: string) =>
      (await store.redeemCode(hash, sampleFamily(pair, clock.time), clock.time)).outcome
    await change([hall, cabin])
    assert.notEqual(await store.findCode(before.hash), undefined, 'nothing was taken yet')
    await change([cabin])
    assert.equal(await redeem(before.hash), 'unknown')
    assert.equal(await redeem(others.hash), 'redeemed')
  })

  it('changes nothing of others, nothing that has ended, and nothing that is unknown', async () => {
    const { store, clock } = opened()
    const mine = await connect([whole])
    const { accountId } = await addPair(opened())
    const { pair, family } = mine
    assert.equal(await store.changeDetails(accountId, family.id, []), false)
    for (const id of ['', 'nothing', '__proto__'])
      assert.equal(await store.changeDetails(pair.accountId, id, []), false)
    const over = await addFamily(opened(), pair, { details: [whole], endsAt: clock.time })
    assert.equal(await changing(pair, over.id)([]), false)
    await store.endFamily(family.id)
    assert.equal(await mine.change([]), false)
    const ended = await connect([whole])
    await store.endGrant(ended.pair.accountId, ended.pair.clientId)
    await store.saveGrant({ ...ended.pair, scope: ['user'], details: [whole], createdAt: 0 })
    assert.equal(await ended.change([]), false, 'it began under a grant that was ended')
    for (const held of [await grantNow(pair), await grantNow(ended.pair), await familyNow(family.id)])
      assert.deepEqual(held, [whole])
  })

  it('tells who did it, and only where it was done', async () => {
    const { store } = opened()
    const { pair, family, change } = await connect([whole])
    const actor = { accountId: pair.accountId, name: 'anna@example.com' }
    const audit = { actor, action: 'connection changed', detail: { homes: 1 } } as const
    await change([hall], audit)
    await store.endFamily(family.id)
    await change([whole], audit)
    const entries = await store.listAudit({ subject: { kind: 'client', id: pair.clientId }, most: 5 })
    assert.deepEqual(
      entries.map(({ id, at, subject, ...entry }) => entry),
      [audit],
    )
  })

  it('is lost to no refresh and to no change beside it', async () => {
    const { store, clock } = opened()
    const { pair, family, change } = await connect([whole, cabin])
    const other = await addFamily(opened(), pair, { details: [whole, cabin] })
    const now = clock.time
    const more = { now, reuseMillis: day, refreshExpiresAt: now + day, endsAt: now + day }
    const { secretHash = '' } = family
    await atOnce(9, async (index) => {
      if (index % 3 === 0) await store.advanceFamily({ ...more, secretHash, presented: 0 })
      else assert.equal(await (index % 3 === 1 ? change([hall]) : changing(pair, other.id)([whole])), true)
    })
    assert.equal((await store.findFamily(family.id))?.generation, 1)
    assert.deepEqual(await familyNow(family.id), [hall])
    assert.deepEqual(await familyNow(other.id), [whole])
    const remembered = (await grantNow(pair)) ?? []
    for (const taken of [whole, cabin]) assert.equal(covers(remembered, [taken]), false)
    assert.equal(covers(remembered, [hall]), true)
  })
}
