import { OAuthError } from '@latchkey/protocol'
import type { ServerContext } from '../context.ts'
import { OutboundRefused, type OutboundSide } from '../outbound/outbound.ts'
import type { Client } from '../store/records.ts'

const mostBytes = 65_536

/**
 * OpenID Connect Registration §5: the document behind `sector_identifier_uri` lists every redirect URI, so nobody enters a sector
 * whose owner does not know them. What went wrong on the way is for the log: whoever registers could look into networks by it.
 */
export async function checkSector(server: ServerContext, client: Client): Promise<void> {
  const { sectorIdentifierUri: url, verified } = client
  if (url === undefined) return
  const listed = await readSector(server, url, { isStrangers: !verified })
  const missing = client.redirectUris.find((uri) => !listed.includes(uri))
  if (missing === undefined) return
  throw refused('the document there does not list every redirect URI', url, `it lacks ${missing}`)
}

async function readSector(
  { outbound }: ServerContext,
  url: string,
  side: OutboundSide,
): Promise<readonly unknown[]> {
  try {
    const { status, body } = await outbound.get(url, { ...side, accept: 'application/json', mostBytes })
    const listed: unknown = status === 200 ? JSON.parse(body) : undefined
    if (Array.isArray(listed)) return listed
    throw new SyntaxError(status === 200 ? 'it is no list' : `it answered with status ${status}`)
  } catch (cause) {
    if (!(cause instanceof OutboundRefused || cause instanceof SyntaxError)) throw cause
    throw refused('no list of redirect URIs could be read there', url, cause.message)
  }
}

function refused(why: string, url: string, detail: string): OAuthError {
  return new OAuthError('invalid_client_metadata', `sector_identifier_uri: ${why}`, {
    reason: { kind: 'outbound request failed', url, detail },
  })
}
