import type { Dialect } from '@latchkey/dialects'
import { OAuthError } from '@latchkey/protocol'
import type { ServerContext } from '../context.ts'
import type { Client } from '../store/records.ts'

const mostWrong = 10
const waitMillis = 60_000

/** Short codes are guessable, so a client that sends wrong ones has to wait. Throws with status 429. */
export async function checkCodeThrottle(
  server: ServerContext,
  client: Client,
  dialect: Dialect,
  code: string,
): Promise<void> {
  if (!isShort(dialect, code)) return
  const throttle = await server.store.findThrottle(nameOf(client))
  if (throttle === undefined || throttle.failures < mostWrong) return
  const wait = Math.ceil((throttle.lastFailureAt + waitMillis - server.now()) / 1000)
  if (wait <= 0) return
  throw new OAuthError('invalid_grant', `Too many wrong codes. Try again in ${wait} seconds.`, {
    status: 429,
    retryAfter: wait,
    reason: { kind: 'throttled', what: nameOf(client) },
  })
}

export async function countWrongCode(
  server: ServerContext,
  client: Client,
  dialect: Dialect,
  code: string,
): Promise<void> {
  if (isShort(dialect, code)) await server.store.countFailure(nameOf(client), server.now(), waitMillis)
}

function isShort(dialect: Dialect, code: string): boolean {
  return dialect.authorize.showsCode && code.length <= dialect.code.shownLength
}

function nameOf(client: Client): string {
  return `codes of ${client.clientId}`
}
