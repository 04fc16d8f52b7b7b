// The clients of the tests with certificates, and who holds which.

import assert from 'node:assert/strict'
import type {
  CertificateMaker,
  Issued,
} from '../../apps/auth-server/src/sender-constraint/certificates.testing.ts'
import { definition, redirectUri, secretOf } from '../definition.ts'
import { type MtlsServer, startMtlsServer } from './mtls-server.ts'

const grantTypes = ['client_credentials']
const scopes = ['structures:read']

/** One client per name of RFC 8705 §2.1.2, each with its registered name and the certificate that has it. */
export const named = {
  'by-subject': {
    registered: { tlsClientAuthSubjectDn: 'CN=hub, OU=A\\, B + UID=7, O=Acme Häuser, C=SE' },
    subject: '/C=SE/O=Acme Häuser/OU=A, B+UID=7/CN=hub',
    alternative: undefined,
  },
  'by-dns': {
    registered: { tlsClientAuthSanDns: 'hub.example.com' },
    subject: '/CN=x',
    alternative: 'DNS:hub.example.com',
  },
  'by-uri': {
    registered: { tlsClientAuthSanUri: 'spiffe://example.com/hub' },
    subject: '/CN=x',
    alternative: 'URI:spiffe://example.com/hub',
  },
  'by-ip4': {
    registered: { tlsClientAuthSanIp: '192.0.2.7' },
    subject: '/CN=x',
    alternative: 'IP:192.0.2.7',
  },
  'by-ip6': {
    registered: { tlsClientAuthSanIp: '2001:DB8::0:7' },
    subject: '/CN=x',
    alternative: 'IP:2001:db8::7',
  },
  'by-email': {
    registered: { tlsClientAuthSanEmail: 'hub@example.com' },
    subject: '/CN=x',
    alternative: 'email:hub@example.com',
  },
} as const

export type NamedClient = keyof typeof named
export const namedClients = Object.keys(named) as readonly NamedClient[]

const leaf = [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,digitalSignature',
  'extendedKeyUsage=clientAuth',
]

/** A certificate with the names of this client. */
export function certificateFor(
  maker: CertificateMaker,
  authority: Issued | undefined,
  clientId: NamedClient,
  more = {},
) {
  const { subject, alternative } = named[clientId]
  const extensions = alternative === undefined ? leaf : [...leaf, `subjectAltName=${alternative}`]
  const wanted = { subject, extensions, ...more }
  return authority === undefined ? maker.selfSigned(wanted) : maker.issue(authority, wanted)
}

export interface MtlsHolders {
  readonly named: Readonly<Record<NamedClient, Issued>>
  readonly selfSigned: Issued
  readonly expiredSelfSigned: Issued
  readonly stranger: Issued
}

export function makeHolders(maker: CertificateMaker, authority: Issued): MtlsHolders {
  const certificates = namedClients.map((id) => [id, certificateFor(maker, authority, id)] as const)
  return {
    named: Object.fromEntries(certificates) as Record<NamedClient, Issued>,
    selfSigned: maker.selfSigned(),
    expiredSelfSigned: maker.selfSigned({ isExpired: true, newKey: ['rsa:2048'] }),
    stranger: maker.selfSigned(),
  }
}

export function jwkOf({ certificate }: Issued): object {
  return certificate.publicKey.export({ format: 'jwk' })
}

export function mtlsDefinition({ selfSigned, expiredSelfSigned }: MtlsHolders): object {
  const bound = { tlsClientCertificateBoundAccessTokens: true }
  const x5c = [selfSigned.certificate.raw.toString('base64')]
  const clients = [
    ...namedClients.map((clientId) => ({
      ...{ clientId, name: clientId, grantTypes, scopes, ...bound, ...named[clientId].registered },
      tokenEndpointAuthMethod: 'tls_client_auth',
    })),
    {
      ...{ clientId: 'self-signed', name: 'Self-signed', scopes, ...bound },
      grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
      redirectUris: [redirectUri],
      tokenEndpointAuthMethod: 'self_signed_tls_client_auth',
      jwks: { keys: [{ ...jwkOf(selfSigned), x5c, kid: 'one' }, jwkOf(expiredSelfSigned)] },
    },
    {
      ...{ clientId: 'bank', name: 'Bank', policy: 'fapi2', ...bound },
      ...{ grantTypes: ['authorization_code', 'refresh_token'], redirectUris: [redirectUri] },
      scopes: ['openid', 'structures:read'],
      tokenEndpointAuthMethod: 'self_signed_tls_client_auth',
      idTokenSignedResponseAlg: 'ES256',
      jwks: { keys: [jwkOf(selfSigned)] },
    },
    {
      ...{ clientId: 'unbound', name: 'Unbound', grantTypes, scopes },
      tokenEndpointAuthMethod: 'self_signed_tls_client_auth',
      jwks: { keys: [jwkOf(selfSigned)] },
    },
    {
      ...{ clientId: 'secret-and-bound', name: 'Secret and bound', grantTypes, scopes, ...bound },
      clientSecret: secretOf('secret-and-bound'),
    },
  ]
  const signing = ['default', 'fapi2'].map((policy) => ({
    ...{ clientId: `signing-${policy}`, name: policy, policy, grantTypes, scopes, ...bound },
    tokenEndpointAuthMethod: 'private_key_jwt',
    jwks: { keys: [{ ...jwkOf(selfSigned), alg: 'ES256' }] },
  }))
  return { ...definition, clients: [...definition.clients, ...clients, ...signing] }
}

/** The server of these clients, and who holds which certificate. */
export async function startHoldersServer(
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly server: MtlsServer; readonly holders: MtlsHolders }> {
  let holders: MtlsHolders | undefined
  const server = await startMtlsServer({
    definition: (maker, authority) => {
      holders = makeHolders(maker, authority)
      return mtlsDefinition(holders)
    },
    env,
  })
  return { server, holders: holders ?? assert.fail('nobody holds a certificate') }
}
