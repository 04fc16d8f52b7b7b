import { isBasicHeader, readBasicCredentials } from '@latchkey/protocol'
import type { ClientAuthenticationMethod, Credentials } from '../method.ts'
import { proveSecret } from '../prove-secret.ts'

/** RFC 6749 §2.3.1: the secret in the Authorization header. */
export const clientSecretBasic: ClientAuthenticationMethod = {
  name: 'client_secret_basic',
  usedBy: ({ authorization }) => authorization !== undefined && isBasicHeader(authorization),
  claimedIds: (credentials) => readings(credentials).map(({ clientId }) => clientId),
  prove: async (server, client, credentials) => {
    const own = readings(credentials).filter(({ clientId }) => clientId === client.clientId)
    proveSecret(
      server,
      client,
      own.map(({ clientSecret }) => clientSecret),
      credentials.address,
    )
  },
}

function readings({ authorization }: Credentials) {
  return readBasicCredentials(authorization ?? '')
}
