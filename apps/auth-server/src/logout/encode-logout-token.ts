import { randomToken } from '@latchkey/protocol'
import { policyOf } from '../clients/policies.ts'
import { responseAlgorithm } from '../clients/response-algorithm.ts'
import type { ServerContext } from '../context.ts'
import { signJwt } from '../keys/sign-jwt.ts'
import { sessionIdFor } from '../openid/session-id-for.ts'
import { subjectFor } from '../openid/subject-for.ts'
import type { LogoutNotice } from '../store/logout-notices-store.ts'
import type { Client } from '../store/records.ts'

const livesSeconds = 120
const backChannelLogout = 'http://schemas.openid.net/event/backchannel-logout'

/**
 * The form that tells a client of a session's end (Back-Channel Logout §2.4, §2.5). Its token says whose session and which one;
 * without `nonce`, so that it never passes for an ID token.
 */
export function encodeLogoutForm(
  server: Pick<ServerContext, 'keys' | 'issuer' | 'now'>,
  client: Client,
  { accountId, sessionId }: Pick<LogoutNotice, 'accountId' | 'sessionId'>,
): { readonly logout_token: string } {
  const { keys, issuer } = server
  const issuedAt = Math.floor(server.now() / 1000)
  const algorithm = responseAlgorithm(client.idTokenSignedResponseAlg, policyOf(client))
  const token = signJwt(keys, algorithm, 'logout+jwt', {
    iss: issuer,
    sub: subjectFor(keys, client, accountId),
    aud: client.clientId,
    iat: issuedAt,
    exp: issuedAt + livesSeconds,
    jti: randomToken(128),
    sid: sessionIdFor(keys, client.clientId, sessionId),
    events: { [backChannelLogout]: {} },
  })
  return { logout_token: token }
}
