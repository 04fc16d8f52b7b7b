// The apps that the libraries' stories are about: one for each way to authenticate and each algorithm.

import { exportJWK, generateKeyPair, type JWK } from 'jose'
import type { CryptoKey } from 'openid-client'
import type {
  CertificateMaker,
  Issued,
} from '../../apps/auth-server/src/sender-constraint/certificates.testing.ts'
import { definition, redirectUri, secretOf } from '../definition.ts'
import { jwkOf } from '../oidc/mtls-clients.ts'

export const scopes = ['openid', 'profile', 'email', 'structures:read', 'devices:read']
export const goodbyeUri = 'https://app.example.com/goodbye'
export const otherRedirectUri = 'https://elsewhere.example.org/callback'

/** The algorithm of every key that an app signs with. */
export const signers = {
  'key-RS256': 'RS256',
  'key-PS256': 'PS256',
  'key-ES256': 'ES256',
  'key-EdDSA': 'EdDSA',
  fapi: 'ES256',
  'fapi-certificate': 'PS256',
  messages: 'PS256',
  'messages-EdDSA': 'EdDSA',
} as const
export type Signer = keyof typeof signers

/** The private keys by the apps' ids, which are their `kid`, too. */
export type Keys = Readonly<Record<Signer, { readonly key: CryptoKey; readonly kid: Signer }>>

export interface Certificates {
  /** Issued by the authority that the server trusts. */
  readonly issued: Issued
  readonly selfSigned: Issued
  /** A certificate of nobody's. */
  readonly stranger: Issued
}

interface Pair {
  readonly jwk: JWK
  readonly key: CryptoKey
}

export async function makePairs(): Promise<Readonly<Record<Signer, Pair>>> {
  const made = Object.entries(signers).map(async ([clientId, alg]) => {
    const { publicKey, privateKey } = await generateKeyPair(alg)
    const jwk = { ...(await exportJWK(publicKey)), kid: clientId, alg, use: 'sig' }
    return [clientId, { jwk, key: privateKey }] as const
  })
  return Object.fromEntries(await Promise.all(made)) as Record<Signer, Pair>
}

export function keysOf(pairs: Readonly<Record<Signer, Pair>>): Keys {
  const entries = Object.entries(pairs).map(([kid, { key }]) => [kid, { kid, key }])
  return Object.fromEntries(entries) as Keys
}

const subject = { subject: '/C=SE/O=Acme/CN=hub', registered: 'CN=hub,O=Acme,C=SE' } as const

export function makeClientCertificates(maker: CertificateMaker, authority: Issued): Certificates {
  return {
    issued: maker.issue(authority, { subject: subject.subject }),
    selfSigned: maker.selfSigned(),
    stranger: maker.selfSigned(),
  }
}

function app(clientId: string, more: object): object {
  return {
    clientId,
    name: `App ${clientId}`,
    policy: 'openid',
    redirectUris: [redirectUri],
    postLogoutRedirectUris: [goodbyeUri],
    grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
    scopes: [...scopes, 'meter:read'],
    ...more,
  }
}

function withSecret(clientId: string, more: object = {}): object {
  return app(clientId, { clientSecret: secretOf(clientId), ...more })
}

function signer(pairs: Readonly<Record<Signer, Pair>>, clientId: Signer, more: object = {}): object {
  const alg = signers[clientId]
  return app(clientId, {
    tokenEndpointAuthMethod: 'private_key_jwt',
    jwks: { keys: [pairs[clientId].jwk] },
    idTokenSignedResponseAlg: alg,
    userinfoSignedResponseAlg: alg,
    introspectionSignedResponseAlg: alg,
    authorizationSignedResponseAlg: alg,
    ...more,
  })
}

const fapi2 = { policy: 'fapi2' }
const certificateBound = { tlsClientCertificateBoundAccessTokens: true }
const strongAnswers = { ...fapi2, idTokenSignedResponseAlg: 'PS256' }

export function libraryDefinition(
  pairs: Readonly<Record<Signer, Pair>>,
  { selfSigned }: Pick<Certificates, 'selfSigned'>,
): object {
  const byName = { tokenEndpointAuthMethod: 'tls_client_auth', tlsClientAuthSubjectDn: subject.registered }
  const ownKey = { keys: [{ ...jwkOf(selfSigned), kid: 'own' }] }
  const byKey = { tokenEndpointAuthMethod: 'self_signed_tls_client_auth', jwks: ownKey }
  const clients = [
    withSecret('basic', { tokenEndpointAuthMethod: 'client_secret_basic' }),
    withSecret('post', { tokenEndpointAuthMethod: 'client_secret_post' }),
    withSecret('pair-one', { subjectType: 'pairwise' }),
    withSecret('pair-same', { subjectType: 'pairwise' }),
    withSecret('pair-other', { subjectType: 'pairwise', redirectUris: [otherRedirectUri] }),
    withSecret('aged', { defaultMaxAge: 300, requireAuthTime: true }),
    ...(['key-RS256', 'key-PS256', 'key-ES256', 'key-EdDSA'] as const).map((id) => signer(pairs, id)),
    app('by-authority', byName),
    app('by-own-certificate', byKey),
    signer(pairs, 'fapi', fapi2),
    signer(pairs, 'fapi-certificate', { ...fapi2, ...certificateBound }),
    signer(pairs, 'messages', { ...fapi2, requireSignedRequestObject: true }),
    signer(pairs, 'messages-EdDSA', { ...fapi2, requireSignedRequestObject: true }),
    app('fapi-authority', { ...strongAnswers, ...byName }),
    app('fapi-authority-bound', { ...strongAnswers, ...byName, ...certificateBound }),
    app('fapi-own-bound', { ...strongAnswers, ...byKey, ...certificateBound }),
  ]
  return { ...definition, clients: [...definition.clients, ...clients] }
}
