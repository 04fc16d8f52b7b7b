import { type HomeAccess, meantAccess, type RequestedHomeAccess, type Scope } from '@latchkey/protocol'
import { actionsOf } from './home-offer.ts'

/** What of the details a request gets: no more than its scope goes to, and than it asked for where it named it. */
export function allowedDetails(
  details: readonly HomeAccess[],
  { scope, details: requested }: { scope: Scope; details?: readonly RequestedHomeAccess[] | undefined },
): readonly HomeAccess[] {
  const inScope = meantAccess(details, [{ type: 'home_access', actions: actionsOf(scope) }])
  return requested === undefined ? inScope : meantAccess(inScope, requested)
}

/**
 * What of a connection's details a token keeps that was asked for with less scope than the connection has (RFC 6749 §6). One that
 * holds only scopes of other APIs keeps them all: what those allow in a home is theirs to say.
 */
export function detailsInScope(
  details: readonly HomeAccess[],
  scope: Scope,
  whole: Scope,
): readonly HomeAccess[] {
  if (whole.every((name) => scope.includes(name))) return details
  return actionsOf(scope).length === 0 ? details : allowedDetails(details, { scope })
}
