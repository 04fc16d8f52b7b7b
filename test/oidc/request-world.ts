// A running server with clients that push and sign their requests, and what such a client does.

import assert from 'node:assert/strict'
import { codeChallengeOf } from '@latchkey/protocol'
import { exportJWK, generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose'
import { anna, definition, redirectUri, secretOf } from '../definition.ts'
import { type Answer, type Form, type SeededLatchkey, startSeeded, verifier } from '../seeded-latchkey.ts'
import { allow, hiddenFields, newVisitor, type Visitor } from '../sign-in.ts'
import type { StartOptions } from '../start-latchkey.ts'

export type Claims = Readonly<Record<string, unknown>>

export interface RequestWorld {
  readonly server: SeededLatchkey
  readonly issuer: string
  /** Parameters of a complete request of this client; `undefined` takes one away. */
  parameters(clientId: string, changes?: Readonly<Record<string, string | undefined>>): Form
  /** A request object with the claims that everybody wants; `undefined` takes one away. */
  sign(clientId: string, changes?: Claims, header?: Readonly<Record<string, unknown>>): Promise<string>
  /** To the endpoint for pushed requests, with the client's own authentication. */
  push(clientId: string, form: Form, headers?: Form): Promise<Answer>
  /** What proves in a form who sends it. */
  credentials(clientId: string): Promise<Form>
  /** The `request_uri` of a push that must succeed. */
  pushed(clientId: string, form?: Form): Promise<string>
  end(): Promise<void>
}

export const otherUri = 'https://app.example.com/other'

const algorithms = { signer: 'RS256', fapi: 'ES256', messages: 'PS256', declared: 'PS256' } as const

type Signer = keyof typeof algorithms

const isSigner = (clientId: string): clientId is Signer => Object.hasOwn(algorithms, clientId)

async function newKeys() {
  const made = Object.entries(algorithms).map(async ([clientId, alg]) => {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
    const kid = `key of ${clientId}`
    // Without `alg`: a key of RSA could sign by RS256 and by PS256.
    const jwk = { ...(await exportJWK(publicKey)), kid }
    return [clientId, { privateJwk: await exportJWK(privateKey), jwk, kid, alg }] as const
  })
  return Object.fromEntries(await Promise.all(made)) as Record<Signer, Awaited<(typeof made)[number]>[1]>
}

type Keys = Awaited<ReturnType<typeof newKeys>>

/** `more` replaces what is registered of a client. */
export function clientsWith(keys: Keys, requestUris: readonly string[]): readonly object[] {
  const redirects = { redirectUris: [redirectUri, otherUri, 'http://127.0.0.1/callback'] }
  const scopes = ['openid', 'email', 'devices:read']
  const own = (clientId: Signer) => ({
    clientId,
    name: `App ${clientId}`,
    ...redirects,
    scopes,
    jwks: { keys: [keys[clientId].jwk] },
  })
  const strong = { policy: 'fapi2', tokenEndpointAuthMethod: 'private_key_jwt' }
  const pushes = { requirePushedAuthorizationRequests: true }
  const secret = (clientId: string) => ({
    clientId,
    clientSecret: secretOf(clientId),
    name: `App ${clientId}`,
    ...redirects,
    scopes,
  })
  return [
    { ...secret('plain'), policy: 'openid' },
    { ...secret('pushes'), ...pushes },
    { ...own('signer'), policy: 'openid', clientSecret: secretOf('signer'), requestUris },
    { ...own('declared'), tokenEndpointAuthMethod: 'private_key_jwt', requestObjectSigningAlg: 'PS256' },
    {
      ...own('fapi'),
      ...strong,
      grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
    },
    {
      ...own('messages'),
      ...strong,
      requireSignedRequestObject: true,
      authorizationSignedResponseAlg: 'EdDSA',
    },
  ]
}

export async function startRequestWorld(
  options: StartOptions = {},
  requestUris: readonly string[] = [],
): Promise<RequestWorld> {
  const keys = await newKeys()
  const clients = [...definition.clients, ...clientsWith(keys, requestUris)]
  const server = await startSeeded({ definition: { ...definition, clients }, ...options })
  const { issuer } = server
  const credentials = (clientId: string) => credentialsOf(keys, issuer, clientId)
  const parameters: RequestWorld['parameters'] = (clientId, changes = {}) =>
    present({ ...asked, client_id: clientId, ...changes })
  const push: RequestWorld['push'] = async (clientId, form, headers) =>
    server.post('/oauth2/par', { ...(await credentials(clientId)), ...form }, headers)
  return {
    server,
    issuer,
    parameters,
    credentials,
    push,
    sign: (clientId, changes = {}, header = {}) => signed(keys, issuer, clientId, changes, header),
    pushed: async (clientId, form = parameters(clientId)) => {
      const answer = await push(clientId, form)
      assert.equal(answer.status, 201, answer.text)
      return String(answer.json.request_uri)
    },
    end: () => server.end(),
  }
}

const asked = {
  response_type: 'code',
  redirect_uri: redirectUri,
  scope: 'openid devices:read',
  state: 'state-of-the-test',
  nonce: 'nonce-of-the-test',
  code_challenge: codeChallengeOf(verifier),
  code_challenge_method: 'S256',
}

function present(all: Readonly<Record<string, string | undefined>>): Form {
  const kept = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return Object.fromEntries(kept)
}

async function credentialsOf(keys: Keys, issuer: string, clientId: string): Promise<Form> {
  if (clientId === 'public') return { client_id: clientId }
  if (!isSigner(clientId) || clientId === 'signer') {
    return { client_id: clientId, client_secret: secretOf(clientId) }
  }
  const { privateJwk, kid, alg } = keys[clientId]
  const assertion = new SignJWT({ jti: crypto.randomUUID() })
    .setProtectedHeader({ alg, kid })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(issuer)
    .setIssuedAt()
    .setExpirationTime('60s')
  return {
    client_id: clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await assertion.sign(await importJWK(privateJwk, alg)),
  }
}

async function signed(
  keys: Keys,
  issuer: string,
  clientId: string,
  changes: Claims,
  header: Readonly<Record<string, unknown>>,
): Promise<string> {
  const { privateJwk, kid, alg } = keys[isSigner(clientId) ? clientId : 'signer']
  const now = Math.floor(Date.now() / 1000)
  const own = { iss: clientId, aud: issuer, client_id: clientId, iat: now, nbf: now, exp: now + 300 }
  const claims: JWTPayload = { ...asked, ...own, ...changes }
  const protectedHeader: { alg: string } = { alg, ...{ kid, typ: 'oauth-authz-req+jwt', ...header } }
  const key = await importJWK(privateJwk, protectedHeader.alg)
  return new SignJWT(claims).setProtectedHeader(protectedHeader).sign(key)
}

/** The authorize URL with these parameters. */
export function urlOf(parameters: Form): string {
  return `/oauth2/authorize?${new URLSearchParams(parameters)}`
}

/** The query of the redirect that a person gets who allows what the URL asks for; fails on a page. */
export async function answerTo(
  { issuer }: RequestWorld,
  parameters: Form,
  decision: 'accept' | 'deny' = 'accept',
  visitor: Visitor = newVisitor(issuer),
): Promise<URL> {
  const { location, page } = await allow(visitor, urlOf(parameters), anna, decision)
  return new URL(location ?? assert.fail(page))
}

/** What is said on the error page of an authorize URL; fails on everything else. */
export async function problemOf({ server }: RequestWorld, parameters: Form): Promise<string> {
  const { status, headers, text } = await server.get(urlOf(parameters), { accept: 'text/html' })
  assert.equal(headers.get('location'), null)
  assert.equal(status, 400, text)
  const [, sentence] = /id="oauth-error"[^>]*>([^<]*)</.exec(text) ?? []
  return sentence ?? assert.fail(text)
}

/** The error that an authorize URL is answered with by a redirect; fails on a page. */
export async function errorOf({ server }: RequestWorld, parameters: Form): Promise<string> {
  const { headers, text } = await server.get(urlOf(parameters), { accept: 'text/html' })
  const location = headers.get('location') ?? assert.fail(text)
  const { searchParams } = new URL(location)
  assert.equal(searchParams.has('code'), false)
  return searchParams.get('error') ?? assert.fail(location)
}

export { anna, hiddenFields, newVisitor, redirectUri, verifier }
