import { OAuthError } from '@latchkey/protocol'
import { matchingSecret } from '../clients/client-secret.ts'
import type { ServerContext } from '../context.ts'
import type { Client } from '../store/records.ts'

/** Checks the readings of a client's secret and counts the outcome. Throws `invalid_client`. */
export function proveSecret(
  server: ServerContext,
  client: Client,
  secrets: readonly string[],
  address: string,
): void {
  const { keys, secretThrottle, uses, now } = server
  const found = secrets
    .map((secret) => matchingSecret(keys.current('pepper'), client, secret, now()))
    .find(Boolean)
  const wait = secretThrottle.waitSeconds(client.clientId)
  if (found === undefined) {
    secretThrottle.countWrong(client.clientId)
    throw wait > 0 ? tooMany(client, wait) : wrongSecret(client, secrets[0] ?? '')
  }
  if (found.weak && wait > 0 && !secretThrottle.isKnownAddress(client.clientId, address))
    throw tooMany(client, wait)
  if (found.weak) secretThrottle.countRight(client.clientId, address)
  uses.secret(client.clientId, found.hash, now())
}

function wrongSecret(client: Client, secret: string): OAuthError {
  return new OAuthError('invalid_client', 'The client secret is wrong.', {
    reason: { kind: 'wrong client secret', clientId: client.clientId, ending: secret.slice(-2) },
  })
}

function tooMany(client: Client, seconds: number): OAuthError {
  return new OAuthError('invalid_client', `Too many wrong client secrets. Try again in ${seconds} seconds.`, {
    status: 429,
    retryAfter: seconds,
    reason: { kind: 'throttled', what: `secrets of ${client.clientId}` },
  })
}
