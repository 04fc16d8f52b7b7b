import type { PresentedToken, Scope } from '@latchkey/protocol'
import type { ScopeHierarchy } from '@latchkey/resource-kit'
import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { decodeAuthorization } from '../inspection/decode-authorization.ts'
import { checkHolder, type HolderOutcome } from '../inspection/find-presented-token.ts'
import { tamed } from '../pages/foreign-text.ts'
import { notFound } from '../pages/not-found.ts'
import type { Api } from '../store/records.ts'
import { readAccessToken } from '../token/read-access-token.ts'
import { checkAccessToken, type LivingToken } from '../token/verify-access-token.ts'
import { decodeGatewayRequest, type HeldRequest } from './decode-gateway-request.ts'
import {
  askForToken,
  insufficientScope,
  invalidToken,
  refuseRequest,
  requestUnknown,
} from './encode-gateway-refusal.ts'
import { encodeIdentity } from './encode-identity.ts'
import { findAskedApi } from './find-asked-api.ts'

/**
 * May this request pass to the backend, and whom does it serve? 200 with the identity, 401 or 403 with a challenge; whoever may not
 * ask finds nothing here. Reads no body, and nothing from the store that is not in memory.
 */
export function gatewayEndpoint(hierarchy: ScopeHierarchy) {
  return async (server: ServerContext, c: Context): Promise<Response> => {
    const api = await findAskedApi(server, c)
    if (api === undefined) {
      server.log.info(
        { api: tamed(c.req.param('apiId') ?? '') },
        'somebody who may not has asked the gateway',
      )
      return notFound(server, c)
    }
    const { needs, held } = decodeGatewayRequest(c)
    const found = decodeAuthorization(c.req.header('authorization'))
    if (found === undefined) return askForToken(server, api, needs)
    const presented = heldToken(c, found, api, held)
    const token = await readAccessToken(server, found.token)
    const about = { api, needs, scheme: found.scheme, clientId: token?.clientId }
    const living = token && (await checkAccessToken(server, token))
    if (living === undefined || !living.audience.includes(api.identifier))
      return refuseRequest(server, c, invalidToken(), about)
    const { problem, headers } = await checkHeldRequest(server, presented, living, held)
    if (problem !== undefined) return refuseRequest(server, c, problem, { ...about, headers })
    if (!holds(living.scope, needs, hierarchy))
      return refuseRequest(server, c, insufficientScope(needs), { ...about, headers })
    server.activity.count(living.clientId, 'call', 'ok')
    return allow(await encodeIdentity(server, api, living, held), headers)
  }
}

/**
 * The token with what came beside it. Its proof must be for the held request at the origin of the API's identifier, whatever host was
 * named. A certificate of the stranger's connection is the proxy's to see and not ours: tokens that are bound to one are refused.
 */
function heldToken(
  c: Context,
  found: Pick<PresentedToken, 'scheme' | 'token'>,
  { identifier }: Api,
  { method = '', target = '' }: HeldRequest,
): PresentedToken {
  const url = `${new URL(identifier).origin}${target}`
  return { ...found, proof: c.req.header('dpop'), method, urls: [url], certificate: () => undefined }
}

function checkHeldRequest(
  server: ServerContext,
  presented: PresentedToken,
  living: LivingToken,
  { method, target }: HeldRequest,
): Promise<HolderOutcome> | HolderOutcome {
  const isKnown = method !== undefined && target !== undefined
  if (presented.scheme === 'dpop' && !isKnown) return { problem: requestUnknown(), headers: {} }
  return checkHolder(server, presented, living)
}

/** Each name is visited once, so that a circle in the table ends too. */
function holds(granted: Scope, needs: Scope, hierarchy: ScopeHierarchy): boolean {
  const held = new Set(granted)
  for (const name of held)
    for (const implied of Object.hasOwn(hierarchy, name) ? (hierarchy[name] ?? []) : []) held.add(implied)
  return needs.every((name) => held.has(name))
}

function allow(
  identity: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
): Response {
  return new Response(null, {
    headers: { 'Cache-Control': 'no-store', 'Content-Length': '0', ...headers, ...identity },
  })
}
