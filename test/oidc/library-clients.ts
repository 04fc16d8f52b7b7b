// Apps that push, sign and bind what they send, for the stories of libraries.

import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { definition, redirectUri, secretOf } from '../definition.ts'

/** What a library's story runs against; it goes to a process of its own as JSON. */
export interface LibrarySetting {
  readonly issuer: string
  /** Private keys of the apps that sign, by client id. */
  readonly keys: Readonly<Record<string, JWK>>
}

const algorithms = { fapi: 'ES256', messages: 'PS256', signer: 'RS256', edwards: 'Ed25519' } as const
type Signer = keyof typeof algorithms

export async function pushingDefinition(): Promise<{
  readonly definition: object
  readonly keys: LibrarySetting['keys']
}> {
  const made = await Promise.all(
    Object.entries(algorithms).map(async ([clientId, alg]) => {
      const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
      return {
        clientId: clientId as Signer,
        alg,
        jwk: await exportJWK(publicKey),
        key: await exportJWK(privateKey),
      }
    }),
  )
  const signers = made.map(({ clientId, alg, jwk }) => signer(clientId, alg, jwk))
  const pushing = {
    ...basics('pushing'),
    clientSecret: secretOf('pushing'),
    requirePushedAuthorizationRequests: true,
  }
  return {
    definition: { ...definition, clients: [...definition.clients, pushing, ...signers] },
    keys: Object.fromEntries(made.map(({ clientId, key }) => [clientId, key])),
  }
}

function basics(clientId: string) {
  return {
    clientId,
    name: `App ${clientId}`,
    redirectUris: [redirectUri],
    scopes: ['openid', 'email', 'devices:read'],
  }
}

function signer(clientId: Signer, alg: string, jwk: JWK): object {
  const own = {
    ...basics(clientId),
    jwks: { keys: [{ ...jwk, kid: clientId, alg, use: 'sig' }] },
    tokenEndpointAuthMethod: 'private_key_jwt',
  }
  if (clientId === 'signer') return { ...own, policy: 'openid', requireSignedRequestObject: true }
  const name = alg === 'Ed25519' ? 'EdDSA' : alg
  const answers = { idTokenSignedResponseAlg: name, authorizationSignedResponseAlg: name }
  return { ...own, ...answers, policy: 'fapi2', requireSignedRequestObject: clientId === 'messages' }
}
