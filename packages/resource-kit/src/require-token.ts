import type { MiddlewareHandler } from 'hono'
import type { Access, VerifyToken } from './access.ts'
import { encodeRefusal } from './encode-refusal.ts'
import { expandScope, type ScopeHierarchy } from './expand-scope.ts'
import { findToken } from './find-token.ts'
import type { Challenge, Refusal } from './refusal.ts'
import { VerificationUnavailable } from './verification-unavailable.ts'

export interface TokenRequirement extends Challenge {
  readonly verify: VerifyToken
  /** What must have been granted, implied scopes included. Absent: any good token will do. */
  readonly needs?: readonly string[]
  readonly hierarchy?: ScopeHierarchy
  /** Names of the Authorization scheme, in any letter case; `Bearer` unless given. */
  readonly schemes?: readonly string[]
}

/** What a handler behind `requireToken` finds in its context. */
export interface TokenEnv {
  Variables: {
    access: Access
    /** The granted scope with everything that it implies. */
    scope: ReadonlySet<string>
  }
}

const invalidToken: Refusal = {
  code: 'invalid_token',
  detail: 'The access token has expired, was revoked, or was issued for another API.',
}
const unavailable: Refusal = {
  code: 'verification_unavailable',
  detail: 'The token could not be checked. It may be good: keep it and ask again.',
}

async function verifyOrRefuse(verify: VerifyToken, token: string): Promise<Access | Refusal> {
  try {
    return (await verify(token)) ?? invalidToken
  } catch (error) {
    if (error instanceof VerificationUnavailable) return unavailable
    throw error
  }
}

/**
 * Hono middleware that lets a request pass with exactly one good token of the needed scope, and answers every other as
 * RFC 6750 §3 says. The handler finds `c.var.access` and `c.var.scope`. The challenge names `scopes`, else `needs`.
 *
 *     app.get('/lamps', requireToken({ verify, realm: 'lamps', needs: ['lamps:read'] }), (c) => …)
 */
export function requireToken(requirement: TokenRequirement): MiddlewareHandler<TokenEnv> {
  const { verify, needs = [], hierarchy = {} } = requirement
  const challenge: Challenge = { scopes: needs, ...requirement }
  const schemes = (requirement.schemes ?? ['Bearer']).map((scheme) => scheme.toLowerCase())
  const missing: Refusal = {
    code: 'insufficient_scope',
    detail: `This needs the scope ${needs.join(' and ')}.`,
  }
  return async (c, next) => {
    const found = findToken(c.req.raw, schemes)
    if ('refusal' in found) return encodeRefusal(found.refusal, challenge)
    const access = await verifyOrRefuse(verify, found.token)
    if ('code' in access) return encodeRefusal(access, challenge)
    const scope = expandScope(access.scope, hierarchy)
    if (!needs.every((one) => scope.has(one))) return encodeRefusal(missing, challenge)
    c.set('access', access)
    c.set('scope', scope)
    await next()
    return undefined
  }
}
