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
