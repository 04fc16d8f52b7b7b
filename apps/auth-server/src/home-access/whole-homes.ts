import type { HomeAccess, RequestedHomeAccess, Scope } from '@latchkey/protocol'
import type { ShareableHome } from '../homes/homes.ts'
import { offerOf, wholeOffer } from './home-offer.ts'

/** Every home that the account has now, whole, future devices in it included, as far as the scope and what was asked by name go. */
export function wholeHomes(
  homes: readonly ShareableHome[],
  scope: Scope,
  requested?: readonly RequestedHomeAccess[],
): readonly HomeAccess[] {
  return wholeOffer(offerOf(homes, scope, requested))
}
