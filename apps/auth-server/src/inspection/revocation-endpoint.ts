import { OAuthError, requiredParameter } from '@latchkey/protocol'
import { type AuthenticatedClient, authenticateClient } from '../client-authentication/authenticate-client.ts'
import type { ClientRequest } from '../client-authentication/client-request.ts'
import type { ServerContext } from '../context.ts'
import type { AccessToken } from '../token/access-token.ts'
import { findRefreshFamily } from '../token/find-refresh-family.ts'
import { readAccessToken } from '../token/read-access-token.ts'

/** RFC 7009: makes a token bad. A token that is not known is no error (§2.2); another client's is refused (§2.1). */
export async function revocationEndpoint(server: ServerContext, request: ClientRequest): Promise<Response> {
  const authenticated = await authenticateClient(server, request)
  const token = requiredParameter(authenticated.parameters, 'token')
  const isRefreshToken = await revokeRefreshToken(server, authenticated, token)
  if (!isRefreshToken) {
    const access = await readAccessToken(server, token)
    if (access !== undefined) {
      checkOwner(authenticated, access.clientId)
      await revokeAccessToken(server, access)
    }
  }
  return new Response(null, { headers: { 'Cache-Control': 'no-store', 'Access-Control-Allow-Origin': '*' } })
}

/** Revoking a refresh token ends its family. */
async function revokeRefreshToken(
  server: ServerContext,
  client: AuthenticatedClient,
  text: string,
): Promise<boolean> {
  const found = await findRefreshFamily(server, text)
  if (found === undefined) return false
  checkOwner(client, found.family.clientId)
  await server.store.endFamily(found.family.id)
  return true
}

/** Any token of a family without refresh tokens ends the family; others are marked one by one. */
export async function revokeAccessToken(server: ServerContext, token: AccessToken): Promise<void> {
  const family = token.familyId === undefined ? undefined : await server.records.family(token.familyId)
  if (family !== undefined && family.secretHash === undefined) await server.store.endFamily(family.id)
  else if (token.jti !== undefined) await server.store.revokeToken(token.jti, token.expiresAt * 1000)
}

function checkOwner({ client }: AuthenticatedClient, clientId: string): void {
  if (client.clientId === clientId) return
  throw new OAuthError('invalid_grant', 'The token was not issued to this client.', {
    reason: { kind: 'refresh token of another client' },
  })
}
