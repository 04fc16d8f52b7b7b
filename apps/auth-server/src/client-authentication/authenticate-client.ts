import { dialects } from '@latchkey/dialects'
import { OAuthError, type Parameters, withAliases } from '@latchkey/protocol'
import { type Policy, policyOf } from '../clients/policies.ts'
import type { ServerContext } from '../context.ts'
import { demandNonceAhead } from '../sender-constraint/prove-dpop-key.ts'
import type { Client } from '../store/records.ts'
import { allowedMethods } from './allowed-methods.ts'
import type { ClientRequest } from './client-request.ts'
import type { ClientAuthenticationMethod, Credentials } from './method.ts'
import { credentialMethods, nameMethods } from './methods.ts'
import { checkMethod, checkQuery, checkShape, mayUseQuery, withQuery } from './request-rules.ts'

/** A client that has proven who it is, and what it sent. */
export interface AuthenticatedClient {
  readonly client: Client
  readonly policy: Policy
  readonly method: ClientAuthenticationMethod['name']
  /** With the vendor's names put into ours. */
  readonly parameters: Parameters
}

/**
 * RFC 6749 §2.3: every method is asked; exactly one may answer, but where the dialect lets Basic and body come together
 * and both are right. Sets the request's client and dialect as soon as the client is known. Throws `invalid_client`.
 */
export async function authenticateClient(
  server: ServerContext,
  request: ClientRequest,
): Promise<AuthenticatedClient> {
  const sent = { ...request, path: request.shape.path, parameters: withQuery(request) }
  const claimed = usedMethods(sent) ?? nobody(request)
  const client = await findClaimed(server, claimed, sent)
  request.client = client
  request.dialect = dialects[client.dialect]
  if (client.state !== 'active') throw notActive(client)
  checkShape(request)
  checkQuery(request, client)
  const used = meantMethods(client, request, claimed)
  checkTogether(request, used)
  checkAllowed(client, request, used)
  if (request.dpopProof !== undefined) demandNonceAhead(server, request.dpopProof, client)
  for (const method of used) await method.prove(server, client, sent)
  const believed = mayUseQuery(request, client) ? sent.parameters : request.parameters
  const parameters = withAliases(believed, request.dialect.request.aliases)
  const [{ name }] = used
  return { client, policy: policyOf(client), method: name, parameters }
}

type Used = readonly [ClientAuthenticationMethod, ...ClientAuthenticationMethod[]]

function usedMethods(credentials: Credentials): Used | undefined {
  const [first, ...others] = credentialMethods.filter((method) => method.usedBy(credentials))
  if (first !== undefined) return [first, ...others]
  const [byName] = nameMethods
  return byName.usedBy(credentials) ? [byName] : undefined
}

/** Of the methods that only name a client, its own. */
function meantMethods(client: Client, { dialect }: ClientRequest, used: Used): Used {
  if (!nameMethods.includes(used[0])) return used
  const allowed = allowedMethods(client, dialect)
  return [nameMethods.find(({ name }) => allowed.includes(name)) ?? used[0]]
}

/** Throws: somebody who only opens the path in a browser hears first that it takes no GET. */
function nobody(request: ClientRequest): never {
  checkMethod(request)
  throw new OAuthError('invalid_client', 'The request has no client authentication: no client id was sent.', {
    reason: { kind: 'no client authentication' },
  })
}

/** `client_id` alone is a name, not a method, and must be the authenticated one's. */
async function findClaimed(server: ServerContext, used: Used, credentials: Credentials): Promise<Client> {
  const named = credentials.parameters.values.get('client_id')
  const claims = used.map((method) => method.claimedIds(credentials))
  const agreed = claims[0]?.filter((id) => claims.every((ids) => ids.includes(id))) ?? []
  const candidates = agreed.filter((id) => named === undefined || id === named)
  for (const id of candidates) {
    const client = await server.records.client(id)
    if (client !== undefined) return client
  }
  throw candidates.length === 0 ? mixedNames(named ?? '') : unknownClient(candidates[0] ?? '')
}

function checkTogether(request: ClientRequest, used: Used): void {
  const names = used.map(({ name }) => name)
  const areTheTwoSecrets = !names.includes('private_key_jwt')
  if (names.length === 1 || (areTheTwoSecrets && request.dialect.request.credentialsTogether)) return
  throw new OAuthError(
    'invalid_request',
    `The client authenticates in several ways at once (${names.join(', ')}); use one.`,
    {
      reason: { kind: 'several client authentications', methods: names },
    },
  )
}

function checkAllowed(client: Client, { dialect }: ClientRequest, used: Used): void {
  const allowed = allowedMethods(client, dialect)
  // Several are the two ways to send a secret (`checkTogether`); a client that is to use a key has no use for either.
  if (used.some(({ name }) => allowed.includes(name))) return
  throw new OAuthError(
    'invalid_client',
    `This client authenticates by ${allowed.join(' or ')}, not by ${used.map(({ name }) => name).join(', ')}.`,
    { reason: { kind: 'no client authentication' } },
  )
}

function mixedNames(clientId: string): OAuthError {
  return new OAuthError('invalid_client', 'The request names two different clients.', {
    reason: { kind: 'unknown client', clientId },
  })
}

function unknownClient(clientId: string): OAuthError {
  return new OAuthError('invalid_client', 'There is no client with this id.', {
    reason: { kind: 'unknown client', clientId },
  })
}

function notActive(client: Client): OAuthError {
  return new OAuthError('invalid_client', 'This client is not active.', {
    reason: { kind: 'client not active', clientId: client.clientId },
  })
}
