import { authenticateClient } from '../client-authentication/authenticate-client.ts'
import type { ClientRequest } from '../client-authentication/client-request.ts'
import type { ServerContext } from '../context.ts'
import { confirmSender } from '../sender-constraint/confirm-sender.ts'
import { nonceHeader } from '../sender-constraint/nonce-header.ts'
import { encodeTokenResponse } from './encode-token-response.ts'
import { askedGrantType } from './grant-types.ts'
import { issueTokens } from './issue-tokens.ts'

/** RFC 6749 §3.2: decode (before us), authenticate, permit, issue, encode. `docs/token-request.md` walks along it. */
export async function tokenEndpoint(server: ServerContext, request: ClientRequest): Promise<Response> {
  const client = await authenticateClient(server, request)
  const { dialect, shape } = request
  const byDefault = shape.method === 'GET' ? dialect.request.grantTypeOfGet : undefined
  const grantType = askedGrantType(client.parameters, client.client, byDefault)
  const confirmation = await confirmSender(server, request, client)
  const permission = await grantType.permit(server, client, { dialect, confirmation })
  const tokens = await issueTokens(server, client, permission, dialect)
  server.activity.count(client.client.clientId, 'token', grantType.name)
  const hasNonce = request.dpopProof !== undefined && client.policy.dpopNonce
  return encodeTokenResponse(tokens, dialect, hasNonce ? nonceHeader(server) : undefined)
}
