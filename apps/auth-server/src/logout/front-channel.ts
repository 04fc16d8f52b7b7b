import { withParameters } from '../authorize/with-parameters.ts'
import type { ServerContext } from '../context.ts'
import { sessionIdFor } from '../openid/session-id-for.ts'

/** A page stays small, and a browser has better things to do than to open a hundred apps. */
const mostFrames = 20

/** Front-Channel Logout §2: the addresses by which these apps sign out the browser, each told whose session it was. */
export async function findFrames(
  { records, issuer, keys }: Pick<ServerContext, 'records' | 'issuer' | 'keys'>,
  clientIds: readonly string[],
  sessionId: string | undefined,
): Promise<readonly string[]> {
  if (sessionId === undefined) return []
  const clients = await Promise.all(clientIds.map((id) => records.client(id)))
  const addresses = clients.flatMap((client) => {
    const uri = client?.state === 'active' ? client.frontchannelLogoutUri : undefined
    if (client === undefined || uri === undefined) return []
    return [withParameters(uri, { iss: issuer, sid: sessionIdFor(keys, client.clientId, sessionId) })]
  })
  return addresses.slice(0, mostFrames)
}
