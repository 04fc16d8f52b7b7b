import { OAuthError } from '@latchkey/protocol'
import { acceptedAlgorithms } from '../clients/accepted-algorithms.ts'
import { type Policy, policyOf } from '../clients/policies.ts'
import type { ServerContext } from '../context.ts'
import { OutboundRefused } from '../outbound/outbound.ts'
import type { Client } from '../store/records.ts'
import { objectProblem } from './decode-object-claims.ts'
import {
  keyIdOf,
  type ParameterPairs,
  parametersOf,
  type RequestClaims,
  signedClaims,
} from './decode-request-object.ts'

/** A request object that its client has signed. */
export interface RequestObject {
  readonly parameters: ParameterPairs
  /** Why it does not count all the same. Its signature is good, so that the client may be told where it says. */
  readonly problem: OAuthError | undefined
}

/** A signed request object (RFC 9101), checked. Throws `invalid_request_object` when it is not its client's. */
export async function readRequestObject(
  server: ServerContext,
  client: Client,
  text: string,
): Promise<RequestObject> {
  const policy = policyOf(client)
  const claims = await claimsOf(server, client, policy, text)
  const problem = objectProblem(claims, {
    clientId: client.clientId,
    issuer: server.issuer,
    now: server.now() / 1000,
    isStrict: policy.signatures === 'strong',
  })
  return {
    parameters: parametersOf(claims, client.clientId),
    problem: problem === undefined ? undefined : bad(problem),
  }
}

async function claimsOf(
  server: ServerContext,
  client: Client,
  policy: Policy,
  text: string,
): Promise<RequestClaims> {
  try {
    const keys = await server.clientKeys.of(client, keyIdOf(text))
    return await signedClaims(text, keys, acceptedAlgorithms(client.requestObjectSigningAlg, policy))
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : 'it cannot be verified'
    throw cause instanceof OutboundRefused ? keysUnread(client, detail, cause) : bad(detail, cause)
  }
}

function keysUnread({ jwksUri = '' }: Client, detail: string, cause: unknown): OAuthError {
  const sentence = 'The request object is refused: the keys behind jwks_uri cannot be read.'
  const reason = { kind: 'outbound request failed', url: jwksUri, detail } as const
  return new OAuthError('invalid_request_object', sentence, { reason, cause })
}

function bad(detail: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_request_object', `The request object is refused: ${detail}.`, {
    reason: { kind: 'bad request object', detail },
    ...(cause !== undefined && { cause }),
  })
}
