import { covers, isOnDevice, OAuthError, scopeContains } from '@latchkey/protocol'
import { isPublic } from '../client-authentication/allowed-methods.ts'
import { isInvited, mayAllow, notVerified } from '../clients/strangers-apps.ts'
import { areKnown, unknownHomes } from '../home-access/known-homes.ts'
import type { ShareableHome } from '../homes/homes.ts'
import { allowedClaims, singleClaims } from '../openid/single-claims.ts'
import type { SignedIn } from '../sessions/session.ts'
import type { Grant } from '../store/records.ts'
import type { AuthorizationRequest } from './decode-authorization-request.ts'

/** What has to happen before the client gets its answer. */
export type NextStep =
  /** `otherThan`: somebody is signed in, whom the client does not mean. */
  | { readonly kind: 'log in'; readonly otherThan?: SignedIn | undefined }
  | { readonly kind: 'ask'; readonly signedIn: SignedIn }
  /** What was allowed before is enough. */
  | { readonly kind: 'answer'; readonly signedIn: SignedIn; readonly grant: Grant }
  | { readonly kind: 'refuse'; readonly error: OAuthError }

export interface Situation {
  readonly request: AuthorizationRequest
  readonly signedIn: SignedIn | undefined
  /** The `sub` by which the client knows who is signed in. */
  readonly subject: string | undefined
  /** What this account once allowed this client. */
  readonly grant: Grant | undefined
  /** The homes of who is signed in, where the request names any. */
  readonly homes?: readonly ShareableHome[] | undefined
  /** Its identifier as an audience is the device API's, which is what consent speaks of. */
  readonly issuer: string
  readonly startedAt: number
  readonly now: number
}

/** Every decision of the authorization endpoint, in one pure function. */
export function nextStep(situation: Situation): NextStep {
  const { request, signedIn, grant } = situation
  const mayShowPages = !request.prompt.includes('none')
  if (signedIn !== undefined && !isMeant(situation)) {
    return mayShowPages
      ? { kind: 'log in', otherThan: signedIn }
      : refuse('login_required', 'Somebody else is signed in.')
  }
  if (signedIn === undefined || mustSignInAgain(situation, signedIn)) {
    return mayShowPages ? { kind: 'log in' } : refuse('login_required', 'Nobody is signed in.')
  }
  if (!mayAllow(request.client, signedIn.account)) {
    return { kind: 'refuse', error: notVerified(request.client) }
  }
  if (!areKnown(request.details ?? [], situation.homes ?? []))
    return { kind: 'refuse', error: unknownHomes() }
  if (grant !== undefined && isRemembered(situation, signedIn, grant))
    return { kind: 'answer', signedIn, grant }
  return mayShowPages ? { kind: 'ask', signedIn } : refuse('consent_required', 'The account has to be asked.')
}

/** OpenID Connect Core §3.1.2.1, §5.5.1: nobody but whom `id_token_hint` or the claim `sub` names may answer. */
function isMeant({ request: { subjects }, subject }: Situation): boolean {
  return subjects === undefined || (subject !== undefined && subjects.includes(subject))
}

/** OpenID Connect Core §3.1.2.1: prompt=login, select_account and max_age, each satisfied by a sign-in since the start. */
function mustSignInAgain({ request, startedAt, now }: Situation, { session }: SignedIn): boolean {
  if (session.signedInAt >= startedAt) return false
  if (request.prompt.includes('login') || request.prompt.includes('select_account')) return true
  return request.maxAge !== undefined && now - session.signedInAt > request.maxAge * 1000
}

/**
 * Consent is remembered only where the answer can reach nobody but the client itself: confidential clients with https
 * redirect URIs; public clients, loopback and private schemes, the code page and tokens for other APIs always ask. So does an app
 * that is not verified any more: only so many people may allow it, and allowing it takes one of their places.
 */
function isRemembered({ request, issuer }: Situation, { account }: SignedIn, grant: Grant): boolean {
  const { client, policy, returnTo, prompt, scope, audience } = request
  if (policy.consent !== 'remembered' || prompt.includes('consent') || grant.state !== 'active') return false
  const isProtected =
    returnTo.kind === 'redirect' && returnTo.uri.startsWith('https:') && !isOnDevice(returnTo.uri)
  const isForUs = audience.every((identifier) => identifier === issuer)
  return (
    isProtected &&
    isForUs &&
    !isPublic(client) &&
    (client.verified || isInvited(client, account)) &&
    scopeContains(grant.scope, scope) &&
    covers(grant.details, request.details ?? []) &&
    holdsClaims(grant, request)
  )
}

/** What was never shown was never allowed: a claim asked for singly counts as a scope does. */
function holdsClaims(grant: Grant, request: AuthorizationRequest): boolean {
  const allowed = allowedClaims(grant)
  return singleClaims(request).every((name) => allowed.includes(name))
}

function refuse(code: 'login_required' | 'consent_required', sentence: string): NextStep {
  return { kind: 'refuse', error: new OAuthError(code, sentence) }
}
