import { sha256 } from '@latchkey/protocol'
import type { Client } from '../store/records.ts'

/**
 * A name for everything about an app that its verification vouches for, as a page showed it. Secrets and invited people come
 * and go without it.
 */
export function shownState(client: Client): string {
  const { secrets, members, verified, verificationAskedAt, state, counter, createdAt, ...others } = client
  const { registration, ...declared } = others
  const developers = members.filter(({ role }) => role === 'developer').map(({ accountId }) => accountId)
  return sha256(JSON.stringify([Object.entries(declared).toSorted(byName), developers.toSorted()]))
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1
}
