// A running server with a person of whom every standard claim is known, and clients that each registered something else.

import assert from 'node:assert/strict'
import { createLocalJWKSet, decodeJwt, type JWTPayload, type JWTVerifyResult, jwtVerify } from 'jose'
import { anna, ben, definition, secretOf } from '../definition.ts'
import { allow, hiddenFields, newVisitor, type Visitor } from '../sign-in.ts'
import { type RunningLatchkey, type StartOptions, startLatchkey } from '../start-latchkey.ts'

export type Form = Readonly<Record<string, string>>

export interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string
  readonly idToken: string
  /** The whole answer. */
  readonly answer: Readonly<Record<string, unknown>>
  /** What is in the ID token. */
  readonly claims: JWTPayload
}

export interface OpenIdWorld {
  readonly running: RunningLatchkey
  readonly issuer: string
  /** The authorize URL of a complete request of this client; an empty value takes a parameter away. */
  url(clientId: string, more?: Form): string
  visitor(): Visitor
  /** What a request is answered with by a redirect, at once and without a page. */
  answer(visitor: Visitor, clientId: string, more?: Form): Promise<URLSearchParams>
  /** The page that a request shows; fails on a redirect. */
  page(visitor: Visitor, clientId: string, more?: Form): Promise<string>
  /** Signs in and accepts as far as it is asked for, and redeems the code. */
  connect(clientId: string, more?: Form, who?: Who): Promise<Tokens>
  redeem(clientId: string, code: string): Promise<Tokens>
  token(clientId: string, form: Form): Promise<Response>
  refresh(clientId: string, token: string, more?: Form): Promise<Tokens>
  userinfo(accessToken: string): Promise<Response>
  introspect(id: string, token: string): Promise<Readonly<Record<string, unknown>>>
  /** Checks the signature by the published keys, the issuer and the audience. */
  verify(token: string, audience: string, typ?: string): Promise<JWTVerifyResult>
}

export interface Who {
  readonly visitor?: Visitor
  readonly person?: { readonly email: string; readonly password: string }
}

export const callback = 'https://app.example.com/callback'
export const otherCallback = 'https://elsewhere.example.org/callback'
export const everyScope = 'openid profile email address phone'

/** Every claim of OpenID Connect Core §5.1 but `sub` and `updated_at`. */
export const annasClaims = {
  name: 'Anna Maria Andersson',
  given_name: 'Anna',
  family_name: 'Andersson',
  middle_name: 'Maria',
  nickname: 'Annie',
  preferred_username: 'anna',
  profile: 'https://example.com/anna',
  picture: 'https://example.com/anna.png',
  website: 'https://anna.example.com',
  gender: 'female',
  birthdate: '1984-02-29',
  zoneinfo: 'Europe/Stockholm',
  locale: 'sv-SE',
  email_verified: true,
  phone_number: '+46 8 123 45 67',
  phone_number_verified: true,
  address: {
    formatted: 'Storgatan 1\n222 22 Lund',
    street_address: 'Storgatan 1',
    locality: 'Lund',
    region: 'Skåne',
    postal_code: '222 22',
    country: 'Sweden',
  },
}

function app(clientId: string, more: object = {}): object {
  return {
    clientId,
    clientSecret: secretOf(clientId),
    name: `App ${clientId}`,
    policy: 'openid',
    redirectUris: [callback],
    scopes: [...everyScope.split(' '), 'offline_access', 'devices:read'],
    ...more,
  }
}

function signing(algorithm: string): object {
  const more = { idTokenSignedResponseAlg: algorithm, userinfoSignedResponseAlg: algorithm }
  return app(`signs-${algorithm}`, more)
}

const pairwise = { subjectType: 'pairwise' }

const openIdDefinition = {
  ...definition,
  accounts: [
    { ...anna, roles: ['homeowner'], claims: annasClaims },
    { ...ben, roles: ['homeowner'], claims: { name: 'Ben Berg' } },
  ],
  clients: [
    app('basic'),
    app('second'),
    app('narrow', { scopes: ['openid', 'email', 'devices:read'] }),
    app('plain', { scopes: ['devices:read'] }),
    app('aged', { defaultMaxAge: 1, requireAuthTime: true, defaultAcrValues: ['urn:example:loa:9'] }),
    ...['RS256', 'ES256', 'PS256', 'EdDSA'].map(signing),
    app('pair-one', pairwise),
    app('pair-two', pairwise),
    app('pair-other', { ...pairwise, redirectUris: [otherCallback] }),
  ],
}

export async function startOpenIdWorld(options: StartOptions = {}): Promise<OpenIdWorld> {
  const running = await startLatchkey({ definition: openIdDefinition, ...options })
  const { issuer } = running
  const keys = createLocalJWKSet(await json(await fetch(`${issuer}/oauth2/jwks`)))
  const url: OpenIdWorld['url'] = (clientId, more = {}) => urlOf(issuer, clientId, more)
  const token: OpenIdWorld['token'] = (clientId, form) => post(`${issuer}/oauth2/token`, clientId, form)
  const redeem: OpenIdWorld['redeem'] = async (clientId, code) => {
    const form = { grant_type: 'authorization_code', code, redirect_uri: callbackOf(clientId) }
    return tokensOf(await token(clientId, form))
  }
  return {
    running,
    issuer,
    url,
    token,
    redeem,
    visitor: () => newVisitor(issuer),
    answer: async (visitor, clientId, more) => answered(await visitor.get(url(clientId, more))),
    page: async (visitor, clientId, more) => shown(await visitor.get(url(clientId, more))),
    connect: async (clientId, more, { visitor = newVisitor(issuer), person = anna } = {}) => {
      const { location, page } = await allow(visitor, url(clientId, more), person)
      return redeem(clientId, new URL(location ?? assert.fail(page)).searchParams.get('code') ?? '')
    },
    refresh: async (clientId, refreshToken, more = {}) =>
      tokensOf(await token(clientId, { grant_type: 'refresh_token', refresh_token: refreshToken, ...more })),
    userinfo: (accessToken) =>
      fetch(`${issuer}/oauth2/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } }),
    introspect: async (id, text) => json(await post(`${issuer}/oauth2/introspect`, id, { token: text })),
    verify: (text, audience, typ = 'JWT') => jwtVerify(text, keys, { issuer, audience, typ }),
  }
}

function callbackOf(clientId: string): string {
  return clientId === 'pair-other' ? otherCallback : callback
}

function urlOf(issuer: string, clientId: string, more: Form): string {
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: callbackOf(clientId),
    scope: 'openid',
    state: 'the-state',
    nonce: 'the-nonce',
    ...more,
  }
  const present = Object.entries(parameters).filter(([, value]) => value !== '')
  return `${issuer}/oauth2/authorize?${new URLSearchParams(present)}`
}

function post(url: string, id: string, form: Form): Promise<Response> {
  const authorization = `Basic ${Buffer.from(`${id}:${secretOf(id)}`).toString('base64')}`
  return fetch(url, { method: 'POST', headers: { authorization }, body: new URLSearchParams(form) })
}

async function answered(response: Response): Promise<URLSearchParams> {
  const location = response.headers.get('location') ?? assert.fail(await response.text())
  assert.ok(location.startsWith('https://'), `it went to ${location}`)
  return new URL(location).searchParams
}

async function shown(response: Response): Promise<string> {
  assert.equal(response.headers.get('location'), null)
  return response.text()
}

async function tokensOf(response: Response): Promise<Tokens> {
  const answer = await json<Record<string, unknown>>(response)
  assert.equal(response.status, 200, JSON.stringify(answer))
  const { access_token: accessToken, refresh_token: refreshToken, id_token: idToken } = answer
  return {
    accessToken: String(accessToken),
    refreshToken: String(refreshToken),
    idToken: String(idToken),
    answer,
    claims: typeof idToken === 'string' ? decodeJwt(idToken) : {},
  }
}

async function json<T>(response: Response): Promise<T> {
  return (await response.json()) as T
}

/** Signs in on the sign-in page of a request; answers where that leads, which was not asked yet. */
export async function signInOn(
  visitor: Visitor,
  page: string,
  person: { readonly email: string; readonly password: string },
): Promise<string> {
  const response = await visitor.post('/login', { ...hiddenFields(page, 'login-form'), ...person })
  return response.headers.get('location') ?? assert.fail(await response.text())
}

/** What the field for the e-mail holds on a sign-in page. */
export function filledInEmail(page: string): string | undefined {
  const [field = ''] = /<input[^>]*name="email"[^>]*>/.exec(page) ?? []
  return /value="([^"]*)"/.exec(field)?.[1]
}

export const waits = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis))

export { anna, ben, secretOf }
