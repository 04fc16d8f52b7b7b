import { type Dialect, dialects } from '@latchkey/dialects'
import {
  missing,
  OAuthError,
  type Parameters,
  redirectUriMatches,
  requiredParameter,
} from '@latchkey/protocol'
import { type Policy, policyOf } from '../clients/policies.ts'
import type { ServerContext } from '../context.ts'
import type { Client } from '../store/records.ts'

declare const verified: unique symbol

/** Where a client's answer may go. Only this file can make one, so an open redirect is a type error. */
export type ReturnAddress = { readonly [verified]: true } & (
  | { readonly kind: 'redirect'; readonly uri: string; readonly sentUri: string | undefined }
  | { readonly kind: 'code page' }
)

/** A request whose client and return address are known; what else is wrong with it may now be told to the client. */
export interface Addressed {
  readonly client: Client
  readonly dialect: Dialect
  readonly policy: Policy
  readonly returnTo: ReturnAddress
  readonly parameters: Parameters
}

/**
 * Client and redirect URI, or an error page: RFC 6749 §4.1.2.1 forbids to redirect before both are known to be right.
 * `speak` hears of the client's dialect as soon as it is known. Throws `OAuthError`.
 */
export async function findReturnAddress(
  server: ServerContext,
  parameters: Parameters,
  speak: (client: Client, dialect: Dialect) => void,
): Promise<Addressed> {
  const client = await findClient(server, parameters, speak)
  const dialect: Dialect = dialects[client.dialect]
  if (!dialect.authorize.stateMayBeMissing && !parameters.values.has('state')) throw missing('state')
  const returnTo = addressOf(client, dialect, parameters.values.get('redirect_uri'))
  return { client, dialect, policy: policyOf(client), returnTo, parameters }
}

/** Who asks. Throws `OAuthError`, which nobody but the person can be told. */
export async function findClient(
  server: ServerContext,
  parameters: Parameters,
  speak: (client: Client, dialect: Dialect) => void,
): Promise<Client> {
  const clientId = requiredParameter(parameters, 'client_id')
  const client = await server.records.client(clientId)
  if (client === undefined) throw unknownClient(clientId)
  speak(client, dialects[client.dialect])
  if (client.state !== 'active') throw notActive(client)
  if (!client.grantTypes.includes('authorization_code')) throw noCodes(client)
  return client
}

function addressOf(client: Client, dialect: Dialect, given: string | undefined): ReturnAddress {
  const [byDefault] = client.redirectUris
  if (given !== undefined) {
    const isRegistered = client.redirectUris.some((uri) => redirectUriMatches(uri, given))
    if (!isRegistered) throw notRegistered(client, given)
    return address({ kind: 'redirect', uri: given, sentUri: given })
  }
  if (byDefault === undefined && dialect.authorize.showsCode) return address({ kind: 'code page' })
  if (byDefault === undefined || !dialect.authorize.redirectUriMayBeMissing) throw missing('redirect_uri')
  return address({ kind: 'redirect', uri: byDefault, sentUri: undefined })
}

type Unverified =
  | { readonly kind: 'redirect'; readonly uri: string; readonly sentUri: string | undefined }
  | { readonly kind: 'code page' }

function address(found: Unverified): ReturnAddress {
  return found as ReturnAddress
}

export function unknownClient(clientId: string): OAuthError {
  return new OAuthError('invalid_request', 'There is no app with this client_id.', {
    reason: { kind: 'unknown client', clientId },
  })
}

export function notActive(client: Client): OAuthError {
  return new OAuthError('unauthorized_client', 'This app is not active.', {
    reason: { kind: 'client not active', clientId: client.clientId },
  })
}

function noCodes(client: Client): OAuthError {
  return new OAuthError('unauthorized_client', 'This app may not ask for access with authorization codes.', {
    reason: { kind: 'grant type not allowed', grantType: 'authorization_code', allowed: client.grantTypes },
  })
}

function notRegistered(client: Client, given: string): OAuthError {
  return new OAuthError('invalid_request', `The redirect_uri ${given} is not registered for this app.`, {
    reason: { kind: 'redirect uri not registered', given, registered: client.redirectUris },
  })
}
