import { isInvited, mostTesters } from '../clients/strangers-apps.ts'
import type { ServerContext } from '../context.ts'
import type { Account, Client } from '../store/records.ts'

/**
 * Of a client that registered itself the first accounts that allow it count as invited. `false` when others were first and
 * no place is left, however many come at once.
 */
export async function takePlace(
  { store, now }: ServerContext,
  client: Client,
  account: Account,
): Promise<boolean> {
  if (client.verified || isInvited(client, account)) return true
  const member = { accountId: account.id, role: 'tester', createdAt: now() } as const
  return store.saveMember(client.clientId, member, mostTesters)
}
