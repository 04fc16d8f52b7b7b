import { challenge, OAuthError } from '@latchkey/protocol'
import type { Context } from 'hono'
import { recordRefusal } from '../activity/record-refusal.ts'
import { readBody } from '../client-authentication/read-body.ts'
import type { ServerContext } from '../context.ts'
import type { AccessToken } from '../token/access-token.ts'
import { readAccessToken } from '../token/read-access-token.ts'
import { checkAccessToken } from '../token/verify-access-token.ts'
import { decodeBearer } from './decode-bearer.ts'
import { encodeUserinfo } from './encode-userinfo.ts'

/** OpenID Connect Core §5.3: who is the person? Any living token of this issuer with scope `openid`. */
export async function userinfoEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const text = decodeBearer(c.req.header('authorization')) ?? (await tokenInBody(c))
  if (text === undefined) return challengeOf(401, {})
  const token = await readAccessToken(server, text)
  const living = token && (await checkAccessToken(server, token))
  const account = living?.accountId === undefined ? undefined : await server.records.account(living.accountId)
  if (living === undefined || account === undefined) return refuse(server, c, notValid(), token)
  if (!living.scope.includes('openid')) return refuse(server, c, noScope(), token)
  server.activity.count(living.clientId, 'call', 'ok')
  const { type, body } = await encodeUserinfo(server, account, living)
  return new Response(body, { headers: { ...noStore, 'Content-Type': type } })
}

const noStore = { 'Cache-Control': 'no-store', 'Access-Control-Allow-Origin': '*' }

/** RFC 6750 §2.2: in a form body, by POST only; never in a URL. */
async function tokenInBody(c: Context): Promise<string | undefined> {
  const type = c.req.header('content-type') ?? ''
  if (c.req.method !== 'POST' || !type.startsWith('application/x-www-form-urlencoded')) return undefined
  return new URLSearchParams(await readBody(c)).get('access_token') ?? undefined
}

function notValid(): OAuthError {
  return new OAuthError('invalid_token', 'The access token is not valid.')
}

function noScope(): OAuthError {
  return new OAuthError('insufficient_scope', 'The scope openid is needed.')
}

/** The token's client is told why in its console; a token of nobody says nothing of anybody. */
async function refuse(
  server: ServerContext,
  c: Context,
  error: OAuthError,
  token: AccessToken | undefined,
): Promise<Response> {
  const response = challengeOf(error.status, {
    error: error.code,
    error_description: error.message,
    ...(error.code === 'insufficient_scope' && { scope: 'openid' }),
  })
  const client = token && (await server.records.client(token.clientId))
  if (client !== undefined) response.headers.set('X-Error-Id', recordRefusal(server, c, error, client))
  return response
}

function challengeOf(status: number, error: Readonly<Record<string, string>>): Response {
  const headers = { ...noStore, 'WWW-Authenticate': challenge('Bearer', { realm: 'userinfo', ...error }) }
  const { scope: _, ...body } = error
  return Response.json(body, { status, headers })
}
