import { OAuthError } from '@latchkey/protocol'
import { isPublic } from '../client-authentication/allowed-methods.ts'
import type { ClientRequest } from '../client-authentication/client-request.ts'
import { networkOf } from '../client-authentication/network-of.ts'
import type { ServerContext } from '../context.ts'
import type { Client } from '../store/records.ts'

const hour = 3_600_000

/** A home or an office is one network, and so are all telephones of a small provider. */
const mostInAnHour = 1_000

/**
 * What is pushed is written down. A public app proves nothing, and a secret of an app that nobody has verified is anybody's who
 * registers one: from one network they push only so much. Throws with status 429.
 */
export async function limitPushes(
  { store, now }: ServerContext,
  { address }: Pick<ClientRequest, 'address'>,
  client: Client,
): Promise<void> {
  if (client.verified && !isPublic(client)) return
  const name = `requests pushed from ${networkOf(address)} in hour ${Math.floor(now() / hour)}`
  const { failures } = await store.countFailure(name, now(), hour)
  if (failures <= mostInAnHour) return
  throw new OAuthError('temporarily_unavailable', 'Too many requests were pushed from this network.', {
    status: 429,
    retryAfter: Math.ceil((hour - (now() % hour)) / 1000),
    reason: { kind: 'throttled', what: name },
  })
}
