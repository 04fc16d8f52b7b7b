import { OAuthError } from '@latchkey/protocol'
import type { Context } from 'hono'
import { senderOf } from '../client-authentication/client-address.ts'
import { networkOf } from '../client-authentication/network-of.ts'
import type { ServerContext } from '../context.ts'

const hour = 3_600_000

/** Registrations and updates in an hour; those that are refused for what they say cost no row and do not count. */
export const mostFromNetwork = 200
const mostInAll = 2_000

/** Counts a registration or an update; throws 429 when it is one too many. */
export async function countRegistration(server: ServerContext, c: Context): Promise<void> {
  const { store, now } = server
  const at = now()
  const window = Math.floor(at / hour)
  const counted = [
    [`registrations from ${networkOf(senderOf(server, c))} in hour ${window}`, mostFromNetwork],
    [`registrations in hour ${window}`, mostInAll],
  ] as const
  for (const [name, most] of counted) {
    if (((await store.findThrottle(name))?.failures ?? 0) >= most) throw tooMany(name, at)
  }
  // Those that were looked up at once are told apart here.
  for (const [name, most] of counted) {
    if ((await store.countFailure(name, at, hour)).failures > most) throw tooMany(name, at)
  }
}

function tooMany(what: string, now: number): OAuthError {
  return new OAuthError('temporarily_unavailable', 'Too many clients were registered. Try again later.', {
    status: 429,
    retryAfter: Math.ceil((hour - (now % hour)) / 1000),
    reason: { kind: 'throttled', what },
  })
}
