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
  const id = readCookie(c, server.issuer, 'session')
  if (id === undefined) return undefined
  const session = await server.store.findSession(sha256(id))
  if (session === undefined || session.expiresAt <= server.now()) return undefined
  const account = await server.records.account(session.accountId)
  if (account?.state !== 'active') return undefined
  await keepAlive(server, session)
  return { session, account }
}

/** Moves the idle limit, at most once an hour. */
async function keepAlive(server: ServerContext, session: Session): Promise<void> {
  const now = server.now()
  if (now - session.lastSeenAt < hour) return
  await server.store.touchSession(session.idHash, now, expiry(session.signedInAt, now))
}

function expiry(signedInAt: number, now: number): number {
  return Math.min(now + idleMillis, signedInAt + mostMillis)
}

/** Begins a session under a new id, whatever id the browser had before, and ends that one. */
export async function startSession(server: ServerContext, c: Context, account: Account): Promise<void> {
  const now = server.now()
  const id = randomToken(256)
  const before = readCookie(c, server.issuer, 'session')
  const session = { idHash: sha256(id), accountId: account.id, signedInAt: now, lastSeenAt: now }
  await server.store.saveSession({ ...session, expiresAt: expiry(now, now) })
  if (before !== undefined) await server.store.endSession(sha256(before))
  writeCookie(c, server.issuer, 'session', id, mostMillis / 1000)
}

export async function endSession(server: ServerContext, c: Context): Promise<void> {
  const id = readCookie(c, server.issuer, 'session')
  if (id !== undefined) await server.store.endSession(sha256(id))
  writeCookie(c, server.issuer, 'session', '', 0)
}
