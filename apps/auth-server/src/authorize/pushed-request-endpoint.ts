import { malformed, OAuthError, readParameters } from '@latchkey/protocol'
import { type AuthenticatedClient, authenticateClient } from '../client-authentication/authenticate-client.ts'
import type { ClientRequest } from '../client-authentication/client-request.ts'
import type { ServerContext } from '../context.ts'
import type { ParameterPairs } from '../request-objects/decode-request-object.ts'
import { readRequestObject } from '../request-objects/read-request-object.ts'
import { nonceHeader } from '../sender-constraint/nonce-header.ts'
import { proveDpopKey } from '../sender-constraint/prove-dpop-key.ts'
import { decodeAuthorizationRequest } from './decode-authorization-request.ts'
import { pushedAnswer } from './encode-pushed-answer.ts'
import { findReturnAddress } from './find-return-address.ts'
import { limitPushes } from './limit-pushes.ts'
import { newPushedUri, pushedSeconds } from './pushed-request.ts'
import { checkLength } from './request-length.ts'
import type { RequestOrigin } from './request-origin.ts'

/** What a client pushed, as it counts. */
interface Pushed {
  readonly parameters: ParameterPairs
  readonly isSigned: boolean
}

/** RFC 9126 §2: an authorization request by the back channel, judged wholly before any person sees it. */
export async function pushedRequestEndpoint(
  server: ServerContext,
  request: ClientRequest,
): Promise<Response> {
  const authenticated = await authenticateClient(server, request)
  const { client } = authenticated
  checkMayPush(authenticated, request)
  await limitPushes(server, request, client)
  const pushed = await readPushed(server, authenticated)
  const { isSigned } = pushed
  const parameters = await boundToKey(server, request, authenticated, pushed.parameters)
  const { uri, hash } = newPushedUri()
  await check(server, parameters, { kind: 'pushed', hash, isSigned })
  const expiresAt = server.now() + pushedSeconds * 1000
  await server.store.savePushedRequest({ hash, clientId: client.clientId, parameters, isSigned, expiresAt })
  const hasNonce = request.dpopProof !== undefined && authenticated.policy.dpopNonce
  return pushedAnswer(uri, pushedSeconds, hasNonce ? nonceHeader(server) : undefined)
}

function checkMayPush({ parameters }: AuthenticatedClient, request: ClientRequest): void {
  if (!request.dialect.hasExtensions) {
    const sentence = 'Apps of this dialect send their requests in the URL.'
    throw new OAuthError('invalid_request', sentence, {
      reason: { kind: 'not allowed by dialect', detail: sentence },
    })
  }
  // RFC 9126 §2.1.
  if (parameters.values.has('request_uri')) {
    throw malformed('request_uri', 'A pushed request has no request_uri: it gets one.')
  }
}

/** Parameters by which clients authenticate (RFC 9126 §2.1): they are no part of what is asked for. */
const credentials = ['client_secret', 'client_assertion', 'client_assertion_type']

/** RFC 9126 §3: where there is a request object, it is the request, and nothing beside it. */
async function readPushed(
  server: ServerContext,
  { client, parameters }: AuthenticatedClient,
): Promise<Pushed> {
  const { values, resource } = parameters
  const text = values.get('request')
  if (text !== undefined) {
    const object = await readRequestObject(server, client, text)
    if (object.problem !== undefined) throw object.problem
    return { parameters: object.parameters, isSigned: true }
  }
  const named = new Map([...values, ['client_id', client.clientId] as const])
  const own = [...named].filter(([name]) => !credentials.includes(name))
  return { parameters: [...own, ...resource.map((uri) => ['resource', uri] as const)], isSigned: false }
}

/** RFC 9449 §10.1: a proof beside the request names the key as `dpop_jkt` would; both together must name the same one. */
async function boundToKey(
  server: ServerContext,
  request: ClientRequest,
  { policy }: AuthenticatedClient,
  parameters: ParameterPairs,
): Promise<ParameterPairs> {
  if (request.dpopProof === undefined) return parameters
  const proven = await proveDpopKey(server, request, policy)
  const named = parameters.find(([name]) => name === thumbprintName)?.[1]
  if (named === undefined) return [...parameters, [thumbprintName, proven]]
  if (named === proven) return parameters
  throw new OAuthError('invalid_dpop_proof', 'The DPoP proof is of another key than dpop_jkt.', {
    reason: { kind: 'bad proof of possession', detail: 'it is of another key than dpop_jkt' },
  })
}

const thumbprintName = 'dpop_jkt'

/** The same sentences as a request in the URL; here its client hears them at once. */
async function check(
  server: ServerContext,
  parameters: ParameterPairs,
  origin: RequestOrigin,
): Promise<void> {
  checkLength(parameters)
  const addressed = await findReturnAddress(server, readParameters(parameters), () => {})
  await decodeAuthorizationRequest(server, addressed, origin)
}
