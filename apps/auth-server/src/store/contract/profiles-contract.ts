import assert from 'node:assert/strict'
import { it } from 'node:test'
import { randomToken } from '@latchkey/protocol'
import type { Audit, AuditAction } from '../audit-store.ts'
import type { Account } from '../records.ts'
import { type OpenedStore, sampleAccount } from './samples.testing.ts'

function by({ id, email }: Account, action: AuditAction): Audit {
  return { actor: { accountId: id, name: email }, action }
}

/** What every store does when people change what is known of them. */
export function describeProfiles(opened: () => OpenedStore): void {
  it('changes claims without the roles that somebody else may change meanwhile', async () => {
    const { store, clock } = opened()
    const account = sampleAccount({ roles: ['operator'] })
    await store.addAccount(account)
    await store.saveClaims(account.id, { name: 'Anna' }, by(account, 'account changed'))
    const changed = { ...account, claims: { name: 'Anna' }, updatedAt: clock.time }
    assert.deepEqual(await store.findAccount(account.id), changed)
  })

  it('gives an account another e-mail, and its claims with it, unless somebody has that e-mail', async () => {
    const { store, told, clock } = opened()
    const [account, other] = [sampleAccount(), sampleAccount()]
    for (const one of [account, other]) await store.addAccount(one)
    const audit = by(account, 'e-mail changed')
    const email = `new-${account.email}`
    assert.equal(await store.saveEmail(account.id, { email, claims: {} }, audit), true)
    const changed = { ...account, email, claims: {}, updatedAt: clock.time }
    assert.deepEqual(await store.findAccount(account.id), changed)
    assert.deepEqual(told.at(-1), { kind: 'account', name: account.id })
    const taken = { email: other.email, claims: { name: 'Thief' } }
    assert.equal(await store.saveEmail(account.id, taken, audit), false)
    assert.deepEqual(await store.findAccount(account.id), changed)
    assert.equal(
      await store.saveEmail(account.id, { email, claims: {} }),
      true,
      'it is taken by the account itself',
    )
    const subject = { kind: 'account', id: account.id } as const
    assert.equal((await store.listAudit({ subject, most: 5 })).length, 1)
  })

  it('gives an e-mail to one of ten accounts that change to it at once', async () => {
    const { store } = opened()
    const accounts = Array.from({ length: 10 }, () => sampleAccount())
    for (const account of accounts) await store.addAccount(account)
    const email = `${randomToken(96)}@example.com`.toLowerCase()
    const saved = await Promise.all(accounts.map(({ id }) => store.saveEmail(id, { email, claims: {} })))
    assert.equal(saved.filter(Boolean).length, 1)
    assert.equal((await store.findAccountByEmail(email))?.id, accounts[saved.indexOf(true)]?.id)
  })
}
