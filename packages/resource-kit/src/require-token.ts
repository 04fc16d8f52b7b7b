import type { MiddlewareHandler } from 'hono'
import type { Access, VerifyToken } from './access.ts'
import { type HolderRules, holderCheck } from './check-holder.ts'
import { type SignInRules, signInProblem } from './check-sign-in.ts'
import { encodeRefusal } from './encode-refusal.ts'
import { expandScope, type ScopeHierarchy } from './expand-scope.ts'
import { findToken, tokenInQuery } from './find-token.ts'
import type { Challenge, Refusal, TokenFate } from './refusal.ts'
import { VerificationUnavailable } from './verification-unavailable.ts'

export interface TokenRequirement extends Challenge, HolderRules, SignInRules {
  readonly verify: VerifyToken
  /** What became of a token that `verify` does not know, for an older API that says it; asked of refused tokens only. */
  readonly fateOf?: (token: string) => Promise<TokenFate | undefined>
  /** What must have been granted, implied scopes included. Absent: any good token will do. */
  readonly needs?: readonly string[]
  readonly hierarchy?: ScopeHierarchy
  /** Names of the bearer scheme, in any letter case; `Bearer` unless given. `dpop` adds its own. */
  readonly schemes?: readonly string[]
  /** A token in the URL, for programs of an older API whose client was allowed that by name; absent: refused. */
  readonly queryToken?: QueryTokenRule
}

export interface QueryTokenRule {
  /** The parameter in which that API's programs put it. */
  readonly parameter: string
  /** Whether the client of this token may. */
  readonly allows: (access: Access) => boolean | Promise<boolean>
}

/** What a handler behind `requireToken` finds in its context. */
export interface TokenEnv {
  Variables: {
    /** As it was sent, to ask again whether it counts while an answer is under way. Never log it. */
    token: string
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

async function verifyOrRefuse(
  { verify, fateOf }: Pick<TokenRequirement, 'verify' | 'fateOf'>,
  token: string,
): Promise<Access | Refusal> {
  try {
    const access = await verify(token)
    if (access !== undefined) return access
    const fate = await fateOf?.(token)
    return fate === undefined ? invalidToken : { ...invalidToken, fate }
  } catch (error) {
    if (error instanceof VerificationUnavailable) return unavailable
    throw error
  }
}

/**
 * Hono middleware that lets a request pass with exactly one good token of the needed scope that comes from its holder, and
 * answers every other as RFC 6750 §3, RFC 9449 §7.1 and RFC 9470 §3 say. The handler finds `c.var.access` and `c.var.scope`. The challenge names `scopes`, else `needs`.
 *
 *     app.get('/lamps', requireToken({ verify, realm: 'lamps', needs: ['lamps:read'] }), (c) => …)
 */
export function requireToken(requirement: TokenRequirement): MiddlewareHandler<TokenEnv> {
  const { needs = [], hierarchy = {} } = requirement
  const challenge: Challenge = { scopes: needs, ...requirement }
  const schemes = schemesOf(requirement)
  const checkHolder = holderCheck(requirement)
  const missing: Refusal = {
    code: 'insufficient_scope',
    detail: `This needs the scope ${needs.join(' and ')}.`,
  }
  return async (c, next) => {
    const found = findToken(c.req.raw, schemes, requirement.queryToken?.parameter)
    if ('refusal' in found) return encodeRefusal(found.refusal, challenge)
    const access = await verifyOrRefuse(requirement, found.token)
    if ('code' in access) return encodeRefusal({ ...access, scheme: found.scheme }, challenge)
    if (found.scheme === 'query' && !(await requirement.queryToken?.allows(access)))
      return encodeRefusal(tokenInQuery, challenge)
    const isBound = found.scheme === 'dpop' || access.confirmation !== undefined
    const holder = isBound ? await checkHolder(c, found, access) : { nonce: undefined }
    if ('refusal' in holder) return encodeRefusal(holder.refusal, challenge)
    const scope = expandScope(access.scope, hierarchy)
    const problem = needs.every((one) => scope.has(one)) ? signInProblem(access, requirement) : missing
    if (problem !== undefined) return encodeRefusal({ ...problem, scheme: found.scheme }, challenge)
    c.set('token', found.token)
    c.set('access', access)
    c.set('scope', scope)
    await next()
    if (holder.nonce !== undefined) c.header('DPoP-Nonce', holder.nonce)
    return undefined
  }
}

function schemesOf({ schemes = ['Bearer'], dpop }: TokenRequirement): readonly string[] {
  const bearer = schemes.map((scheme) => scheme.toLowerCase())
  return dpop === undefined ? bearer : [...bearer, 'dpop']
}
