import { randomToken, sha256 } from '@latchkey/protocol'
import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import type { Account, Session } from '../store/records.ts'
import { readCookie, writeCookie } from './cookies.ts'

const hour = 3_600_000
const idleMillis = 14 * 24 * hour
const mostMillis = 90 * 24 * hour

/** Somebody who signed in with this browser. */
export interface SignedIn {
  readonly session: Session
  readonly account: Account
}

/** Who is signed in, if the session lives and the account is active. */
export async function findSignedIn(server: ServerContext, c: Context): Promise<SignedIn | undefined> {
  const session = await findSession(server, c)
  if (session === undefined) return undefined
  const account = await server.records.account(session.accountId)
  if (account?.state !== 'active') return undefined
  await keepAlive(server, session)
  return { session, account }
}

async function findSession(server: ServerContext, c: Context): Promise<Session | undefined> {
  const id = readCookie(c, server.issuer, 'session')
  const session = id === undefined ? undefined : await server.store.findSession(sha256(id))
  return session === undefined || session.expiresAt <= server.now() ? undefined : session
}

/** Moves the idle limit, at most once an hour. */
async function keepAlive(server: ServerContext, session: Session): Promise<void> {
  const now = server.now()
  if (now - session.lastSeenAt < hour) return
  await server.store.touchSession(session.idHash, now, expiry(session.signedInAt, now))
}

/** What the `sid` of a session is made of (`sessionIdFor`): it tells apps apart what happens in one browser, and opens nothing. */
export function newSessionId(): string {
  return randomToken(128)
}

/** When a session is over at the latest, whatever is done in it. */
export function latestEnd({ signedInAt }: Pick<Session, 'signedInAt'>): number {
  return signedInAt + mostMillis
}

function expiry(signedInAt: number, now: number): number {
  return Math.min(now + idleMillis, latestEnd({ signedInAt }))
}

/**
 * Begins a session under a new id, whatever id the browser had before, and ends that one. Who signs in again is in the same
 * session as far as apps know: its `sid` stays, and no app hears that it is over.
 */
export async function startSession(server: ServerContext, c: Context, account: Account): Promise<void> {
  const now = server.now()
  const id = randomToken(256)
  const before = await findSession(server, c)
  const isSame = before?.accountId === account.id
  const sessionId = (isSame ? before.sessionId : undefined) ?? newSessionId()
  const session = { idHash: sha256(id), sessionId, accountId: account.id, signedInAt: now, lastSeenAt: now }
  const replaces = before?.idHash
  await server.store.saveSession({ ...session, expiresAt: expiry(now, now) }, { replaces })
  writeCookie(c, server.issuer, 'session', id, mostMillis / 1000)
}

/** Answers the ids of the apps with a logout address that were signed in to. */
export async function endSession(server: ServerContext, c: Context): Promise<readonly string[]> {
  const id = readCookie(c, server.issuer, 'session')
  // A request that another site made brings no cookie, and takes none away.
  if (id === undefined) return []
  const apps = await server.store.endSession(sha256(id))
  writeCookie(c, server.issuer, 'session', '', 0)
  return apps
}
