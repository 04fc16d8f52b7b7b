import { challenge, dpopAlgorithms, OAuthError, type PresentedToken } from '@latchkey/protocol'
import type { Context } from 'hono'
import { recordRefusal } from '../activity/record-refusal.ts'
import type { ServerContext } from '../context.ts'
import { exposedHeaders } from '../sender-constraint/nonce-header.ts'
import type { AccessToken } from '../token/access-token.ts'
import { readAccessToken } from '../token/read-access-token.ts'
import { checkAccessToken } from '../token/verify-access-token.ts'
import { encodeUserinfo } from './encode-userinfo.ts'
import { checkHolder, findPresentedToken } from './find-presented-token.ts'

/** OpenID Connect Core §5.3: who is the person? Any living token of this issuer with scope `openid`. */
export async function userinfoEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const presented = await findPresentedToken(server, c)
  if (presented === undefined) return challengeOf('bearer', 401, {})
  const refuse = refuser(server, c, presented.scheme)
  const token = await readAccessToken(server, presented.token)
  const living = token && (await checkAccessToken(server, token))
  const account = living?.accountId === undefined ? undefined : await server.records.account(living.accountId)
  if (living === undefined || account === undefined) return refuse(notValid(), token)
  const { problem, headers } = await checkHolder(server, presented, living)
  if (problem !== undefined) return refuse(problem, token, headers)
  if (!living.scope.includes('openid')) return refuse(noScope(), token, headers)
  server.activity.count(living.clientId, 'call', 'ok')
  const { type, body } = await encodeUserinfo(server, account, living)
  return new Response(body, { headers: { ...noStore, 'Content-Type': type, ...headers } })
}

const noStore = {
  'Cache-Control': 'no-store',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': exposedHeaders,
}

function notValid(): OAuthError {
  return new OAuthError('invalid_token', 'The access token is not valid.')
}

function noScope(): OAuthError {
  return new OAuthError('insufficient_scope', 'The scope openid is needed.')
}

/** The token's client is told why in its console; a token of nobody says nothing of anybody. */
function refuser(server: ServerContext, c: Context, scheme: PresentedToken['scheme']) {
  return async (
    error: OAuthError,
    token: AccessToken | undefined,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Response> => {
    const wire = { error: error.code, error_description: error.message }
    const scope = error.code === 'insufficient_scope' ? { scope: 'openid' } : {}
    const response = challengeOf(scheme, error.status, { ...wire, ...scope }, more)
    const client = token && (await server.records.client(token.clientId))
    if (client !== undefined) response.headers.set('X-Error-Id', recordRefusal(server, c, error, client))
    return response
  }
}

/** To who came with a proof it speaks of DPoP alone (RFC 9449 §7.1), to all others of Bearer first. */
function challengeOf(
  scheme: PresentedToken['scheme'],
  status: number,
  error: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
): Response {
  const own = { realm: 'userinfo', ...error }
  const algs = dpopAlgorithms.join(' ')
  const value =
    scheme === 'dpop'
      ? challenge('DPoP', { ...own, algs })
      : `${challenge('Bearer', own)}, ${challenge('DPoP', { algs })}`
  const { scope: _, ...body } = error
  return Response.json(body, { status, headers: { ...noStore, 'WWW-Authenticate': value, ...more } })
}
