import { withParameters } from '../authorize/with-parameters.ts'
import type { ServerContext } from '../context.ts'

/** A page stays small, and a browser has better things to do than to open a hundred apps. */
const mostFrames = 20

/** Front-Channel Logout §2: the addresses by which these apps sign out the browser, each told whose session it was. */
export async function findFrames(
  { records, issuer }: Pick<ServerContext, 'records' | 'issuer'>,
  clientIds: readonly string[],
  sessionId: string | undefined,
): Promise<readonly string[]> {
  if (sessionId === undefined) return []
  const clients = await Promise.all(clientIds.map((id) => records.client(id)))
  const addresses = clients.flatMap((client) =>
    client?.state === 'active' ? (client.frontchannelLogoutUri ?? []) : [],
  )
  return addresses.slice(0, mostFrames).map((uri) => withParameters(uri, { iss: issuer, sid: sessionId }))
}
