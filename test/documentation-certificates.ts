// The server at which the page about client certificates is played, and the apps that have one.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { registeredValues } from '../apps/auth-server/src/documentation/example-values.ts'
import type { Certificates } from './documentation-wire.ts'
import { dana } from './documentation-world.ts'
import { jwkOf } from './oidc/mtls-clients.ts'
import { type MtlsServer, startMtlsServer } from './oidc/mtls-server.ts'

export interface CertificateWorld {
  readonly server: MtlsServer
  readonly certificates: Certificates
}

export async function startCertificateWorld(): Promise<CertificateWorld> {
  let folder = ''
  let identity = { cert: '', key: '' }
  const server = await startMtlsServer({
    definition: (maker, authority) => {
      const own = maker.issue(authority, { subject: '/C=SE/O=Warm Rooms/CN=hub' })
      folder = maker.folder
      identity = own
      writeFileSync(join(folder, 'cert.pem'), own.cert)
      writeFileSync(join(folder, 'key.pem'), own.key)
      writeFileSync(join(folder, 'ca.pem'), authority.cert)
      return definitionWith(jwkOf(own))
    },
  })
  return { server, certificates: { authority: server.authority.cert, ...identity, folder } }
}

/** One certificate for both apps: who is asked for a name, and who is asked for a key. */
function definitionWith(jwk: object): object {
  const { hub_client_id, self_signed_client_id } = registeredValues
  const common = {
    grantTypes: ['client_credentials'],
    scopes: ['structures:read'],
    tlsClientCertificateBoundAccessTokens: true,
  }
  return {
    accounts: [dana],
    clients: [
      {
        ...{ clientId: hub_client_id, name: 'Warm Rooms’ hub', ...common },
        tokenEndpointAuthMethod: 'tls_client_auth',
        tlsClientAuthSubjectDn: 'CN=hub, O=Warm Rooms, C=SE',
      },
      {
        ...{ clientId: self_signed_client_id, name: 'Warm Rooms’ box', ...common },
        tokenEndpointAuthMethod: 'self_signed_tls_client_auth',
        jwks: { keys: [jwk] },
      },
    ],
  }
}
