import type { Access } from './access.ts'
import { holderCheck } from './check-holder.ts'
import { signInProblem } from './check-sign-in.ts'
import { answerRefusal, type RefusalAnswer } from './encode-refusal.ts'
import { scopeExpander } from './expand-scope.ts'
import { type FoundToken, findToken, tokenInQuery } from './find-token.ts'
import type { IncomingRequest } from './incoming-request.ts'
import type { Challenge, Refusal } from './refusal.ts'
import { type CheckedToken, type Requirement, schemesOf } from './requirement.ts'
import { VerificationUnavailable } from './verification-unavailable.ts'

/** A request that may pass, with headers for its answer; or what to answer instead. */
export type CheckOutcome =
  | (CheckedToken & { readonly headers?: Readonly<Record<string, string>> })
  | RefusedRequest

export interface RefusedRequest extends RefusalAnswer {
  /** Why, for an API that answers in words of its own. */
  readonly refusal: Refusal
}

export type CheckRequest = (request: IncomingRequest) => Promise<CheckOutcome>

const invalidToken: Refusal = {
  code: 'invalid_token',
  detail: 'The access token has expired, was revoked, or was issued for another API.',
}
const unavailable: Refusal = {
  code: 'verification_unavailable',
  detail: 'The token could not be checked. It may be good: keep it and ask again.',
}

/**
 * Prepares a check that lets a request pass with exactly one good token of the needed scope that comes from its holder, and
 * says what to answer to every other (RFC 6750 §3, RFC 9449 §7.1, RFC 9470 §3). The challenge names `scopes`, else `needs`.
 * Prepare it once: it remembers the DPoP proofs that it has seen.
 *
 *     const check = requestChecker({ verify, realm: 'lamps', needs: ['lamps:read'] })
 *     const outcome = await check({ method, url, header: (name) => headers[name] })
 */
export function requestChecker(requirement: Requirement): CheckRequest {
  const { needs = [], queryToken } = requirement
  const challenge: Challenge = { scopes: needs, ...requirement }
  const schemes = schemesOf(requirement)
  const checkHolder = holderCheck(requirement.dpop)
  const expand = scopeExpander(requirement.hierarchy ?? {})
  const refuse = (refusal: Refusal, found?: FoundToken): RefusedRequest => {
    const told = found === undefined ? refusal : { ...refusal, scheme: found.scheme }
    return { refusal: told, ...answerRefusal(told, challenge) }
  }
  return async (request) => {
    const found = findToken(request, schemes, queryToken?.parameter)
    if ('refusal' in found) return refuse(found.refusal)
    const verified = verifyOrRefuse(requirement, found.token)
    const access = verified instanceof Promise ? await verified : verified
    if ('code' in access) return refuse(access, found)
    if (found.scheme === 'query' && !(await queryToken?.allows(access))) return refuse(tokenInQuery)
    const isBound = found.scheme === 'dpop' || access.confirmation !== undefined
    const holder = isBound ? await checkHolder(request, found, access) : undefined
    if (holder !== undefined && 'refusal' in holder) return refuse(holder.refusal)
    const scope = expand(access.scope)
    const problem = scopeProblem(scope, needs) ?? signInProblem(access, requirement)
    if (problem !== undefined) return refuse(problem, found)
    const { token } = found
    return holder?.nonce === undefined
      ? { token, access, scope }
      : { token, access, scope, headers: { 'DPoP-Nonce': holder.nonce } }
  }
}

function scopeProblem(scope: ReadonlySet<string>, needs: readonly string[]): Refusal | undefined {
  if (needs.every((one) => scope.has(one))) return undefined
  return { code: 'insufficient_scope', detail: `This needs the scope ${needs.join(' and ')}.` }
}

type Verified = Access | Refusal
type Verifying = Pick<Requirement, 'verify' | 'fateOf'>

/** What is known at once is told at once: each wait costs. */
function verifyOrRefuse(rules: Verifying, token: string): Verified | Promise<Verified> {
  try {
    const told = rules.verify(token)
    if (told instanceof Promise) return afterWaiting(rules, token, told)
    return told ?? refuseToken(rules, token)
  } catch (error) {
    return orUnavailable(error)
  }
}

async function afterWaiting(
  rules: Verifying,
  token: string,
  told: Promise<Access | undefined>,
): Promise<Verified> {
  try {
    return (await told) ?? (await refuseToken(rules, token))
  } catch (error) {
    return orUnavailable(error)
  }
}

async function refuseToken({ fateOf }: Verifying, token: string): Promise<Refusal> {
  try {
    const fate = await fateOf?.(token)
    return fate === undefined ? invalidToken : { ...invalidToken, fate }
  } catch (error) {
    return orUnavailable(error)
  }
}

function orUnavailable(error: unknown): Refusal {
  if (error instanceof VerificationUnavailable) return unavailable
  throw error
}
