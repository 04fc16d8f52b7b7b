import assert from 'node:assert/strict'
import { it } from 'node:test'
import { randomToken } from '@latchkey/protocol'
import { type LogoutNotice, mostNoticeAttempts, noticeWaits } from '../logout-notices-store.ts'
import type { Session } from '../records.ts'
import {
  atOnce,
  beginning,
  day,
  minute,
  type OpenedStore,
  sampleAccount,
  sampleClient,
} from './samples.testing.ts'

const called = { backchannelLogoutUri: 'https://app.example.com/logout' }
const framed = { frontchannelLogoutUri: 'https://app.example.com/logout' }

/** What every store does so that apps hear that a session is over. */
export function describeLogoutNotices(opened: () => OpenedStore): void {
  /** A signed-in person, and the apps that were signed in to. */
  async function signedIn(accountId?: string): Promise<Session & { readonly sessionId: string }> {
    const { store, clock } = opened()
    const account = sampleAccount(accountId === undefined ? {} : { id: accountId })
    if (accountId === undefined) await store.addAccount(account)
    const times = { signedInAt: clock.time, lastSeenAt: clock.time, expiresAt: clock.time + day }
    const session = { idHash: randomToken(256), sessionId: randomToken(128), accountId: account.id, ...times }
    await store.saveSession(session)
    return session
  }

  async function join(session: Session & { readonly sessionId: string }, addresses: object = called) {
    const { store } = opened()
    const { clientId } = sampleClient()
    await store.saveClient(sampleClient({ clientId, ...addresses }))
    const { sessionId, accountId } = session
    await store.joinSession({ sessionId, clientId, accountId, endsAt: beginning + 90 * day })
    return clientId
  }

  /** All that is due, and gone. */
  async function taken(now = opened().clock.time): Promise<readonly LogoutNotice[]> {
    const { store } = opened()
    const notices = await store.takeLogoutNotices(now, 100)
    for (const notice of notices) await store.dropLogoutNotice(notice)
    return notices
  }
  const apps = (notices: readonly LogoutNotice[]) => notices.map(({ clientId }) => clientId).toSorted()

  it('leaves a notice for each app with an address that was signed in to, and says which apps these were', async () => {
    const { store, clock } = opened()
    const session = await signedIn()
    const one = await join(session)
    const other = await join(session)
    const withFrame = await join(session, framed)
    const elsewhere = await signedIn()
    await join(elsewhere)
    assert.deepEqual((await store.endSession(session.idHash)).toSorted(), [one, other, withFrame].toSorted())
    assert.deepEqual(await store.endSession(session.idHash), [])
    const { sessionId, accountId } = session
    const notices = await taken()
    assert.deepEqual(apps(notices), [one, other].toSorted())
    const { clientId: _, ...notice } = notices[0] ?? assert.fail()
    assert.deepEqual(notice, { accountId, sessionId, createdAt: clock.time, attempts: 1 })
  })

  it('tells verified apps first, however long strangers’ have waited', async () => {
    const { store, clock } = opened()
    const session = await signedIn()
    for (let count = 0; count < 3; count++) await join(session, { ...called, verified: false })
    await store.endSession(session.idHash)
    clock.time += minute
    const second = await signedIn()
    const verified = await join(second)
    await store.endSession(second.idHash)
    const [first] = await store.takeLogoutNotices(clock.time, 1)
    assert.equal(first?.clientId, verified)
    assert.equal((await taken()).length, 3)
    await store.dropLogoutNotice(first ?? assert.fail())
  })

  it('leaves notices wherever sessions end, and none for the session that stays', async () => {
    const { store } = opened()
    const ends: readonly ((id: string, keep: string) => Promise<unknown>)[] = [
      (id, keep) => store.endSessions(id, { keep }),
      (id, keepSession) => store.savePassword(id, 'new', { keepSession }),
    ]
    for (const end of ends) {
      const one = await signedIn()
      const other = await signedIn(one.accountId)
      const told = await join(one)
      const kept = await join(other)
      await end(one.accountId, other.idHash)
      assert.deepEqual(apps(await taken()), [told])
      assert.deepEqual(await store.endSession(other.idHash), [kept])
      await taken()
    }
  })

  it('leaves notices of every session when an account is suspended, ended or deleted', async () => {
    const { store } = opened()
    const ends: readonly ((id: string) => Promise<unknown>)[] = [
      (id) => store.setAccountState(id, 'suspended'),
      (id) => store.setAccountState(id, 'ended'),
      (id) => store.deleteAccount(id),
      (id) => store.endSessions(id, {}),
    ]
    for (const end of ends) {
      const session = await signedIn()
      const told = [await join(session), await join(await signedIn(session.accountId))]
      await end(session.accountId)
      assert.deepEqual(apps(await taken()), told.toSorted())
    }
  })

  it('leaves none where nothing ended', async () => {
    const { store } = opened()
    const session = await signedIn()
    const client = await join(session)
    const { accountId } = session
    await store.savePassword(accountId, 'new', { replaces: 'not this hash' })
    await store.setAccountState(accountId, 'active')
    assert.deepEqual(await taken(), [])
    await store.setAccountState(accountId, 'ended')
    assert.deepEqual(apps(await taken()), [client])
    const late = await join(session)
    assert.equal(await store.setAccountState(accountId, 'suspended'), false)
    assert.deepEqual(await taken(), [])
    assert.deepEqual(await store.endSession(session.idHash), [late])
    await taken()
  })

  it('lets a session go on under a new sign-in, and ends it under another `sid`', async () => {
    const { store } = opened()
    const first = await signedIn()
    const client = await join(first)
    const second = { ...first, idHash: randomToken(256) }
    await store.saveSession(second, { replaces: first.idHash })
    assert.equal(await store.findSession(first.idHash), undefined)
    assert.deepEqual(await taken(), [])
    const third = { ...first, idHash: randomToken(256), sessionId: randomToken(128) }
    await store.saveSession(third, { replaces: second.idHash })
    assert.deepEqual(apps(await taken()), [client])
    assert.deepEqual(await store.endSession(third.idHash), [])
  })

  it('gives a session of an older version one `sid`, also when twenty ask at once', async () => {
    const { store } = opened()
    const { sessionId: _, ...session } = { ...(await signedIn()), idHash: randomToken(256) }
    await store.saveSession(session)
    const names = await atOnce(20, () => store.nameSession(session.idHash, randomToken(128)))
    assert.equal(new Set(names).size, 1)
    assert.equal((await store.findSession(session.idHash))?.sessionId, names[0])
    assert.equal(await store.nameSession('no such session', 'x'), undefined)
  })

  it('notes no app of a session that has ended', async () => {
    const { store } = opened()
    const session = await signedIn()
    await store.endSession(session.idHash)
    await join(session)
    await store.setAccountState(session.accountId, 'ended')
    assert.deepEqual(await taken(), [])
  })

  it('gives a notice to one of twenty takers, and again after each wait', async () => {
    const { store } = opened()
    const session = await signedIn()
    await join(session)
    await store.endSession(session.idHash)
    let now = opened().clock.time
    for (const [at, wait] of [...noticeWaits, minute].entries()) {
      const takers = await atOnce(20, () => store.takeLogoutNotices(now, 10))
      assert.deepEqual(
        takers.flat().map(({ attempts }) => attempts),
        [at + 1],
      )
      assert.deepEqual(await store.takeLogoutNotices(now + wait - 1, 10), [])
      now += wait
    }
    const [last] = await store.takeLogoutNotices(now + 10 * day, 10)
    assert.equal(last?.attempts, mostNoticeAttempts)
    await store.dropLogoutNotice(last)
    assert.deepEqual(await store.takeLogoutNotices(now + 100 * day, 10), [])
  })

  it('takes so many at once and the oldest first', async () => {
    const { store, clock } = opened()
    const sessions = [await signedIn(), await signedIn(), await signedIn()]
    for (const session of sessions) {
      await join(session)
      clock.time += 1_000
      await store.endSession(session.idHash)
    }
    const first = await store.takeLogoutNotices(clock.time, 2)
    assert.deepEqual(
      first.map(({ sessionId }) => sessionId).toSorted(),
      sessions
        .slice(0, 2)
        .map(({ sessionId }) => sessionId)
        .toSorted(),
    )
    assert.equal((await store.takeLogoutNotices(clock.time, 2)).length, 1)
    await taken(clock.time + day)
    clock.time = beginning
  })

  it('forgets the apps of sessions that ran out, not of those that went on', async () => {
    const { store } = opened()
    const over = await signedIn()
    const living = await signedIn()
    await join(over)
    const kept = await join(living)
    await store.saveSession({ ...living, idHash: randomToken(256), expiresAt: beginning + 200 * day })
    await store.sweep(beginning + 91 * day, 1_000)
    assert.equal(await store.findSession(over.idHash), undefined)
    await store.setAccountState(over.accountId, 'ended')
    assert.deepEqual(await taken(), [])
    await store.setAccountState(living.accountId, 'ended')
    assert.deepEqual(apps(await taken()), [kept])
  })
}
