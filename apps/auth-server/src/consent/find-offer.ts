import type { AuthorizationRequest } from '../authorize/decode-authorization-request.ts'
import type { ServerContext } from '../context.ts'
import { firstChoices } from '../home-access/first-choices.ts'
import type { HomeChoice } from '../home-access/home-choice.ts'
import { type OfferedHome, offerOf } from '../home-access/home-offer.ts'
import type { ShareableHome } from '../homes/homes.ts'
import type { Grant } from '../store/records.ts'

/** What an account can answer a request with, as its homes are now. */
export interface Offer {
  readonly homes: readonly ShareableHome[]
  readonly offer: readonly OfferedHome[]
  /** What the page shows at first. */
  readonly first: readonly HomeChoice[]
  /** What was allowed before, while it holds. */
  readonly before: Grant | undefined
}

export async function findOffer(
  { homes: port, store }: ServerContext,
  { scope, details, client }: AuthorizationRequest,
  accountId: string,
): Promise<Offer> {
  const [homes, grant] = await Promise.all([
    port.listShareableHomes(accountId),
    // Not from memory: an answer is saved over it, and must not bring back what was taken in another process.
    store.findGrant(accountId, client.clientId),
  ])
  const before = grant?.state === 'active' ? grant : undefined
  const offer = offerOf(homes, scope, details)
  return { homes, offer, before, first: firstChoices(homes, offer, before) }
}
