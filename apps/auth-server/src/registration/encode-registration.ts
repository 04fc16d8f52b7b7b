import { type OAuthError, printScope } from '@latchkey/protocol'
import { mustPush } from '../clients/must-push.ts'
import { policyOf } from '../clients/policies.ts'
import { responseAlgorithm } from '../clients/response-algorithm.ts'
import type { Client } from '../store/records.ts'
import { registrableNames, wireSpelling } from './wire-spelling.ts'

/** What only the answer to a registration or an update tells, and nobody can look up. */
export interface Credentials {
  /** Where the client is managed, an absolute address. */
  readonly clientUri: string
  readonly registrationToken: string
  /** Absent unless it was just made: only a hash of it is kept. */
  readonly secret?: string | undefined
}

/** RFC 7591 §3.2.1, RFC 7592 §3: every value as it counts, defaults too. */
export function encodeRegistration(
  client: Client,
  { clientUri, registrationToken, secret }: Credentials,
): Readonly<Record<string, unknown>> {
  return {
    client_id: client.clientId,
    client_id_issued_at: Math.floor(client.createdAt / 1000),
    ...(secret !== undefined && { client_secret: secret, client_secret_expires_at: 0 }),
    registration_access_token: registrationToken,
    registration_client_uri: clientUri,
    ...metadataOf(client),
  }
}

function metadataOf(client: Client): Readonly<Record<string, unknown>> {
  const counting = { ...client, ...defaultsOf(client) }
  const there = registrableNames.filter((name) => counting[name] !== undefined)
  return Object.fromEntries([
    ...there.map((name) => [wireSpelling(name), counting[name]]),
    ['scope', printScope(client.scopes)],
  ])
}

function defaultsOf(client: Client): Partial<Client> {
  const policy = policyOf(client)
  return {
    applicationType: client.applicationType ?? 'web',
    subjectType: client.subjectType ?? 'public',
    responseTypes: client.responseTypes ?? ['code'],
    idTokenSignedResponseAlg: responseAlgorithm(client.idTokenSignedResponseAlg, policy),
    requireAuthTime: client.requireAuthTime ?? false,
    requirePushedAuthorizationRequests: mustPush(client, policy),
  }
}

/** RFC 7591 §3.2.2 */
export function encodeRefusal({ code, message }: OAuthError): Readonly<Record<string, string>> {
  return { error: code, error_description: message }
}
