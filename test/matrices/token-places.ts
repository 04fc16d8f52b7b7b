import { authorizeUrl } from '../attacks/authorization.ts'
import { anna, redirectUri, secretOf } from '../definition.ts'
import { assertionOf, assertionType, proofFor } from '../oidc/dpop.ts'
import { hiddenFields, newVisitor } from '../sign-in.ts'
import type { KindWorld } from './token-kinds.ts'

/** A place that takes one kind of thing: the kinds that it may take, and whether it took this one. */
export interface TokenPlace {
  readonly takes: readonly string[]
  readonly isTaken: (world: KindWorld, thing: string) => Promise<boolean>
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const isGood = ({ status }: { readonly status: number }) => status === 200 || status === 403

/** Access tokens for the device API that are bound to no key. */
const forDevices = [
  'sealed access token',
  'client’s own token',
  'lasting access token',
  'legacy access token',
]

function listTools(token: string): RequestInit {
  const headers = {
    ...bearer(token),
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
  }
  return { method: 'POST', headers, body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}' }
}

export const places: Readonly<Record<string, TokenPlace>> = {
  'the device API': {
    takes: forDevices,
    isTaken: async ({ server }, thing) => isGood(await server.get('/v1/structures', bearer(thing))),
  },
  'the device API with a proof': {
    takes: ['bound access token'],
    isTaken: async ({ server, boundKey }, thing) => {
      const url = `${server.issuer}/v1/structures`
      const dpop = await proofFor(boundKey, { url, method: 'GET', accessToken: thing })
      return isGood(await server.get('/v1/structures', { authorization: `DPoP ${thing}`, dpop }))
    },
  },
  'NIBE’s API': {
    takes: forDevices,
    isTaken: async ({ server }, thing) => isGood(await server.get('/api/v1/systems', bearer(thing))),
  },
  'Nest’s tree': {
    takes: forDevices,
    isTaken: async ({ server }, thing) => isGood(await server.get('/structures', bearer(thing))),
  },
  'Honeywell’s API': {
    takes: forDevices,
    isTaken: async ({ server }, thing) => isGood(await server.get('/v2/locations', bearer(thing))),
  },
  'the door for agents': {
    takes: forDevices,
    isTaken: async ({ server }, thing) => isGood(await server.send('/mcp', listTools(thing))),
  },
  'the gateway': {
    takes: ['signed access token'],
    isTaken: async ({ server }, thing) => {
      const headers = { ...bearer(thing), 'latchkey-api-secret': secretOf('meter-api') }
      return isGood(await server.get('/gateway/meter-api', headers))
    },
  },
  userinfo: {
    takes: ['sealed access token', 'signed access token', 'lasting access token', 'legacy access token'],
    isTaken: async ({ server }, thing) => isGood(await server.get('/oauth2/userinfo', bearer(thing))),
  },
  'the refresh of standard': {
    takes: ['refresh token'],
    isTaken: async ({ server }, thing) => (await server.refresh('standard', thing)).status === 200,
  },
  'the refresh of nibe': {
    takes: ['legacy refresh token'],
    isTaken: async ({ server }, thing) => (await server.refresh('nibe', thing)).status === 200,
  },
  'the redemption of a code': {
    takes: ['authorization code'],
    isTaken: async ({ server }, thing) =>
      (await server.token('standard', server.redemption('standard', thing))).status === 200,
  },
  introspection: {
    takes: [
      ...['sealed access token', 'refresh token', 'signed access token', 'client’s own token'],
      'bound access token',
    ],
    isTaken: async ({ server }, thing) => (await server.introspect('standard', thing)).json.active === true,
  },
  'the path that ends a connection': {
    takes: [...forDevices, 'signed access token'],
    isTaken: async ({ server }, thing) => {
      const path = `/oauth2/access_tokens/${encodeURIComponent(thing)}`
      return (await server.send(path, { method: 'DELETE' })).status === 200
    },
  },
  'a client assertion': {
    takes: ['client assertion'],
    isTaken: async ({ server }, thing) => {
      const asked = { grant_type: 'client_credentials', client_assertion_type: assertionType }
      return (await server.post('/oauth2/token', { ...asked, client_assertion: thing })).status === 200
    },
  },
  'a client secret': {
    takes: [],
    isTaken: async ({ server }, thing) => {
      const form = { grant_type: 'client_credentials', client_id: 'gogox', client_secret: thing }
      return (await server.post('/oauth/token', form)).status === 200
    },
  },
  'the secret of an API': {
    takes: [],
    isTaken: async ({ server }, thing) => {
      const form = { token: 'any', client_id: 'plain-api', client_secret: thing }
      return (await server.post('/oauth2/introspect', form)).status === 200
    },
  },
  'a proof of possession': {
    takes: ['DPoP proof'],
    isTaken: async ({ server }, thing) => {
      const form = { grant_type: 'client_credentials', client_id: 'standard' }
      const secret = { client_secret: secretOf('standard') }
      return (await server.post('/oauth2/token', { ...form, ...secret }, { dpop: thing })).status === 200
    },
  },
  'a request object': {
    takes: ['request object'],
    isTaken: async ({ server }, thing) => {
      const query = new URLSearchParams({ client_id: 'signing', request: thing })
      return (await server.get(`/oauth2/authorize?${query}`)).text.includes('id="login-form"')
    },
  },
  'a pushed request object': {
    takes: ['request object'],
    isTaken: async ({ server, clientKey }, thing) => {
      const client_assertion = await assertionOf(clientKey, server.issuer, 'signing')
      const form = { client_assertion, client_assertion_type: assertionType, client_id: 'signing' }
      return (await server.post('/oauth2/par', { ...form, request: thing })).status === 201
    },
  },
  'a request_uri': {
    takes: ['request_uri'],
    isTaken: async ({ server }, thing) => {
      const query = new URLSearchParams({ client_id: 'standard', request_uri: thing })
      return (await server.get(`/oauth2/authorize?${query}`)).text.includes('id="login-form"')
    },
  },
  'a hint at who is signed in': {
    takes: ['ID token'],
    isTaken: async ({ server }, thing) => {
      const visitor = newVisitor(server.issuer)
      const leave = { id_token_hint: thing, post_logout_redirect_uri: redirectUri, client_id: 'standard' }
      const answer = await visitor.get(`/oauth2/logout?${new URLSearchParams(leave)}`)
      return answer.headers.get('location')?.startsWith(redirectUri) ?? false
    },
  },
  'a request that goes on': {
    takes: ['request in progress'],
    isTaken: async ({ server }, thing) => {
      const { status } = await server.get(`/oauth2/authorize?in_progress=${encodeURIComponent(thing)}`)
      return status === 200
    },
  },
  'the request of a form': {
    takes: [],
    isTaken: (world, thing) => isSignedInWith(world, { request: thing }),
  },
  'the token of a form': {
    takes: [],
    isTaken: (world, thing) => isSignedInWith(world, { form_token: thing }),
  },
  'a session cookie': {
    takes: ['session cookie'],
    isTaken: async ({ server }, thing) => {
      const cookie = `latchkey_session=${encodeURIComponent(thing)}`
      const { headers } = await server.get(authorizeUrl({ prompt: 'none' }), { cookie })
      return !headers.get('location')?.includes('login_required')
    },
  },
  'a link to a new password': {
    takes: ['link to a new password'],
    isTaken: async ({ server }, thing) =>
      (await server.get(`/reset?token=${encodeURIComponent(thing)}`)).text.includes('<form'),
  },
  'the management of a registration': {
    takes: ['registration access token'],
    isTaken: async ({ server, registration }, thing) => {
      const { pathname } = new URL(String(registration.registration_client_uri))
      return (await server.get(pathname, bearer(thing))).status === 200
    },
  },
}

/** What a form of another browser carried is nothing in this one, of its own kind either. */
async function isSignedInWith(
  { server }: KindWorld,
  changes: Readonly<Record<string, string>>,
): Promise<boolean> {
  const visitor = newVisitor(server.issuer)
  const fields = hiddenFields(await (await visitor.get(authorizeUrl())).text(), 'login-form')
  const answer = await visitor.post('/login', { ...fields, ...anna, ...changes })
  return answer.status === 303
}
