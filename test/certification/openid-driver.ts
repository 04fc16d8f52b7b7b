// What the suite does in the name of a client of OpenID Connect.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { createRemoteJWKSet, type JWTVerifyResult, jwtVerify } from 'jose'
import { allow, newVisitor, type Visitor } from '../sign-in.ts'
import type { Changes, Form } from './client-driver.ts'
import { callback, type Suite, secretOf, tester } from './suite.ts'

export interface OpenIdClient {
  readonly clientId: string
  readonly redirectUri?: string
  /** What authenticates it at the token endpoint; its secret in a header unless given. */
  readonly authentication?: () => Promise<Form>
}

export interface OpenIdTokens {
  readonly accessToken: string
  readonly refreshToken: string | undefined
  readonly idToken: string
  readonly verified: JWTVerifyResult
}

export interface OpenIdDriver {
  visitor(): Visitor
  /** The authorize URL; `undefined` takes a parameter away. */
  url(client: OpenIdClient, changes?: Changes): string
  /** What a request is answered with by a redirect; signs in and accepts as far as it is asked for. */
  answer(client: OpenIdClient, changes?: Changes, visitor?: Visitor): Promise<URL>
  /** Fails unless a request shows an error page, and does not redirect. */
  assertErrorPage(url: string): Promise<void>
  post(path: string, client: OpenIdClient, form: Form): Promise<Response>
  tokens(client: OpenIdClient, changes?: Changes, visitor?: Visitor): Promise<OpenIdTokens>
  redeem(client: OpenIdClient, code: string): Promise<OpenIdTokens>
  userinfo(accessToken: string): Promise<Response>
}

export function openIdDriver(suite: Suite): OpenIdDriver {
  const { issuer } = suite
  const keys = createRemoteJWKSet(new URL(`${issuer}/oauth2/jwks`))
  const redeem: OpenIdDriver['redeem'] = async (client, code) => {
    const redirect_uri = client.redirectUri ?? callback
    const response = await post('/oauth2/token', client, {
      grant_type: 'authorization_code',
      code,
      redirect_uri,
    })
    return tokensOf(await verifiedAnswer(response), client)
  }
  const post: OpenIdDriver['post'] = async (path, client, form) => {
    const { clientId, authentication } = client
    const basic = Buffer.from([clientId, secretOf(clientId)].map(encodeURIComponent).join(':')).toString(
      'base64',
    )
    const headers: Form = authentication === undefined ? { authorization: `Basic ${basic}` } : {}
    const body = new URLSearchParams({ ...(await authentication?.()), ...form })
    return fetch(issuer + path, { method: 'POST', headers, body })
  }
  const tokensOf = async (
    json: Readonly<Record<string, unknown>>,
    { clientId }: OpenIdClient,
  ): Promise<OpenIdTokens> => {
    const { access_token: accessToken, refresh_token: refreshToken, id_token: idToken } = json
    const verified = await jwtVerify(String(idToken), keys, { issuer, audience: clientId })
    return {
      accessToken: String(accessToken),
      refreshToken: typeof refreshToken === 'string' ? refreshToken : undefined,
      idToken: String(idToken),
      verified,
    }
  }
  const answer: OpenIdDriver['answer'] = async (client, changes, visitor = newVisitor(issuer)) => {
    const { location, page } = await allow(visitor, urlOf(issuer, client, changes), tester)
    return new URL(location ?? assert.fail(page))
  }
  return {
    ...{ answer, post, redeem },
    visitor: () => newVisitor(issuer),
    url: (client, changes) => urlOf(issuer, client, changes),
    assertErrorPage: async (url) => {
      const response = await newVisitor(issuer).get(url)
      assert.deepEqual([response.status, response.headers.get('location')], [400, null])
      assert.match(await response.text(), /id="oauth-error"/)
    },
    tokens: async (client, changes, visitor) => {
      const to = await answer(client, changes, visitor)
      return redeem(client, to.searchParams.get('code') ?? assert.fail(to.href))
    },
    userinfo: (token) =>
      fetch(`${issuer}/oauth2/userinfo`, { headers: { authorization: `Bearer ${token}` } }),
  }
}

async function verifiedAnswer(response: Response): Promise<Readonly<Record<string, unknown>>> {
  const text = await response.text()
  assert.equal(response.status, 200, text)
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/)
  assert.equal(response.headers.get('cache-control'), 'no-store')
  return JSON.parse(text)
}

function urlOf(
  issuer: string,
  { clientId, redirectUri = callback }: OpenIdClient,
  changes: Changes = {},
): string {
  const parameters: Changes = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'openid',
    state: randomBytes(8).toString('base64url'),
    nonce: randomBytes(8).toString('base64url'),
    ...changes,
  }
  const present = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return `${issuer}/oauth2/authorize?${new URLSearchParams(present)}`
}
