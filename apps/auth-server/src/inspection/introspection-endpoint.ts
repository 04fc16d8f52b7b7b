import { requiredParameter } from '@latchkey/protocol'
import type { Context } from 'hono'
import type { ClientRequest } from '../client-authentication/client-request.ts'
import type { ServerContext } from '../context.ts'
import { subjectFor } from '../openid/subject-for.ts'
import { secondsOf, tokenTypeOf } from '../token/access-token.ts'
import { findRefreshFamily } from '../token/find-refresh-family.ts'
import { verifyAccessToken } from '../token/verify-access-token.ts'
import { encodeIntrospectionJwt } from './encode-introspection-jwt.ts'
import { authenticateInspector, type Inspector } from './inspector.ts'
import { prefersJwt } from './prefers-jwt.ts'
import { toldSubject } from './told-subject.ts'

type Answer = { readonly active: false } | { readonly active: true; readonly [member: string]: unknown }

const inactive: Answer = { active: false }

/** RFC 7662: is this token good? Whoever it is not meant for learns nothing but no. Signed for who asks so (RFC 9701). */
export async function introspectionEndpoint(
  server: ServerContext,
  request: ClientRequest,
  c: Context,
): Promise<Response> {
  const inspector = await authenticateInspector(server, request)
  const token = requiredParameter(request.parameters, 'token')
  const answer =
    (await describeAccessToken(server, inspector, token)) ??
    (await describeRefreshToken(server, inspector, token)) ??
    inactive
  return prefersJwt(c.req.header('accept'))
    ? answerWith(encodeIntrospectionJwt(server, inspector, answer), 'application/token-introspection+jwt')
    : answerWith(JSON.stringify(answer), 'application/json')
}

function answerWith(body: string, type: string): Response {
  return new Response(body, {
    headers: { 'Content-Type': type, 'Cache-Control': 'no-store', Pragma: 'no-cache' },
  })
}

async function describeAccessToken(
  server: ServerContext,
  inspector: Inspector,
  text: string,
): Promise<Answer | undefined> {
  const token = await verifyAccessToken(server, text)
  if (token === undefined) return undefined
  const isMeant =
    inspector.kind === 'api'
      ? token.audience.includes(inspector.api.identifier)
      : token.clientId === inspector.client.clientId
  if (!isMeant) return inactive
  return {
    active: true,
    iss: server.issuer,
    sub: await toldSubject(server, inspector, token),
    aud: token.audience.length === 1 ? token.audience[0] : token.audience,
    client_id: token.clientId,
    scope: token.scope.join(' '),
    // RFC 9449 §6.2, RFC 8705 §3.2; `undefined` is left out.
    token_type: tokenTypeOf(token.confirmation),
    cnf: token.confirmation,
    // RFC 9470 §6.2
    auth_time: secondsOf(token.signedInAt),
    acr: token.acr,
    iat: token.issuedAt,
    exp: token.expiresAt,
    ...(token.jti !== undefined && { jti: token.jti }),
    ...(token.details.length > 0 && { authorization_details: token.details }),
  }
}

/** Refresh tokens only by their client. */
async function describeRefreshToken(
  server: ServerContext,
  inspector: Inspector,
  text: string,
): Promise<Answer | undefined> {
  if (inspector.kind === 'api') return undefined
  const found = await findRefreshFamily(server, text)
  if (found === undefined) return undefined
  const { token, family } = found
  const isLiving = family.state === 'active' && (family.refreshExpiresAt ?? 0) > server.now()
  const isOwn = family.clientId === inspector.client.clientId && token.generation >= family.generation
  const isAllowed = isLiving && isOwn && (await server.store.findCounters(family.id)) !== undefined
  if (!isAllowed) return undefined
  return {
    active: true,
    iss: server.issuer,
    sub: subjectFor(server.keys, inspector.client, family.accountId),
    client_id: family.clientId,
    scope: family.scope.join(' '),
    exp: Math.floor((family.refreshExpiresAt ?? 0) / 1000),
  }
}
