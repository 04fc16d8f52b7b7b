// Clients that sign assertions (RFC 7523), and a server that is asked to believe them. Its revocation endpoint answers 200 to
// whomever it believes, and asks for nothing else.

import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { exportJWK, type JWK, type JWTHeaderParameters, SignJWT } from 'jose'

export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

export interface TestKey {
  readonly privateKey: KeyObject
  readonly publicJwk: JWK
}

async function keyOf(
  { privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject },
  members: JWK,
): Promise<TestKey> {
  return { privateKey, publicJwk: { ...(await exportJWK(publicKey)), ...members } as JWK }
}

const newRsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const newEc = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** By their `kid`. */
export const keys = {
  es: await keyOf(newEc(), { kid: 'es', alg: 'ES256', use: 'sig' }),
  rs: await keyOf(newRsa(), { kid: 'rs', alg: 'RS256', use: 'sig' }),
  ps: await keyOf(newRsa(), { kid: 'ps', alg: 'PS256', use: 'sig' }),
  ed: await keyOf(generateKeyPairSync('ed25519'), { kid: 'ed', alg: 'EdDSA', use: 'sig' }),
  encryption: await keyOf(newEc(), { kid: 'encryption', use: 'enc' }),
  twin: await keyOf(newEc(), { kid: 'twins', alg: 'ES256', use: 'sig' }),
  otherTwin: await keyOf(newEc(), { kid: 'twins', alg: 'ES256', use: 'sig' }),
  foreign: await keyOf(newEc(), { kid: 'es', alg: 'ES256' }),
} as const

const { foreign, ...registered } = keys

const signing = {
  name: 'Signing app',
  tokenEndpointAuthMethod: 'private_key_jwt',
  redirectUris: ['https://app.example.com/callback'],
  grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
  jwks: { keys: Object.values(registered).map(({ publicJwk }) => publicJwk) },
} as const

/** What to apply: `plain`, `bank` (FAPI 2.0), `other` with a key of its own, `ps only`, and `remote`, whose keys are at `jwksUri`. */
export function signingClients(jwksUri: string): object {
  const { jwks: _, ...remote } = signing
  return {
    clients: [
      { ...signing, clientId: 'plain' },
      { ...signing, clientId: 'bank', policy: 'fapi2', grantTypes: ['authorization_code', 'refresh_token'] },
      { ...signing, clientId: 'other', jwks: { keys: [foreign.publicJwk] } },
      { ...signing, clientId: 'ps-only', tokenEndpointAuthSigningAlg: 'PS256' },
      { ...remote, clientId: 'remote', jwksUri },
    ],
  }
}

export interface Assertion {
  readonly clientId: string
  readonly claims?: Readonly<Record<string, unknown>>
  readonly header?: Partial<JWTHeaderParameters>
  readonly key?: TestKey
}

/** A good one, where nothing is said. */
export function sign(
  issuer: string,
  { clientId, claims, header, key = keys.es }: Assertion,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const good = {
    iss: clientId,
    sub: clientId,
    aud: issuer,
    jti: crypto.randomUUID(),
    iat: now,
    exp: now + 60,
  }
  const { alg = 'ES256', kid } = key.publicJwk
  return new SignJWT({ ...good, ...claims })
    .setProtectedHeader({ alg, ...(kid !== undefined && { kid }), ...header })
    .sign(key.privateKey)
}
