import { OAuthError } from '@latchkey/protocol'
import { type Policy, policyOf } from '../clients/policies.ts'
import type { ServerContext } from '../context.ts'
import type { Client } from '../store/records.ts'
import { type ClientSigningAlgorithm, clientSigningAlgorithms } from '../store/registered-metadata.ts'
import { objectProblem } from './decode-object-claims.ts'
import {
  keyIdOf,
  type ParameterPairs,
  parametersOf,
  type RequestClaims,
  verifiedClaims,
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
    return await verifiedClaims(text, { keys, algorithms: acceptedAlgorithms(client, policy) })
  } catch (cause) {
    throw bad(cause instanceof Error ? cause.message : 'it cannot be verified', cause)
  }
}

/** What the client registered, else all that its policy allows; `none` is nowhere. */
export function acceptedAlgorithms(
  { requestObjectSigningAlg }: Pick<Client, 'requestObjectSigningAlg'>,
  { signatures }: Pick<Policy, 'signatures'>,
): readonly ClientSigningAlgorithm[] {
  return clientSigningAlgorithms
    .filter((algorithm) => signatures !== 'strong' || algorithm !== 'RS256')
    .filter(
      (algorithm) => requestObjectSigningAlg === undefined || isSame(algorithm, requestObjectSigningAlg),
    )
}

/** RFC 9864: Ed25519 is the newer name of what EdDSA means here. */
function isSame(one: ClientSigningAlgorithm, other: ClientSigningAlgorithm): boolean {
  const name = (algorithm: ClientSigningAlgorithm) => (algorithm === 'Ed25519' ? 'EdDSA' : algorithm)
  return name(one) === name(other)
}

function bad(detail: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_request_object', `The request object is refused: ${detail}.`, {
    reason: { kind: 'bad request object', detail },
    ...(cause !== undefined && { cause }),
  })
}
