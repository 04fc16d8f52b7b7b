import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { anna, ben, definition } from '../definition.ts'
import { allowedCode, newVisitor } from '../sign-in.ts'
import { postForm, redeem, requestUrl, type TokenAnswer } from './app-side.ts'
import type { Person } from './browser-steps.ts'
import { useStage } from './stage.ts'

const stage = useStage(definition)

async function connect(scope: string, person: Person = anna, more: Record<string, string> = {}) {
  const request = { scope, redirect_uri: stage.callback, nonce: 'the-nonce', ...more }
  const code = await allowedCode(
    newVisitor(stage.issuer),
    requestUrl(stage.issuer, 'standard', request),
    person,
  )
  return redeem(stage.issuer, 'standard', code, stage.callback)
}

async function refresh(token: unknown, more: Record<string, string> = {}): Promise<TokenAnswer> {
  const form = { grant_type: 'refresh_token', refresh_token: String(token), ...more }
  const response = await postForm(`${stage.issuer}/oauth2/token`, form, 'standard')
  return (await response.json()) as TokenAnswer
}

function userinfo(authorization?: string, init: RequestInit = {}): Promise<Response> {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
  return fetch(`${stage.issuer}/oauth2/userinfo`, { headers, ...init })
}

test('an ID token comes with openid and not without', async () => {
  const with_ = await connect('openid devices:read')
  const without = await connect('devices:read')
  assert.ok(with_.id_token)
  assert.ok(!('id_token' in without))
  const narrowed = await refresh(with_.refresh_token, { scope: 'devices:read' })
  assert.ok(!('id_token' in narrowed), 'openid was left out of the refreshed scope')
})

test('the ID token is signed by a published key and says no more than it must', async () => {
  const { id_token } = await connect('openid profile email')
  const keys = createRemoteJWKSet(new URL(`${stage.issuer}/oauth2/jwks`))
  const { payload, protectedHeader } = await jwtVerify(String(id_token), keys, {
    issuer: stage.issuer,
    audience: 'standard',
  })
  assert.equal(protectedHeader.alg, 'RS256')
  const names = ['at_hash', 'aud', 'auth_time', 'exp', 'iat', 'iss', 'nonce', 'sub', 'acr', 'amr', 'sid']
  assert.deepEqual(Object.keys(payload).sort(), names.sort())
  assert.equal(payload.nonce, 'the-nonce')
})

test('a refresh keeps sub, aud and auth_time; iat moves on; two people differ', async () => {
  const first = await connect('openid devices:read')
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  const second = await refresh(first.refresh_token)
  const [before, after] = [decodeJwt(String(first.id_token)), decodeJwt(String(second.id_token))]
  assert.deepEqual([after.iss, after.sub, after.aud], [before.iss, before.sub, before.aud])
  assert.equal(after.auth_time, before.auth_time)
  assert.ok(Number(after.iat) > Number(before.iat))
  const other = await connect('openid devices:read', ben)
  assert.notEqual(decodeJwt(String(other.id_token)).sub, before.sub)
})

test('userinfo answers what the scope tells, by header or by body', async () => {
  const { access_token, id_token } = await connect('openid profile email')
  const person = {
    sub: decodeJwt(String(id_token)).sub,
    name: 'Anna Andersson',
    locale: 'sv',
    email: anna.email,
    email_verified: false,
  }
  const { updated_at, ...told } = (await (await userinfo(`Bearer ${access_token}`)).json()) as TokenAnswer
  assert.deepEqual(told, person)
  const body = new URLSearchParams({ access_token })
  const byBody = await userinfo(undefined, { method: 'POST', body })
  assert.deepEqual(await byBody.json(), { ...person, updated_at })
  const less = await connect('openid')
  assert.deepEqual(await (await userinfo(`bearer ${less.access_token}`)).json(), { sub: person.sub })
})

test('userinfo without a token: a challenge and no error', async () => {
  const response = await userinfo()
  assert.equal(response.status, 401)
  assert.match(response.headers.get('www-authenticate') ?? '', /^Bearer realm="userinfo", DPoP algs="[^"]+"$/)
})

test('userinfo with a bad token, a client’s own, or one in the URL: 401', async () => {
  const form = { grant_type: 'client_credentials' }
  const own = (await (await postForm(`${stage.issuer}/oauth2/token`, form, 'standard')).json()) as TokenAnswer
  for (const token of ['nonsense', `${own.access_token}x`, own.access_token]) {
    const response = await userinfo(`Bearer ${token}`)
    assert.equal(response.status, 401)
    assert.match(response.headers.get('www-authenticate') ?? '', /^Bearer .*error="invalid_token"/)
  }
  const { access_token } = await connect('openid')
  const inUrl = await fetch(`${stage.issuer}/oauth2/userinfo?access_token=${access_token}`)
  assert.equal(inUrl.status, 401)
})

test('userinfo without openid: 403, and the challenge names the scope', async () => {
  const { access_token } = await connect('devices:read')
  const response = await userinfo(`Bearer ${access_token}`)
  assert.equal(response.status, 403)
  const challenge = response.headers.get('www-authenticate') ?? ''
  assert.match(challenge, /error="insufficient_scope"/)
  assert.match(challenge, /scope="openid"/)
})
