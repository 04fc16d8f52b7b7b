import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import type { SealedKind } from '../../apps/auth-server/src/keys/sealer.ts'
import { authorizeUrl } from '../attacks/authorization.ts'
import { signedIn, submit } from '../console/developer.ts'
import { anna, ben, definition, redirectUri, secretOf } from '../definition.ts'
import { assertionOf, type DpopKey, newKey, proofFor } from '../oidc/dpop.ts'
import { type AppHost, startAppHost } from '../oidc/logout-world.ts'
import { registered } from '../oidc/registering.ts'
import { type Form, type SeededLatchkey, startSeeded, tokensOf } from '../seeded-latchkey.ts'
import { allow, hiddenFields, newVisitor } from '../sign-in.ts'

/** A server, the keys of its clients, and everything that goes between them. */
export interface KindWorld {
  readonly server: SeededLatchkey
  readonly apps: AppHost
  /** Of the client `signing`, and the one to which a token is bound. */
  readonly clientKey: DpopKey
  readonly boundKey: DpopKey
  /** What registered itself, for its registration access token. */
  readonly registration: Readonly<Record<string, unknown>>
  end(): Promise<void>
}

/** One living thing of a kind. Whatever is spent by use is made anew for each use. */
type Make = (world: KindWorld) => Promise<string>

const scope = ['openid', 'structures:read', 'devices:read']
const meter = ['https://meter.example.com']

/** Where each may leave to when a person signs out. */
const leaving = definition.clients.map((client) => ({ ...client, postLogoutRedirectUris: [redirectUri] }))

export async function startKindWorld(): Promise<KindWorld> {
  const [clientKey, boundKey, apps] = [await newKey(), await newKey(), await startAppHost()]
  const jwks = { keys: [{ ...clientKey.jwk, kid: 'of-the-test', alg: clientKey.alg, use: 'sig' }] }
  const server = await startWith(jwks, apps)
  const registration = await registered(server.issuer)
  const end = async () => {
    apps.close()
    await server.end()
  }
  return { server, apps, clientKey, boundKey, registration, end }
}

async function startWith(jwks: object, apps: AppHost): Promise<SeededLatchkey> {
  try {
    return await startSeeded({
      definition: { ...definition, clients: [...leaving, ...moreClients(jwks, apps.origin)] },
      env: { LATCHKEY_OUTBOUND_ALLOW: new URL(apps.origin).host },
    })
  } catch (error) {
    apps.close()
    throw error
  }
}

function moreClients(jwks: object, origin: string): readonly object[] {
  const of = (clientId: string, more: object) => ({
    ...{ clientId, name: `App ${clientId}`, policy: 'openid', redirectUris: [redirectUri], scopes: scope },
    ...more,
  })
  const secret = (clientId: string, more: object) =>
    of(clientId, { clientSecret: secretOf(clientId), ...more })
  return [
    of('signing', { jwks, grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'] }),
    secret('told', { backchannelLogoutUri: `${origin}/told` }),
    secret('signed-userinfo', { userinfoSignedResponseAlg: 'RS256' }),
  ]
}

/** What the server itself seals, each with the kinds below that it is; a new one does not compile before it is here. */
export const sealedAs: Readonly<Record<SealedKind, readonly string[]>> = {
  'access token': ['sealed access token', 'client’s own token', 'legacy access token', 'bound access token'],
  'authorization request': ['sealed request'],
  form: ['request in progress'],
  'password reset': ['link to a new password'],
  'run of a flow': ['run of a flow'],
}

export const kinds: Readonly<Record<string, Make>> = {
  'sealed access token': async ({ server }) => (await server.connect('standard', { scope })).accessToken,
  'refresh token': async ({ server }) => (await server.connect('standard', { scope })).refreshToken ?? '',
  'ID token': ({ server }) => idToken(server, 'standard'),
  'signed access token': async ({ server }) =>
    (await server.connect('standard', { scope, audience: meter })).accessToken,
  'client’s own token': async ({ server }) =>
    tokensOf(await server.token('standard', { grant_type: 'client_credentials' })).accessToken,
  'lasting access token': async ({ server }) => (await server.connect('nest-web')).accessToken,
  'legacy access token': async ({ server }) => (await server.connect('nibe')).accessToken,
  'legacy refresh token': async ({ server }) => (await server.connect('nibe')).refreshToken ?? '',
  'bound access token': boundToken,
  'authorization code': ({ server }) => server.newCode('standard', { scope }),
  'sealed request': async (world) => (await loginFields(world)).request ?? '',
  'form token': async (world) => (await loginFields(world)).form_token ?? '',
  'request in progress': requestInProgress,
  'session cookie': sessionCookie,
  'link to a new password': async ({ server }) =>
    /token=(\S+)/.exec(await server.cli('account', 'reset', ben.email))?.[1] ?? '',
  'run of a flow': runOfFlow,
  'client assertion': ({ server, clientKey }) => assertionOf(clientKey, server.issuer, 'signing'),
  'request object': requestObject,
  request_uri: async ({ server }) => {
    const asked = Object.fromEntries(new URL(authorizeUrl(), server.issuer).searchParams)
    const pushed = await server.post('/oauth2/par', { ...asked, client_secret: secretOf('standard') })
    return String(pushed.json.request_uri)
  },
  'DPoP proof': ({ server, boundKey }) => proofFor(boundKey, { url: `${server.issuer}/oauth2/token` }),
  'registration access token': async ({ registration }) => String(registration.registration_access_token),
  'logout token': logoutToken,
  'signed authorization answer': async ({ server }) => {
    const { location } = await allow(newVisitor(server.issuer), authorizeUrl({ response_mode: 'jwt' }), anna)
    return new URL(location ?? '').searchParams.get('response') ?? ''
  },
  'gateway identity': async ({ server }) => {
    const { accessToken } = await server.connect('standard', { scope, audience: meter })
    const headers = { authorization: `Bearer ${accessToken}`, 'latchkey-api-secret': secretOf('meter-api') }
    return (await server.get('/gateway/meter-api', headers)).headers.get('latchkey-identity') ?? ''
  },
  'signed userinfo': async ({ server }) => {
    const { accessToken } = await server.connect('signed-userinfo')
    return (await server.get('/oauth2/userinfo', { authorization: `Bearer ${accessToken}` })).text
  },
  'signed introspection': async ({ server }) => {
    const { accessToken } = await server.connect('standard', { scope })
    const form = { client_id: 'standard', client_secret: secretOf('standard'), token: accessToken }
    const accept = 'application/token-introspection+jwt'
    return (await server.post('/oauth2/introspect', form, { accept })).text
  },
}

export async function idToken(server: SeededLatchkey, clientId: string): Promise<string> {
  const code = await server.newCode(clientId, { scope })
  return String((await server.token(clientId, server.redemption(clientId, code))).json.id_token)
}

async function boundToken({ server, boundKey }: KindWorld): Promise<string> {
  const code = await server.newCode('standard', { scope })
  const form: Form = { ...server.redemption('standard', code), client_id: 'standard' }
  const dpop = await proofFor(boundKey, { url: `${server.issuer}/oauth2/token` })
  const secret = { client_secret: secretOf('standard') }
  const answer = await server.post('/oauth2/token', { ...form, ...secret }, { dpop })
  assert.equal(answer.json.token_type, 'DPoP', answer.text)
  return String(answer.json.access_token)
}

async function loginFields({ server }: KindWorld): Promise<Form> {
  return hiddenFields(await (await newVisitor(server.issuer).get(authorizeUrl())).text(), 'login-form')
}

async function requestInProgress({ server }: KindWorld): Promise<string> {
  const asked = Object.fromEntries(new URL(authorizeUrl(), server.issuer).searchParams)
  const { headers } = await server.post('/oauth2/authorize', asked)
  return new URL(headers.get('location') ?? '', server.issuer).searchParams.get('in_progress') ?? ''
}

async function sessionCookie({ server }: KindWorld): Promise<string> {
  const visitor = newVisitor(server.issuer)
  const fields = hiddenFields(await (await visitor.get('/login')).text(), 'login-form')
  const answer = await visitor.post('/login', { ...fields, ...anna })
  const line = answer.headers.getSetCookie().find((cookie) => cookie.includes('session')) ?? ''
  return /=([^;]*)/.exec(line)?.[1] ?? ''
}

async function runOfFlow({ server }: KindWorld): Promise<string> {
  const visitor = await signedIn(server.issuer, anna)
  const { page } = await submit(visitor, '/console/apps/honeywell/try', 'begin-form', { flow: 'own' })
  return /name="run" value="([^"]+)"/.exec(page)?.[1] ?? ''
}

function requestObject({ server, clientKey }: KindWorld): Promise<string> {
  const asked = Object.fromEntries(new URL(authorizeUrl(), server.issuer).searchParams)
  return new SignJWT({ ...asked, client_id: 'signing', jti: randomUUID() })
    .setProtectedHeader({ alg: clientKey.alg, kid: 'of-the-test', typ: 'oauth-authz-req+jwt' })
    .setIssuer('signing')
    .setAudience(server.issuer)
    .setIssuedAt()
    .setNotBefore('0s')
    .setExpirationTime('1m')
    .sign(clientKey.privateKey)
}

async function logoutToken({ server, apps }: KindWorld): Promise<string> {
  const visitor = newVisitor(server.issuer)
  const { location } = await allow(visitor, authorizeUrl({ client_id: 'told', scope: 'openid' }), anna)
  const code = new URL(location ?? '').searchParams.get('code') ?? ''
  const { json } = await server.token('told', server.redemption('told', code))
  const before = apps.heard.length
  await visitor.get(`/oauth2/logout?id_token_hint=${json.id_token}`)
  const heard = await apps.heardAt('/told', before + 1)
  return heard.at(-1)?.form.get('logout_token') ?? ''
}
