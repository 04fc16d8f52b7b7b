import type { Access } from './access.ts'
import type { DpopRules } from './dpop-rules.ts'
import type { RefusalInResponse } from './encode-refusal.ts'
import type { IncomingRequest } from './incoming-request.ts'
import { type CheckOutcome, requestChecker } from './request-checker.ts'
import type { Requirement } from './requirement.ts'

/** What is used of Hono's context; a real one fits. */
export interface HonoContext {
  readonly req: { readonly url: string; readonly raw: Request }
  readonly res: Response
  set(key: 'token', value: string): void
  set(key: 'access', value: Access): void
  set(key: 'scope', value: ReadonlySet<string>): void
}

/** What tells an API's clients from those who stole a token. */
export interface HolderRules {
  /** Present: tokens that are bound to a key are accepted with their proof (RFC 9449). */
  readonly dpop?: DpopRules
  /**
   * The SHA-256 of the certificate that the client proved to own on this connection, in base64url; absent, or answering
   * `undefined`, tokens that are bound to a certificate are refused (RFC 8705 §3).
   */
  certificateThumbprint?(c: HonoContext): string | undefined
}

export interface TokenRequirement extends Requirement, HolderRules, RefusalInResponse {
  readonly dpop?: DpopRules
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

export type HonoMiddleware = (c: HonoContext, next: () => Promise<void>) => Promise<Response | undefined>

/**
 * Hono middleware over `requestChecker`. The handler finds `c.var.access` and `c.var.scope`.
 *
 *     app.get('/lamps', requireToken({ verify, realm: 'lamps', needs: ['lamps:read'] }), (c) => …)
 */
export function requireToken(requirement: TokenRequirement): HonoMiddleware {
  const check = requestChecker(requirement)
  return async (c, next) => {
    const outcome = await check(requestOf(c, requirement))
    if ('refusal' in outcome) return refused(outcome, requirement)
    c.set('token', outcome.token)
    c.set('access', outcome.access)
    c.set('scope', outcome.scope)
    await next()
    for (const [name, value] of Object.entries(outcome.headers ?? {})) c.res.headers.set(name, value)
    return undefined
  }
}

function requestOf(c: HonoContext, { certificateThumbprint }: HolderRules): IncomingRequest {
  const { raw } = c.req
  return {
    method: raw.method,
    url: raw.url,
    header: (name) => raw.headers.get(name) ?? undefined,
    ...(certificateThumbprint && { certificateThumbprint: () => certificateThumbprint(c) }),
  }
}

function refused(outcome: Extract<CheckOutcome, { refusal: object }>, { encodeResponse }: TokenRequirement) {
  const { status, headers, body, refusal } = outcome
  return encodeResponse?.(refusal) ?? new Response(body, { status, headers })
}
