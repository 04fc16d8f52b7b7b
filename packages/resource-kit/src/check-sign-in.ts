import type { Access } from './access.ts'
import type { Refusal } from './refusal.ts'

/** How and how lately the person must have signed in (RFC 9470). */
export interface SignInRules {
  /** Seconds. A client's own token, behind which nobody signed in, is too old for any. */
  readonly maxAge?: number
  /** Any one of these will do. */
  readonly acrValues?: readonly string[]
  /** Milliseconds since 1970; the clock of the machine unless given. */
  readonly now?: () => number
}

/** RFC 9470 §3: the token is good, but the sign-in behind it is not enough for this. */
export function signInProblem(
  { authTime, acr }: Access,
  { maxAge, acrValues, now = Date.now }: SignInRules,
): Refusal | undefined {
  const isTooOld = maxAge !== undefined && (authTime === undefined || now() / 1000 - authTime > maxAge)
  if (isTooOld) return insufficient('This needs a more recent sign-in.')
  const isTooWeak = acrValues !== undefined && (acr === undefined || !acrValues.includes(acr))
  return isTooWeak ? insufficient('This needs another way of signing in.') : undefined
}

function insufficient(detail: string): Refusal {
  return { code: 'insufficient_user_authentication', detail }
}
