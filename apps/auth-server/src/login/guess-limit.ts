import { equalInConstantTime, hmacSha256, sha256 } from '@latchkey/protocol'
import type { Context } from 'hono'
import { networkOf } from '../client-authentication/network-of.ts'
import type { ServerContext } from '../context.ts'
import { browserId } from '../sessions/browser.ts'
import { readCookie, writeCookie } from '../sessions/cookies.ts'
import type { Throttle } from '../store/records.ts'

/** Whose guesses are counted together. Only failures count, and they survive a restart. */
export interface GuessLimit {
  /** Minutes to wait, 0 when a try is allowed now. */
  waitMinutes(): Promise<number>
  countFailure(): Promise<void>
  forget(): Promise<void>
}

/** A network is many people, whose typing errors must not add up for ever. */
const forgetAfter = { account: 24 * 3_600_000, network: 3_600_000 } as const
const longestWait = 15 * 60_000
const freeTries = { account: 5, network: 50 } as const

/**
 * Counts per account and per /24 or /64. A browser that has signed in to the account before has an allowance of its own,
 * so that strangers who guess do not lock its owner out.
 */
export function guessLimit(server: ServerContext, c: Context, email: string, address: string): GuessLimit {
  const own = knowsAccount(server, c, email) ? ` from browser ${sha256(browserId(server, c))}` : ''
  const account = accountThrottle(email) + own
  const network = `sign-in from ${networkOf(address)}`
  return {
    waitMinutes: async () => {
      const [ofAccount, ofNetwork] = [
        await server.store.findThrottle(account),
        await server.store.findThrottle(network),
      ]
      const wait = Math.max(
        waitMillis(ofAccount, freeTries.account, server.now()),
        own === '' ? waitMillis(ofNetwork, freeTries.network, server.now()) : 0,
      )
      return Math.ceil(wait / 60_000)
    },
    countFailure: async () => {
      await server.store.countFailure(account, server.now(), forgetAfter.account)
      await server.store.countFailure(network, server.now(), forgetAfter.network)
    },
    forget: () => server.store.clearThrottle(account),
  }
}

/** Under which name the wrong guesses at an account are counted. */
export function accountThrottle(email: string): string {
  return `sign-in to ${sha256(email)}`
}

/** After the free tries the wait doubles from one second to 15 minutes. */
function waitMillis(throttle: Throttle | undefined, free: number, now: number): number {
  if (throttle === undefined || throttle.failures < free) return 0
  const wait = Math.min(longestWait, 1_000 * 2 ** (throttle.failures - free))
  return Math.max(0, throttle.lastFailureAt + wait - now)
}

function markOf(server: ServerContext, c: Context, email: string): string {
  return hmacSha256(server.keys.current('pepper').derive('known browser'), `${browserId(server, c)} ${email}`)
}

function knowsAccount(server: ServerContext, c: Context, email: string): boolean {
  return equalInConstantTime(readCookie(c, server.issuer, 'known') ?? '', markOf(server, c, email))
}

/** Remembers in the browser that it has signed in to this account. */
export function rememberBrowser(server: ServerContext, c: Context, email: string): void {
  writeCookie(c, server.issuer, 'known', markOf(server, c, email), 31_536_000)
}
