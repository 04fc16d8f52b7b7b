import type { Scope } from '@latchkey/protocol'
import type { RequestedClaims } from '../store/authentication.ts'
import { claimsOf } from './claims-of-scope.ts'

/** Claims that were asked for one by one and that the scope does not hold anyway, each once. */
export function singleClaims({
  scope,
  claims,
}: {
  readonly scope: Scope
  readonly claims: RequestedClaims | undefined
}): readonly string[] {
  if (claims === undefined) return []
  const held = claimsOf(scope)
  return [...new Set([...claims.userinfo, ...claims.idToken])].filter((name) => !held.includes(name))
}

/** Every claim that an account once allowed: by a scope, or singly. */
export function allowedClaims(grant: {
  readonly scope: Scope
  readonly claims?: readonly string[] | undefined
}): readonly string[] {
  return [...claimsOf(grant.scope), ...(grant.claims ?? [])]
}
