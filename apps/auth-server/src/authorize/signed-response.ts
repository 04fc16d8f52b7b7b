import { policyOf } from '../clients/policies.ts'
import { responseAlgorithm } from '../clients/response-algorithm.ts'
import type { ServerContext } from '../context.ts'
import { signJwt } from '../keys/sign-jwt.ts'
import type { Client } from '../store/records.ts'

const livesSeconds = 600

/** JARM §2.1: an authorization answer as a JWT for its client; members that are `undefined` are left out. */
export function signedResponse(
  server: ServerContext,
  client: Client,
  members: Readonly<Record<string, string | undefined>>,
): string {
  const algorithm = responseAlgorithm(client.authorizationSignedResponseAlg, policyOf(client))
  const exp = Math.floor(server.now() / 1000) + livesSeconds
  return signJwt(server.keys, algorithm, 'JWT', { ...members, iss: server.issuer, aud: client.clientId, exp })
}
