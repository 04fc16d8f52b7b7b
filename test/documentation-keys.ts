// The keys of the documentation's apps, and what they sign with them: each name below stands between double braces on a page,
// and is made anew for each request that holds it.

import { randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { registeredValues } from '../apps/auth-server/src/documentation/example-values.ts'
import { newKey, proofFor } from './oidc/dpop.ts'

const appKeys = await generateKeyPair('ES256', { extractable: true })
const dpopKey = await newKey()

/** What the apps with a key have registered. */
export async function appJwks(): Promise<object> {
  return { keys: [{ ...(await exportJWK(appKeys.publicKey)), alg: 'ES256', kid: 'first' }] }
}

/** The private half, as programs of the pages read it. */
export async function appPrivateKey(): Promise<string> {
  return JSON.stringify(await exportJWK(appKeys.privateKey))
}

/** A request as the page shows it, with everything filled in but what is made for it. */
export interface SigningFor {
  readonly issuer: string
  readonly method: string
  /** Absolute, as the app knows it. */
  readonly url: string
  /** The token that stands beside the proof. */
  readonly accessToken: string | undefined
  /** The last one that a server gave out. */
  readonly nonce: string | undefined
}

type Make = (request: SigningFor) => Promise<string>

/** What is made for a request, by its name. */
export const madeForRequest: Readonly<Record<string, Make>> = {
  assertion: ({ issuer }) => assertion(issuer, registeredValues.key_client_id),
  fapi_assertion: ({ issuer }) => assertion(issuer, registeredValues.fapi_client_id),
  messages_assertion: ({ issuer }) => assertion(issuer, registeredValues.messages_client_id),
  dpop_proof: ({ method, url, accessToken, nonce }) =>
    proofFor(dpopKey, { method, url, nonce, ...(accessToken !== undefined && { accessToken }) }),
}

/** RFC 7523 §3, for a minute and one use. */
export function assertion(issuer: string, clientId: string): Promise<string> {
  return new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: 'ES256', kid: 'first' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(issuer)
    .setIssuedAt()
    .setExpirationTime('1 minute')
    .sign(appKeys.privateKey)
}

const times = ['nbf', 'iat', 'exp']

/** Signs claims as a page shows them, its times moved to now. */
export function signClaims(shown: JWTPayload): Promise<string> {
  const moved = Math.floor(Date.now() / 1000) - Number(shown.nbf ?? shown.iat)
  const claims = Object.entries(shown).map(([name, value]) => [
    name,
    times.includes(name) ? Number(value) + moved : value,
  ])
  return new SignJWT(Object.fromEntries(claims))
    .setProtectedHeader({ alg: 'ES256', kid: 'first', typ: 'oauth-authz-req+jwt' })
    .sign(appKeys.privateKey)
}
