import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { definition, secretOf } from '../definition.ts'

/** What a library's story runs against; it goes to a process of its own as JSON. */
export interface LibrarySetting {
  readonly issuer: string
  /** Private keys of the apps that sign, by client id. */
  readonly keys: Readonly<Record<string, JWK>>
}

/** Apps that sign, and the algorithms of their keys. */
const signers = { 'key-es256': 'ES256', 'key-rs256': 'RS256', 'key-ed25519': 'EdDSA' } as const

/** An app that asks for claims one by one, and gets them signed. */
const knowsLittle = {
  clientId: 'knows-little',
  clientSecret: secretOf('knows-little'),
  name: 'App knows-little',
  redirectUris: ['https://app.example.com/callback'],
  scopes: ['openid', 'profile', 'email', 'devices:read'],
  subjectType: 'pairwise',
  idTokenSignedResponseAlg: 'EdDSA',
  userinfoSignedResponseAlg: 'ES256',
}

/** The test definition, with an app for each kind of key. */
export async function libraryDefinition(): Promise<{
  readonly definition: object
  readonly keys: LibrarySetting['keys']
}> {
  const made = await Promise.all(Object.entries(signers).map(([clientId, alg]) => signer(clientId, alg)))
  const clients = [...definition.clients, ...made.map(({ client }) => client), knowsLittle]
  const keys = Object.fromEntries(made.map(({ client, key }) => [client.clientId, key]))
  return { definition: { ...definition, clients }, keys }
}

async function signer(clientId: string, alg: (typeof signers)[keyof typeof signers]) {
  const pair = await generateKeyPair(alg, { extractable: true })
  const client = {
    clientId,
    name: `App ${clientId}`,
    redirectUris: ['https://app.example.com/callback'],
    grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
    scopes: ['openid', 'email', 'devices:read', 'meter:read'],
    tokenEndpointAuthMethod: 'private_key_jwt',
    idTokenSignedResponseAlg: alg,
    jwks: { keys: [await exportJWK(pair.publicKey)] },
  }
  return { client, key: await exportJWK(pair.privateKey) }
}
