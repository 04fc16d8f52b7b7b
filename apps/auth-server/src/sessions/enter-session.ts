import type { ServerContext } from '../context.ts'
import type { Client } from '../store/records.ts'
import { latestEnd, newSessionId, type SignedIn } from './session.ts'

/**
 * An app signs the person in: it learns the session's `sid`, and where it has an address for that it is told when the session
 * is over. Without `openid` it gets no ID token, and there is nothing that it could sign out of.
 */
export async function enterSession(
  server: ServerContext,
  { session, account }: SignedIn,
  { client, scope }: { readonly client: Client; readonly scope: readonly string[] },
): Promise<string | undefined> {
  if (!scope.includes('openid')) return undefined
  const sessionId = session.sessionId ?? (await server.store.nameSession(session.idHash, newSessionId()))
  if (sessionId !== undefined && isTold(client)) {
    const { clientId } = client
    await server.store.joinSession({ sessionId, clientId, accountId: account.id, endsAt: latestEnd(session) })
  }
  return sessionId
}

function isTold({ backchannelLogoutUri, frontchannelLogoutUri }: Client): boolean {
  return backchannelLogoutUri !== undefined || frontchannelLogoutUri !== undefined
}
