import { equalInConstantTime, hmacSha256, randomToken } from '@latchkey/protocol'
import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { readCookie, writeCookie } from './cookies.ts'

const yearSeconds = 31_536_000

/** A browser's own random id: forms and requests in progress are bound to it. Given when a page first needs it. */
export function browserId(server: ServerContext, c: Context): string {
  const known = knownBrowserId(server, c) ?? c.get('browserId')
  if (isBrowserId(known)) return known
  const id = randomToken(128)
  c.set('browserId', id)
  writeCookie(c, server.issuer, 'browser', id, yearSeconds)
  return id
}

/** The id that the browser sent. A post from another site brings none, and must not make it lose the one that it has. */
export function knownBrowserId(server: ServerContext, c: Context): string | undefined {
  const id = readCookie(c, server.issuer, 'browser')
  return isBrowserId(id) ? id : undefined
}

function isBrowserId(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9]{22,64}$/.test(value)
}

/** The anti-forgery token of this browser's forms. */
export function formTokenOf(server: ServerContext, c: Context): string {
  return tokenOf(server, browserId(server, c))
}

function tokenOf(server: ServerContext, id: string): string {
  return hmacSha256(server.keys.current('pepper').derive('form token'), id)
}

/**
 * Whether a form came from a page of ours in this browser: its token is right, and where the browser says which origin
 * posts, it is the issuer's.
 */
export function isOwnForm(server: ServerContext, c: Context, formToken: string | undefined): boolean {
  const origin = c.req.header('origin')
  if (origin !== undefined && origin !== server.issuer) return false
  const id = knownBrowserId(server, c)
  return id !== undefined && formToken !== undefined && equalInConstantTime(formToken, tokenOf(server, id))
}
