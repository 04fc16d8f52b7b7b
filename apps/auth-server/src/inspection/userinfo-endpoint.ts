import { challenge, type Scope } from '@latchkey/protocol'
import type { Context } from 'hono'
import { readBody } from '../client-authentication/read-body.ts'
import type { ServerContext } from '../context.ts'
import { verifyAccessToken } from '../token/verify-access-token.ts'
import { claimsFor } from './claims-for.ts'
import { decodeBearer } from './decode-bearer.ts'

/** OpenID Connect Core §5.3: who is the person? Any living token of this issuer with scope `openid`. */
export async function userinfoEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const text = decodeBearer(c.req.header('authorization')) ?? (await tokenInBody(c))
  if (text === undefined) return refuse(401, {})
  const token = await verifyAccessToken(server, text)
  const account = token?.accountId === undefined ? undefined : await server.records.account(token.accountId)
  if (token === undefined || account === undefined) {
    return refuse(401, { error: 'invalid_token', error_description: 'The access token is not valid.' })
  }
  if (!token.scope.includes('openid')) {
    return refuse(403, {
      error: 'insufficient_scope',
      error_description: 'The scope openid is needed.',
      scope: 'openid',
    })
  }
  return Response.json({ sub: account.id, ...claimsFor(account, token.scope as Scope) }, { headers: noStore })
}

const noStore = { 'Cache-Control': 'no-store', 'Access-Control-Allow-Origin': '*' }

/** RFC 6750 §2.2: in a form body, by POST only; never in a URL. */
async function tokenInBody(c: Context): Promise<string | undefined> {
  const type = c.req.header('content-type') ?? ''
  if (c.req.method !== 'POST' || !type.startsWith('application/x-www-form-urlencoded')) return undefined
  return new URLSearchParams(await readBody(c)).get('access_token') ?? undefined
}

function refuse(status: 401 | 403, error: Readonly<Record<string, string>>): Response {
  const headers = { ...noStore, 'WWW-Authenticate': challenge('Bearer', { realm: 'userinfo', ...error }) }
  const { scope: _, ...body } = error
  return Response.json(body, { status, headers })
}
