import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { type LivingToken, verifyAccessToken } from '../token/verify-access-token.ts'
import { checkHolder, presentedToken } from './find-presented-token.ts'
import { revokeAccessToken } from './revocation-endpoint.ts'

/**
 * An old vendor's way to disconnect: the token itself stands in the path and nothing else is asked for, but the certificate
 * of a token that is bound to one. 200, not 204: some of its clients accept nothing else.
 */
export async function deauthorizeEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const token = await verifyAccessToken(server, c.req.param('token') ?? '')
  const isHolders = token !== undefined && (await isFromHolder(server, c, token))
  const headers = { 'Cache-Control': 'no-store', 'Access-Control-Allow-Origin': '*' }
  if (token === undefined || !isHolders) {
    return Response.json(
      { error: 'not_found', error_description: 'access token not found' },
      { status: 404, headers },
    )
  }
  if (token.familyId === undefined) await revokeAccessToken(server, token)
  else await server.store.endFamily(token.familyId)
  return new Response('OK', { headers })
}

async function isFromHolder(server: ServerContext, c: Context, token: LivingToken): Promise<boolean> {
  const presented = presentedToken(server, c, { scheme: 'bearer', token: '' })
  return (await checkHolder(server, presented, token)).problem === undefined
}
