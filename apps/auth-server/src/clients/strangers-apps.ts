import { OAuthError } from '@latchkey/protocol'
import type { Account, Client } from '../store/records.ts'

// Who may allow an app that no operator has verified.

const day = 86_400_000

/** Accounts that may allow an app which nobody has verified, besides its developers. */
export const mostTesters = 25

/** So long a client that registered itself is kept while nobody has allowed it anything. */
export const unusedMillis = 7 * day
/** So long after somebody allowed it something, should no connection be left. */
export const allowedMillis = 90 * day

export function isInvited({ ownerId, members }: Client, { id }: Account): boolean {
  return ownerId === id || members.some(({ accountId }) => accountId === id)
}

/**
 * Until an operator verifies an app, only its developers and those whom they invited by name can allow it. A client that
 * registered itself has nobody who invites: the first accounts that allow it count as invited.
 */
export function mayAllow(client: Client, account: Account): boolean {
  return client.verified || isInvited(client, account) || hasRoom(client)
}

function hasRoom({ registration, members }: Client): boolean {
  const testers = members.filter(({ role }) => role === 'tester')
  return registration !== undefined && testers.length < mostTesters
}

export function notVerified({ clientId, registration }: Client): OAuthError {
  const sentence =
    registration === undefined
      ? 'This app is not verified yet: only its developers and those whom they invited can connect it.'
      : `This app registered itself and is not verified yet: ${mostTesters} accounts can connect it until then.`
  return new OAuthError('access_denied', sentence, { reason: { kind: 'client not verified', clientId } })
}
