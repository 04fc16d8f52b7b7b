import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'

type CookieName = 'session' | 'browser' | 'known'

/** `__Host-` cookies on https; plain names on an http issuer, in development only. */
function wireName(issuer: string, name: CookieName): string {
  return issuer.startsWith('https:') ? `__Host-latchkey_${name}` : `latchkey_${name}`
}

export function readCookie(c: Context, issuer: string, name: CookieName): string | undefined {
  const value = getCookie(c, wireName(issuer, name))
  return value === '' ? undefined : value
}

/** `maxAge` in seconds; 0 takes the cookie away. */
export function writeCookie(
  c: Context,
  issuer: string,
  name: CookieName,
  value: string,
  maxAge: number,
): void {
  setCookie(c, wireName(issuer, name), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: issuer.startsWith('https:'),
    maxAge,
  })
}
