import assert from 'node:assert/strict'
import { it } from 'node:test'
import { randomToken } from '@latchkey/protocol'
import { atOnce, beginning, day, type OpenedStore, sampleAccount } from './samples.testing.ts'

/** What every store does for accounts and their sessions. */
export function describeAccounts(opened: () => OpenedStore): void {
  it('finds an account as it was added, by id and by e-mail', async () => {
    const { store } = opened()
    const account = sampleAccount({ roles: ['developer', 'operator'] })
    assert.equal(await store.addAccount(account), true)
    assert.deepEqual(await store.findAccount(account.id), account)
    assert.deepEqual(await store.findAccountByEmail(account.email), account)
    assert.equal(await store.findAccount('nobody'), undefined)
    assert.equal(await store.findAccountByEmail('nobody@example.com'), undefined)
    assert((await store.listAccounts()).some(({ id }) => id === account.id))
  })

  it('gives an e-mail to one of twenty who want it at once', async () => {
    const { store } = opened()
    const email = `${randomToken(96)}@example.com`.toLowerCase()
    const added = await atOnce(20, () => store.addAccount(sampleAccount({ email })))
    assert.equal(added.filter(Boolean).length, 1)
  })

  it('changes roles and claims and nothing else, and knows when the claims changed', async () => {
    const { store, told, clock } = opened()
    const account = sampleAccount()
    await store.addAccount(account)
    const profile = { roles: ['operator'], claims: { locale: 'sv' } } as const
    await store.saveProfile(account.id, profile)
    const updatedAt = clock.time
    assert.deepEqual(await store.findAccount(account.id), { ...account, ...profile, updatedAt })
    assert.deepEqual(told.at(-1), { kind: 'account', name: account.id })
    clock.time += 1
    await store.saveProfile(account.id, { ...profile, roles: ['homeowner'] })
    assert.equal((await store.findAccount(account.id))?.updatedAt, updatedAt, 'a role is no claim')
  })

  it('ends every session but the named one with a new password', async () => {
    const { store } = opened()
    const account = sampleAccount()
    await store.addAccount(account)
    const sessions = ['kept', 'other'].map((name) => newSession(account.id, name))
    const stranger = newSession('somebody-else', 'stranger')
    for (const session of [...sessions, stranger]) await store.saveSession(session)
    const [kept, other] = sessions
    assert(kept && other)
    await store.savePassword(account.id, 'new hash', { keepSession: kept.idHash })
    assert.equal((await store.findAccount(account.id))?.passwordHash, 'new hash')
    assert.deepEqual(await store.findSession(kept.idHash), kept)
    assert.equal(await store.findSession(other.idHash), undefined)
    assert.deepEqual(await store.findSession(stranger.idHash), stranger)
    await store.savePassword(account.id, 'newer hash', {})
    assert.equal(await store.findSession(kept.idHash), undefined)
  })

  it('lets one of several replace the same password', async () => {
    const { store } = opened()
    const account = sampleAccount()
    await store.addAccount(account)
    const replaces = account.passwordHash
    const saved = await atOnce(5, () => store.savePassword(account.id, 'replaced', { replaces }))
    assert.equal(saved.filter(Boolean).length, 1)
    assert.equal(await store.savePassword(account.id, 'again', { replaces }), false)
    assert.equal((await store.findAccount(account.id))?.passwordHash, 'replaced')
  })

  it('moves and ends a session', async () => {
    const { store } = opened()
    const session = newSession('anybody', 'moving')
    await store.saveSession(session)
    await store.touchSession(session.idHash, beginning + 5, beginning + 6)
    assert.deepEqual(await store.findSession(session.idHash), {
      ...session,
      lastSeenAt: beginning + 5,
      expiresAt: beginning + 6,
    })
    await store.endSession(session.idHash)
    assert.equal(await store.findSession(session.idHash), undefined)
  })

  it('suspends and restores without the counter, and ends once and for good', async () => {
    const { store, told } = opened()
    const { id } = sampleAccount()
    await store.addAccount(sampleAccount({ id }))
    const mark = async () => {
      const account = await store.findAccount(id)
      return [account?.state, account?.counter]
    }
    await store.setAccountState(id, 'suspended')
    assert.deepEqual(await mark(), ['suspended', 0])
    await store.setAccountState(id, 'active')
    assert.deepEqual(await mark(), ['active', 0])
    await atOnce(5, () => store.setAccountState(id, 'ended'))
    assert.deepEqual(await mark(), ['ended', 1])
    await store.setAccountState(id, 'active')
    assert.deepEqual(await mark(), ['ended', 1])
    assert.deepEqual(told.at(-1), { kind: 'account', name: id })
  })

  it('keeps an operator where that is asked for, though several take the role from each other at once', async () => {
    const { store } = opened()
    for (const { id, roles } of await store.listAccounts())
      if (roles.includes('operator')) await store.setAccountState(id, 'ended')
    const operators = Array.from({ length: 4 }, () => sampleAccount({ roles: ['operator'] }))
    for (const operator of operators) await store.addAccount(operator)
    const keepsOperator = { keepsOperator: true }
    const profile = { roles: ['homeowner'], claims: {} } as const
    const done = await atOnce(4, (index) => {
      const { id } = operators[index] ?? assert.fail()
      return index % 2 === 0
        ? store.setAccountState(id, 'suspended', undefined, keepsOperator)
        : store.saveProfile(id, profile, undefined, keepsOperator)
    })
    assert.equal(done.filter(Boolean).length, 3)
    const left = operators[done.indexOf(false)] ?? assert.fail()
    assert.deepEqual(await store.findAccount(left.id), left)
    const actor = { accountId: undefined, name: 'test' }
    const audit = { actor, action: 'account suspended' } as const
    assert.equal(await store.setAccountState(left.id, 'suspended', audit, keepsOperator), false)
    const subject = { kind: 'account', id: left.id } as const
    assert.deepEqual(await store.listAudit({ subject, most: 1 }), [])
    assert.equal(await store.setAccountState(left.id, 'ended', audit), true)
  })
}

function newSession(accountId: string, name: string) {
  const idHash = `${name} ${randomToken(96)}`
  return {
    idHash,
    accountId,
    signedInAt: beginning,
    lastSeenAt: beginning,
    expiresAt: beginning + 14 * day,
  }
}
