import type { HomeAccess, Scope } from '@latchkey/protocol'
import type { ShareableHome } from '../homes/homes.ts'
import { offerOf, wholeOffer } from './home-offer.ts'

/** Every home that the account has now, whole, future devices in it included, as far as the scope goes. */
export function wholeHomes(homes: readonly ShareableHome[], scope: Scope): readonly HomeAccess[] {
  return wholeOffer(offerOf(homes, scope))
}
