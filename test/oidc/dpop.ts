// What a program with a DPoP key does, and the clients that the tests of DPoP need.

import { randomUUID } from 'node:crypto'
import { sha256 } from '@latchkey/protocol'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { definition, redirectUri, secretOf } from '../definition.ts'

export interface DpopKey {
  readonly alg: string
  readonly privateKey: CryptoKey
  readonly jwk: JWK
  readonly privateJwk: JWK
  readonly thumbprint: string
}

export async function newKey(alg = 'ES256'): Promise<DpopKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  const [jwk, privateJwk] = await Promise.all([exportJWK(publicKey), exportJWK(privateKey)])
  return { alg, privateKey, jwk, privateJwk, thumbprint: await calculateJwkThumbprint(jwk) }
}

/** The request that a proof is for. */
export interface ProofTarget {
  readonly url: string
  readonly method?: string
  readonly accessToken?: string
  readonly nonce?: string | undefined
  /** Put over the right ones; `undefined` takes one away. */
  readonly header?: object
  readonly claims?: object
}

export function proofFor(key: DpopKey, target: ProofTarget): Promise<string> {
  const { url, method = 'POST', accessToken, nonce } = target
  return new SignJWT({
    jti: randomUUID(),
    htm: method,
    htu: url,
    iat: Math.floor(Date.now() / 1000),
    ...(accessToken !== undefined && { ath: sha256(accessToken) }),
    ...(nonce !== undefined && { nonce }),
    ...target.claims,
  })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: key.alg, jwk: key.jwk, ...target.header })
    .sign(key.privateKey)
}

const scopes = ['openid', 'profile', 'structures:read', 'devices:read']
const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials']

function confidential(clientId: string, more: object): object {
  return {
    clientId,
    clientSecret: secretOf(clientId),
    name: `App ${clientId}`,
    redirectUris: [redirectUri],
    ...more,
  }
}

/** The key by which the client of policy fapi2 authenticates. */
export async function dpopDefinition(clientKey: DpopKey): Promise<object> {
  const jwks = { keys: [{ ...clientKey.jwk, kid: 'of-the-test', alg: clientKey.alg, use: 'sig' }] }
  const { accounts, apis, scopes: titles, structures } = definition
  return {
    accounts,
    apis,
    scopes: titles,
    structures,
    clients: [
      confidential('plain', { scopes, grantTypes }),
      confidential('bound', { scopes, grantTypes, dpopBoundAccessTokens: true }),
      confidential('rotating', {
        scopes,
        dpopBoundAccessTokens: true,
        overrides: { refresh: 'rotate' },
      }),
      confidential('lasting', { scopes, overrides: { accessTokenSeconds: 400 * 86_400 } }),
      { clientId: 'public', name: 'App public', redirectUris: ['http://127.0.0.1/callback'], scopes },
      confidential('honeywell', { dialect: 'honeywell' }),
      {
        clientId: 'fapi',
        name: 'App fapi',
        policy: 'fapi2',
        redirectUris: [redirectUri],
        grantTypes,
        scopes,
        tokenEndpointAuthMethod: 'private_key_jwt',
        jwks,
      },
    ],
  }
}

/** RFC 7523 §3, written for the issuer alone. */
export function assertionOf(key: DpopKey, issuer: string, clientId = 'fapi'): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: key.alg, kid: 'of-the-test' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(issuer)
    .setIssuedAt()
    .setExpirationTime('1m')
    .setJti(randomUUID())
    .sign(key.privateKey)
}

export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
