import assert from 'node:assert/strict'
import { it } from 'node:test'
import { grantName } from '../grant-name.ts'
import {
  addCode,
  addFamily,
  addPair,
  allow,
  atOnce,
  minute,
  type OpenedStore,
  sampleFamily,
} from './samples.testing.ts'

/** What every store does for grants and authorization codes. */
export function describeGrants(opened: () => OpenedStore): void {
  it('saves what was allowed, and replaces it', async () => {
    const { store, told } = opened()
    const pair = await addPair(opened())
    const grant = await store.findGrant(pair.accountId, pair.clientId)
    assert.deepEqual([grant?.scope, grant?.state, grant?.counter], [['READSYSTEM'], 'active', 0])
    assert.deepEqual(told.at(-1), { kind: 'grant', name: grantName(pair) })
    await store.saveGrant({ ...pair, scope: ['WRITESYSTEM'], details: [], createdAt: 0 })
    const wider = await store.findGrant(pair.accountId, pair.clientId)
    assert.deepEqual([wider?.scope, wider?.details], [['WRITESYSTEM'], []])
    assert.equal(wider?.createdAt, grant?.createdAt, 'the first time stays')
    await store.saveGrant({ ...pair, scope: ['openid'], claims: ['birthdate'], details: [], createdAt: 0 })
    assert.deepEqual((await store.findGrant(pair.accountId, pair.clientId))?.claims, ['birthdate'])
    await store.saveGrant({ ...pair, scope: ['openid'], details: [], createdAt: 0 })
    assert.equal((await store.findGrant(pair.accountId, pair.clientId))?.claims, undefined)
    assert.equal(await store.findGrant(pair.accountId, 'nobody'), undefined)
  })

  it('forgets what was allowed when the app is another one, and ends nothing', async () => {
    const { store, told } = opened()
    const [pair, other] = [await addPair(opened()), await addPair(opened())]
    const family = await addFamily(opened(), pair)
    await store.saveGrant({ ...pair, scope: ['openid'], claims: ['birthdate'], details: [], createdAt: 0 })
    const client = (await store.findClient(pair.clientId)) ?? assert.fail()
    const found = async () => store.findGrant(pair.accountId, pair.clientId)
    const before = await found()
    await store.changeClient(client)
    assert.deepEqual(await found(), before)
    told.length = 0
    await store.changeClient(client, undefined, { isAnother: true })
    const after = await found()
    assert.deepEqual([after?.scope, after?.claims, after?.state], [[], undefined, 'active'])
    assert.ok(told.some(({ kind, name }) => kind === 'grant' && name === grantName(pair)))
    assert.notEqual(await store.findCounters(family.id), undefined)
    assert.notDeepEqual((await store.findGrant(other.accountId, other.clientId))?.scope, [])
  })

  it('ends with a grant all that came of it, and a new consent revives none of it', async () => {
    const { store, told, clock } = opened()
    const pair = await addPair(opened())
    const family = await addFamily(opened(), pair)
    const lasting = await addFamily(opened(), pair, {
      secretHash: undefined,
      tokenHash: `lasting ${family.id}`,
    })
    const unspent = await addCode(opened(), pair)
    const others = await addFamily(opened(), await addPair(opened()))
    await atOnce(5, () => store.endGrant(pair.accountId, pair.clientId))
    assert.deepEqual(told.at(-1), { kind: 'grant', name: grantName(pair) })
    assert.deepEqual(await store.listGrants(pair.accountId), [])
    await allow(store, pair)
    const grant = await store.findGrant(pair.accountId, pair.clientId)
    assert.deepEqual([grant?.state, grant?.counter], ['active', 1])
    assert.deepEqual(await store.listGrants(pair.accountId), [grant])
    for (const { id } of [family, lasting]) assert.equal(await store.findCounters(id), undefined)
    const redemption = await store.redeemCode(unspent.hash, sampleFamily(pair, clock.time), clock.time)
    assert.deepEqual(redemption, { outcome: 'unknown' })
    assert.notEqual(await store.findCounters(others.id), undefined)
  })

  it('ends everything that an account allowed, and nothing of others', async () => {
    const { store, told, clock } = opened()
    const pair = await addPair(opened())
    const second = { ...pair, clientId: (await addPair(opened())).clientId }
    await allow(store, second)
    const families = [await addFamily(opened(), pair), await addFamily(opened(), second)]
    const unspent = await addCode(opened(), second)
    const others = await addFamily(opened(), await addPair(opened()))
    const audit = {
      actor: { accountId: pair.accountId, name: 'anna@example.com' },
      action: 'every app disconnected',
    } as const
    await store.endGrants(pair.accountId, audit)
    assert.deepEqual(await store.listGrants(pair.accountId), [])
    for (const { id } of families) assert.equal(await store.findCounters(id), undefined)
    assert.notEqual(await store.findCounters(others.id), undefined)
    const redemption = await store.redeemCode(unspent.hash, sampleFamily(second, clock.time), clock.time)
    assert.deepEqual(redemption, { outcome: 'unknown' })
    const changed = new Set(told.filter(({ kind }) => kind === 'grant').map(({ name }) => name))
    for (const one of [pair, second]) assert(changed.has(grantName(one)))
    await allow(store, pair)
    assert.equal((await store.findGrant(pair.accountId, pair.clientId))?.counter, 1)
    const subject = { kind: 'account', id: pair.accountId } as const
    const [entry] = await store.listAudit({ subject, most: 5 })
    assert.equal(entry?.action, audit.action)
    await store.endGrants('nobody')
  })

  it('finds a code as it was saved', async () => {
    const { store } = opened()
    const code = await addCode(opened(), await addPair(opened()))
    const found = await store.findCode(code.hash)
    assert.deepEqual(JSON.parse(JSON.stringify(found)), JSON.parse(JSON.stringify(code)))
    assert.equal(found?.familyId, undefined)
    assert.equal(await store.findCode('nothing'), undefined)
  })

  it('redeems a code for its family and the counters of that moment', async () => {
    const { store, clock } = opened()
    const pair = await addPair(opened())
    await store.endGrant(pair.accountId, pair.clientId)
    await allow(store, pair)
    const { hash } = await addCode(opened(), pair)
    const family = sampleFamily(pair, clock.time)
    assert.deepEqual(await store.redeemCode(hash, family, clock.time), {
      outcome: 'redeemed',
      counters: { client: 0, account: 0, grant: 1, family: 0 },
    })
    const begun = { generation: 0, rotatedAt: 0, lastUsedAt: undefined, state: 'active', counter: 0 }
    assert.deepEqual(await store.findFamily(family.id), { ...family, ...begun })
    assert.equal((await store.findCode(hash))?.familyId, family.id)
  })

  it('redeems a code for one of twenty at once; the others end what it had bought', async () => {
    const { store, clock, told } = opened()
    const pair = await addPair(opened())
    const { hash } = await addCode(opened(), pair)
    const families = Array.from({ length: 20 }, () => sampleFamily(pair, clock.time))
    const results = await Promise.all(families.map((family) => store.redeemCode(hash, family, clock.time)))
    const outcomes = results.map(({ outcome }) => outcome)
    assert.deepEqual(outcomes.toSorted(), ['redeemed', ...Array.from({ length: 19 }, () => 'spent')])
    const winner = families[outcomes.indexOf('redeemed')]
    assert(winner)
    const ended = await store.findFamily(winner.id)
    assert.deepEqual([ended?.state, ended?.counter], ['ended', 1])
    assert.equal((await store.listFamilies(pair.accountId, pair.clientId)).length, 1)
    assert(told.some(({ kind, name }) => kind === 'family' && name === winner.id))
  })

  it('ends the family on a replay, long after the code has expired', async () => {
    const { store, clock } = opened()
    const pair = await addPair(opened())
    const { id, codeHash } = await addFamily(opened(), pair)
    const again = sampleFamily(pair, clock.time)
    const replay = await store.redeemCode(codeHash, again, clock.time + 9 * minute)
    assert.deepEqual(replay, { outcome: 'spent' })
    assert.equal((await store.findFamily(id))?.state, 'ended')
    assert.equal(await store.findFamily(again.id), undefined)
    const changes = await store.listChanges(clock.time)
    assert(changes.some(({ kind, name }) => kind === 'family' && name === id))
  })

  it('knows unknown and expired codes, and begins no family for them', async () => {
    const { store, clock } = opened()
    const pair = await addPair(opened())
    const family = sampleFamily(pair, clock.time)
    assert.deepEqual(await store.redeemCode('nothing', family, clock.time), { outcome: 'unknown' })
    const { hash, expiresAt } = await addCode(opened(), pair)
    assert.deepEqual(await store.redeemCode(hash, family, expiresAt), { outcome: 'expired' })
    assert.equal(await store.findFamily(family.id), undefined)
    assert.equal((await store.redeemCode(hash, family, expiresAt - 1)).outcome, 'redeemed')
  })

  it('refuses while account or client is suspended, and spends nothing by that', async () => {
    const { store, clock } = opened()
    const pair = await addPair(opened())
    const { hash } = await addCode(opened(), pair)
    const redeem = async () =>
      (await store.redeemCode(hash, sampleFamily(pair, clock.time), clock.time)).outcome
    await store.setAccountState(pair.accountId, 'suspended')
    assert.equal(await redeem(), 'refused')
    await store.setAccountState(pair.accountId, 'active')
    await store.setClientState(pair.clientId, 'suspended')
    assert.equal(await redeem(), 'refused')
    await store.setClientState(pair.clientId, 'active')
    assert.equal(await redeem(), 'redeemed')
  })

  it('refuses a code whose grant is not active', async () => {
    const { store, clock } = opened()
    const pair = await addPair(opened())
    await store.endGrant(pair.accountId, pair.clientId)
    const { hash } = await addCode(opened(), pair)
    const redemption = await store.redeemCode(hash, sampleFamily(pair, clock.time), clock.time)
    assert.deepEqual(redemption, { outcome: 'refused' })
  })
}
