import assert from 'node:assert/strict'
import { it } from 'node:test'
import { randomToken } from '@latchkey/protocol'
import type { Failure } from '../activity-store.ts'
import type { Audit } from '../audit-store.ts'
import { sweepAll } from '../sweep-all.ts'
import {
  addPair,
  atOnce,
  beginning,
  day,
  type OpenedStore,
  sampleAccount,
  sampleClient,
} from './samples.testing.ts'

const actor = { accountId: 'the-actor', name: 'olga@example.com' } as const

/** What every store keeps of who changed what, and of what apps do. */
export function describeAudit(opened: () => OpenedStore): void {
  it('writes an entry with the change that it tells, and none for a change that did not come about', async () => {
    const { store } = opened()
    const account = sampleAccount()
    const audit: Audit = { actor, action: 'account created', detail: { roles: ['homeowner'] } }
    assert.equal(await store.addAccount(account, audit), true)
    const twin = sampleAccount({ email: account.email })
    assert.equal(await store.addAccount(twin, audit), false)
    const subject = { kind: 'account', id: account.id } as const
    const [entry, ...others] = await store.listAudit({ subject, most: 10 })
    assert.deepEqual(others, [])
    assert.deepEqual(entry && { ...entry, id: '' }, { id: '', at: beginning, ...audit, subject })
    assert.deepEqual(await store.listAudit({ subject: { kind: 'account', id: twin.id }, most: 10 }), [])
  })

  it('lists the newest first, page by page, and finds words in actor, action and subject', async () => {
    const { store, clock } = opened()
    const { clientId } = await addPair(opened())
    const name = `${randomToken(64)}%_!@example.com`
    for (const action of ['app suspended', 'app restored', 'app ended'] as const) {
      clock.time += 1
      await store.setClientState(clientId, 'active', { actor: { accountId: undefined, name }, action })
    }
    const [first] = await store.listAudit({ text: name.toUpperCase(), most: 1 })
    assert.equal(first?.action, 'app ended')
    assert.equal(first?.actor.accountId, undefined)
    const rest = await store.listAudit({ text: name, before: first, most: 10 })
    assert.deepEqual(
      rest.map(({ action }) => action),
      ['app restored', 'app suspended'],
    )
    assert.equal((await store.listAudit({ text: `${name}%`, most: 10 })).length, 0)
    clock.time = beginning
  })

  it('adds an entry about what changes no row, and finds entries by what is known of their subject', async () => {
    const { store } = opened()
    const { accountId, clientId } = await addPair(opened())
    const word = randomToken(64)
    const subject = { kind: 'account', id: accountId } as const
    await store.addAuditEntry(subject, {
      actor,
      action: 'password reset link made',
      detail: { for: `"${word}"` },
    })
    await store.setClientState(clientId, 'suspended', { actor, action: 'app suspended' })
    const [entry] = await store.listAudit({ subject, most: 2 })
    assert.equal(entry?.action, 'password reset link made')
    const found = async (text: string) => (await store.listAudit({ text, most: 50 })).map(({ id }) => id)
    const { email } = (await store.findAccount(accountId)) ?? assert.fail()
    for (const text of [email.toUpperCase(), `"${word}"`, accountId])
      assert.deepEqual(await found(text), [entry.id], text)
    const [suspension] = await store.listAudit({ subject: { kind: 'client', id: clientId }, most: 2 })
    assert.ok((await found('Thermo 家')).includes(suspension?.id ?? ''))
    assert.deepEqual(await found(`${word}_`), [])
  })

  it('has no verb that changes or deletes an entry, and no other verb touches one', async () => {
    const { store, clock } = opened()
    const verbs = Object.keys(store).filter((name) => /audit/i.test(name))
    assert.deepEqual(verbs.sort(), ['addAuditEntry', 'listAudit'])
    const { accountId, clientId } = await addPair(opened())
    const subject = { kind: 'account', id: accountId } as const
    await store.addAuditEntry(subject, { actor, action: 'account created' })
    await store.setClientState(clientId, 'active', { actor, action: 'app restored' })
    const before = await store.listAudit({ most: 1_000 })
    await store.deleteAccount(accountId)
    await store.setClientState(clientId, 'ended')
    clock.time += 1_000 * day
    await sweepAll(store, clock.time)
    clock.time = beginning
    assert.deepEqual(await store.listAudit({ most: 1_000 }), before)
  })

  it('adds counts of one hour from several processes, and sweeps old hours and failures', async () => {
    const { store } = opened()
    const clientId = randomToken(128)
    const count = { clientId, hour: beginning, kind: 'token', name: 'refresh_token', count: 3 } as const
    await atOnce(10, () => store.countActivity([count, { ...count, kind: 'error', name: 'invalid_grant' }]))
    const old = { ...count, hour: beginning - 93 * day }
    await store.countActivity([old])
    assert.deepEqual(await store.listActivity(clientId, beginning), [
      { ...count, kind: 'error', name: 'invalid_grant', count: 30 },
      { ...count, count: 30 },
    ])
    const failure: Failure = {
      id: randomToken(64),
      clientId,
      at: beginning,
      endpoint: '/oauth2/token',
      code: 'invalid_grant',
      message: 'The code is spent.',
      reason: { kind: 'code spent' },
    }
    const gone = { ...failure, id: randomToken(64), at: beginning - 15 * day }
    await store.saveFailures([failure, gone, failure])
    await store.sweep(beginning, 1_000)
    assert.deepEqual(await store.listFailures(clientId, 10), [failure])
    assert.equal((await store.listActivity(clientId, 0)).length, 2)
  })

  it('keeps the newest failures of an app, however many are saved, and those of others', async () => {
    const { store } = opened()
    const [clientId, other] = [randomToken(128), randomToken(128)]
    const words = { endpoint: '/oauth2/token', code: 'invalid_grant', message: 'No.' } as const
    const failureAt = (at: number, of = clientId): Failure => ({
      ...{ id: `${of} ${at}`, clientId: of, at: beginning + at },
      ...{ ...words, reason: { kind: 'as described' } },
    })
    await store.saveFailures([failureAt(0, other)])
    await store.saveFailures(Array.from({ length: 450 }, (_, n) => failureAt(n)))
    assert.equal((await store.listFailures(clientId, 1_000)).length, 450)
    await store.saveFailures(Array.from({ length: 100 }, (_, n) => failureAt(450 + n)))
    const left = await store.listFailures(clientId, 1_000)
    assert.deepEqual(
      left.map(({ at }) => at - beginning),
      Array.from({ length: 500 }, (_, n) => 549 - n),
    )
    assert.equal((await store.listFailures(other, 10)).length, 1)
  })

  it('gives an app to the next developer when its owner is deleted, and ends one that has none', async () => {
    const opening = opened()
    const { store } = opening
    const pair = await addPair(opening)
    const [owner, heir] = [sampleAccount(), sampleAccount()]
    for (const account of [owner, heir]) await store.addAccount(account)
    const passedOn = sampleClient({ ownerId: owner.id })
    const lonely = sampleClient({ ownerId: owner.id })
    for (const client of [passedOn, lonely]) await store.saveClient(client)
    const member = { accountId: heir.id, role: 'developer', createdAt: beginning } as const
    assert.equal(await store.saveMember(passedOn.clientId, member, 5), true)
    await store.deleteAccount(owner.id)
    assert.equal(await store.findAccount(owner.id), undefined)
    assert.equal((await store.findClient(passedOn.clientId))?.ownerId, heir.id)
    assert.equal((await store.findClient(lonely.clientId))?.state, 'ended')
    assert.deepEqual(
      (await store.listClientsOf(heir.id)).map(({ clientId }) => clientId),
      [passedOn.clientId],
    )
    await store.deleteAccount(pair.accountId)
    assert.equal(await store.findGrant(pair.accountId, pair.clientId), undefined)
  })

  it('never has more members of a role than allowed, however many are added at once', async () => {
    const { store } = opened()
    const client = sampleClient()
    await store.saveClient(client)
    const saved = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        store.saveMember(
          client.clientId,
          { accountId: `tester-${index}`, role: 'tester', createdAt: beginning },
          5,
        ),
      ),
    )
    assert.equal(saved.filter(Boolean).length, 5)
    const { members } = (await store.findClient(client.clientId)) ?? assert.fail()
    assert.equal(members.length, 5)
    await store.removeMember(client.clientId, members[0]?.accountId ?? '')
    assert.equal((await store.findClient(client.clientId))?.members.length, 4)
  })

  it('verifies what the operator saw and nothing else', async () => {
    const { store } = opened()
    const client = sampleClient({ verified: false })
    await store.saveClient(client)
    await store.askVerification(client.clientId, beginning)
    const seen = (await store.findClient(client.clientId)) ?? assert.fail()
    assert.equal(seen.verificationAskedAt, beginning)
    await store.changeClient({ ...seen, name: 'Another name', verified: true, ownerId: 'somebody' })
    const changed = await store.findClient(client.clientId)
    assert.deepEqual([changed?.name, changed?.verified, changed?.ownerId], ['Another name', false, undefined])
    assert.equal(await store.verifyClient(seen, { actor, action: 'app verified' }), false)
    const now = (await store.findClient(client.clientId)) ?? assert.fail()
    assert.equal(await store.verifyClient(now), true)
    assert.equal((await store.findClient(client.clientId))?.verified, true)
    const entries = await store.listAudit({ subject: { kind: 'client', id: client.clientId }, most: 5 })
    assert.deepEqual(entries, [])
    await store.unverifyClient(client.clientId)
    assert.equal((await store.findClient(client.clientId))?.verified, false)
  })

  it('searches accounts and apps by words, page by page', async () => {
    const { store } = opened()
    const word = randomToken(64)
    for (const index of [1, 2, 3]) {
      await store.addAccount(
        sampleAccount({ claims: { name: `Åsa ${word} ${index}` }, createdAt: beginning + index }),
      )
      await store.saveClient(
        sampleClient({ publisher: `By "${word}"`, createdAt: beginning + index, verified: false }),
      )
    }
    assert.equal((await store.searchAccounts({ text: `Åsa ${word}`, most: 9 })).length, 3)
    const quoted = sampleAccount({ claims: { name: `Ann "${word}" B`, nickname: 'x' } })
    await store.addAccount(quoted)
    assert.equal((await store.searchAccounts({ text: `Ann "${word}"`, most: 9 })).length, 1)
    await store.deleteAccount(quoted.id)
    const [newest] = await store.searchAccounts({ text: word, most: 1 })
    assert.equal(newest?.createdAt, beginning + 3)
    const before = { createdAt: beginning + 3, id: newest?.id ?? '' }
    assert.equal((await store.searchAccounts({ text: word.toUpperCase(), before, most: 9 })).length, 2)
    assert.equal((await store.searchClients({ text: `"${word}`, most: 9 })).length, 3)
    assert.equal((await store.searchClients({ text: `${word}_`, most: 9 })).length, 0)
    assert.equal((await store.searchClients({ text: word, asked: true, most: 9 })).length, 0)
  })

  it('ends every session of an account but the one that is kept', async () => {
    const { store } = opened()
    const account = sampleAccount()
    await store.addAccount(account)
    const times = { signedInAt: beginning, lastSeenAt: beginning, expiresAt: beginning + day }
    for (const idHash of ['one', 'two', 'three'].map((name) => `${name} of ${account.id}`))
      await store.saveSession({ idHash, accountId: account.id, ...times })
    await store.endSessions(account.id, { keep: `two of ${account.id}` })
    const left = await store.listSessions(account.id)
    assert.deepEqual(
      left.map(({ idHash }) => idHash),
      [`two of ${account.id}`],
    )
  })
}
