// docs/certification.md: what the suite waits half a minute or a minute for, with a clock that only the test moves.

import assert from 'node:assert/strict'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { after, before, beforeEach, test } from 'node:test'
import { getRequestListener } from '@hono/node-server'
import { dialects } from '@latchkey/dialects'
import { codeChallengeOf } from '@latchkey/protocol'
import { SignJWT } from 'jose'
import { createAuthServer } from '../../apps/auth-server/src/app.ts'
import type { PolicyName } from '../../apps/auth-server/src/clients/policies.ts'
import {
  issuer,
  openTestServer,
  type TestServer,
} from '../../apps/auth-server/src/open-test-server.testing.ts'
import {
  minute,
  sampleAccount,
  sampleClient,
} from '../../apps/auth-server/src/store/contract/samples.testing.ts'
import { hashCode, newCode } from '../../apps/auth-server/src/token/authorization-code.ts'
import { listen } from '../journeys/stage.ts'
import { assertionType, type DpopKey, newKey, proofFor } from '../oidc/dpop.ts'
import { verifier } from '../seeded-latchkey.ts'
import { callback } from './suite.ts'

const second = 1_000
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const account = sampleAccount()
const clients = { openid: 'policy openid', fapi2: 'policy fapi2' } as const satisfies Partial<
  Record<PolicyName, string>
>
type Named = keyof typeof clients

let opened: TestServer
let http: Server
/** Where the server listens; it calls itself otherwise. */
let origin = ''
let key: DpopKey
before(async () => {
  opened = await openTestServer()
  http = createServer(getRequestListener(createAuthServer(opened.server).fetch))
  origin = `http://127.0.0.1:${await listen(http)}`
  key = await newKey()
  await opened.server.store.addAccount(account)
  const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'ES256' }] }
  const more = { redirectUris: [callback], scopes: ['openid'], overrides: {}, jwks } as const
  for (const [policy, clientId] of Object.entries(clients) as [Named, string][])
    await opened.server.store.saveClient(
      sampleClient({
        clientId,
        dialect: 'standard',
        policy,
        tokenEndpointAuthMethod: 'private_key_jwt',
        ...more,
      }),
    )
})
after(async () => {
  http.closeAllConnections()
  http.close()
  await opened.close()
})

interface Answered {
  readonly status: number
  readonly json: Readonly<Record<string, unknown>>
  readonly nonce: string | undefined
}

const seconds = () => Math.floor(opened.clock.time / 1000)

async function post(
  path: string,
  policy: Named,
  form: Readonly<Record<string, string>>,
  nonce?: string,
): Promise<Answered> {
  const clientId = clients[policy]
  const assertion = new SignJWT({ iss: clientId, sub: clientId, aud: issuer, jti: randomUUID() })
    .setProtectedHeader({ alg: 'ES256', kid: 'one' })
    .setIssuedAt(seconds())
    .setExpirationTime(seconds() + 60)
  const client_assertion = await assertion.sign(privateKey)
  const dpop = await proofFor(key, { url: issuer + path, nonce, claims: { iat: seconds() } })
  const answer = await fetch(origin + path, {
    method: 'POST',
    headers: policy === 'fapi2' ? { dpop } : {},
    body: new URLSearchParams({ client_assertion_type: assertionType, client_assertion, ...form }),
  })
  const given = answer.headers.get('dpop-nonce') ?? undefined
  const json = await answer.json()
  if (json.error === 'use_dpop_nonce' && nonce === undefined) return post(path, policy, form, given)
  return { status: answer.status, json, nonce: given }
}

/** A code as a person would have allowed it now. */
async function redemption(policy: Named) {
  const { server, clock } = opened
  const clientId = clients[policy]
  const code = newCode(dialects.standard, false)
  const rights = { accountId: account.id, clientId, scope: ['openid'], details: [] }
  await server.store.saveGrant({ ...rights, createdAt: clock.time })
  await server.store.saveCode({
    ...rights,
    hash: hashCode(server.keys, clientId, code),
    expiresAt: clock.time + minute,
    redirectUri: callback,
    codeChallenge: codeChallengeOf(verifier),
    scopeText: 'openid',
    audience: [issuer],
    nonce: undefined,
    signedInAt: clock.time,
    confirmation: undefined,
  })
  return { grant_type: 'authorization_code', redirect_uri: callback, code_verifier: verifier, code }
}

async function userinfo(token: unknown): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  return (await fetch(`${origin}/oauth2/userinfo`, { headers })).status
}

beforeEach(() => {
  opened.clock.time += 60 * minute
})

test('a code that was used is refused 30 seconds later too, and ends what it bought', async () => {
  const form = await redemption('openid')
  const { json } = await post('/oauth2/token', 'openid', form)
  assert.equal(await userinfo(json.access_token), 200)
  opened.clock.time += 31 * second
  const again = await post('/oauth2/token', 'openid', form)
  assert.deepEqual([again.status, again.json.error], [400, 'invalid_grant'])
  assert.equal(await userinfo(json.access_token), 401)
})

for (const policy of Object.keys(clients) as Named[])
  test(`a code is good for a minute: ${policy}`, async () => {
    const [inTime, late] = [await redemption(policy), await redemption(policy)]
    opened.clock.time += 59 * second
    assert.equal((await post('/oauth2/token', policy, inTime)).status, 200)
    opened.clock.time += 3 * second
    const { status, json } = await post('/oauth2/token', policy, late)
    assert.deepEqual([status, json.error], [400, 'invalid_grant'])
  })

test('the refresh token of before is good 30 seconds after its use, and an hour after', async () => {
  const { json } = await post('/oauth2/token', 'fapi2', await redemption('fapi2'))
  const form = { grant_type: 'refresh_token', refresh_token: String(json.refresh_token) }
  for (const wait of [0, 31 * second, 60 * minute]) {
    opened.clock.time += wait
    const { status, json } = await post('/oauth2/token', 'fapi2', form)
    assert.deepEqual([status, json.token_type], [200, 'DPoP'], JSON.stringify(json))
  }
})

test('a request_uri is good for as long as its answer says, and then an error page', async () => {
  const parameters = {
    client_id: clients.fapi2,
    response_type: 'code',
    redirect_uri: callback,
    scope: 'openid',
    code_challenge: codeChallengeOf(verifier),
    code_challenge_method: 'S256',
  }
  const { json } = await post('/oauth2/par', 'fapi2', parameters)
  const query = new URLSearchParams({ client_id: clients.fapi2, request_uri: String(json.request_uri) })
  const open = () => fetch(`${origin}/oauth2/authorize?${query}`, { headers: { accept: 'text/html' } })
  opened.clock.time += (Number(json.expires_in) - 1) * second
  assert.match(await (await open()).text(), /id="login-form"/)
  opened.clock.time += second
  const late = await open()
  assert.deepEqual([late.status, late.headers.get('location')], [400, null])
  assert.match(await late.text(), /id="oauth-error"/)
})
