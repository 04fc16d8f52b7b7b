import { equalInConstantTime, isBasicHeader, OAuthError, readBasicCredentials } from '@latchkey/protocol'
import { authenticateClient } from '../client-authentication/authenticate-client.ts'
import type { ClientRequest } from '../client-authentication/client-request.ts'
import { hashSecret } from '../clients/client-secret.ts'
import type { ServerContext } from '../context.ts'
import type { Api, Client } from '../store/records.ts'

/** Who asks about a token: an API whose audience it may be, or a client whose own it may be. */
export type Inspector =
  | { readonly kind: 'api'; readonly api: Api }
  | { readonly kind: 'client'; readonly client: Client }

/** RFC 7662 §2.1: only the authenticated may ask. A name alone (method `none`) is no authentication. Throws `invalid_client`. */
export async function authenticateInspector(
  server: ServerContext,
  request: ClientRequest,
): Promise<Inspector> {
  const api = await findApi(server, request)
  if (api !== undefined) return { kind: 'api', api }
  const { client, method } = await authenticateClient(server, request)
  if (method !== 'none') return { kind: 'client', client }
  throw new OAuthError('invalid_client', 'Introspection needs client authentication.', {
    reason: { kind: 'no client authentication' },
  })
}

interface Claim {
  readonly id: string
  readonly secret: string
}

/** An API's id shares the clients' namespace and is its Basic or body `client_id`. */
async function findApi(server: ServerContext, request: ClientRequest): Promise<Api | undefined> {
  const claimed = claims(request)
  for (const { id } of claimed) {
    // Clients that ask often are known, and need no look for an API of their name.
    const api = server.records.remembersClient(id) ? undefined : await server.records.api(id)
    if (api !== undefined) return prove(server, api, claimed)
  }
  return undefined
}

/** A Basic header may have two readings with the same id: either may hold the secret. */
function prove(server: ServerContext, api: Api, claimed: readonly Claim[]): Api {
  const secrets = claimed.filter(({ id }) => id === api.id).map(({ secret }) => secret)
  const pepper = server.keys.current('pepper')
  if (secrets.some((secret) => equalInConstantTime(api.secretHash, hashSecret(pepper, secret)))) return api
  server.secretThrottle.countWrong(api.id)
  const wait = server.secretThrottle.waitSeconds(api.id)
  const sentence = wait > 0 ? `Too many wrong secrets. Try again in ${wait} seconds.` : 'The secret is wrong.'
  throw new OAuthError('invalid_client', sentence, {
    reason: { kind: 'wrong client secret', clientId: api.id, ending: (secrets[0] ?? '').slice(-2) },
    ...(wait > 0 && { status: 429, retryAfter: wait }),
  })
}

function claims({ authorization, parameters }: ClientRequest): readonly Claim[] {
  if (authorization !== undefined && isBasicHeader(authorization)) {
    // Two ways at once are for `authenticateClient` to refuse.
    if (parameters.values.has('client_secret')) return []
    return readBasicCredentials(authorization).map(({ clientId, clientSecret }) => ({
      id: clientId,
      secret: clientSecret,
    }))
  }
  const id = parameters.values.get('client_id')
  const secret = parameters.values.get('client_secret')
  return id === undefined || secret === undefined ? [] : [{ id, secret }]
}
