import { dialects } from '@latchkey/dialects'
import { isTokenVersion } from '@latchkey/protocol'
import type { ServerContext } from '../context.ts'
import type { AccessToken } from './access-token.ts'
import { lastingVersion, readLasting } from './token-formats/lasting.ts'
import { readSigned } from './token-formats/read-signed.ts'
import { readSealed } from './token-formats/sealed.ts'

const prefixes = [...new Set(Object.values(dialects).map((dialect) => dialect.accessToken.prefix))]
const longestToken = 8_192

/**
 * What a token says of itself: it is read by what it is, never by its client's present dialect. Whether it still counts
 * is another question (`verifyAccessToken`). `undefined` for anything that is no access token of ours.
 */
export async function readAccessToken(
  server: ServerContext,
  token: string,
): Promise<AccessToken | undefined> {
  if (token.length > longestToken) return undefined
  const prefix = prefixes.find((candidate) => token.startsWith(candidate))
  if (prefix === undefined) return token.startsWith('ey') ? readSigned(server, token) : undefined
  const version = token.charAt(prefix.length)
  if (version === lastingVersion) return readLasting(server, token)
  return isTokenVersion(version)
    ? server.openedTokens.openOnce(token, () =>
        readSealed(server, prefix, version, token.slice(prefix.length + 1)),
      )
    : undefined
}
