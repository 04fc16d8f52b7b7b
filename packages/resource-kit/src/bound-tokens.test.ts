import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, test } from 'node:test'
import { sha256 } from '@latchkey/protocol'
import { Hono } from 'hono'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import type { Access } from './access.ts'
import type { DpopRules } from './dpop-rules.ts'
import { requireToken, type TokenEnv, type TokenRequirement } from './require-token.ts'

// RFC 9449 §7, RFC 8705 §3 and RFC 9470, as an API of somebody else uses them.

const origin = 'https://lamps.example'
const now = 1_700_000_000_000
const certificate = 'c'.repeat(43)
let privateKey: CryptoKey
let jwk: JWK
let jkt: string

before(async () => {
  const pair = await generateKeyPair('ES256', { extractable: true })
  privateKey = pair.privateKey
  jwk = await exportJWK(pair.publicKey)
  jkt = await calculateJwkThumbprint(jwk)
})

const access = (more: Partial<Access>): Access => ({
  subject: 'anna',
  clientId: 'app',
  scope: ['lamps:read'],
  homes: [],
  expiresAt: 2e9,
  ...more,
})

async function verify(token: string): Promise<Access | undefined> {
  const tokens: Readonly<Record<string, Access>> = {
    bearer: access({}),
    bound: access({ confirmation: { jkt } }),
    certified: access({ confirmation: { 'x5t#S256': certificate } }),
    fresh: access({ authTime: now / 1000 - 60, acr: 'urn:two' }),
    old: access({ authTime: now / 1000 - 61, acr: 'urn:one' }),
  }
  return tokens[token]
}

const dpop: DpopRules = { origins: [origin], now: () => now }
const requirement: TokenRequirement = { verify, realm: 'lamps', needs: ['lamps:read'], now: () => now }

function lamps(more: Partial<TokenRequirement> = {}) {
  const app = new Hono<TokenEnv>()
  app.get('/lamps', requireToken({ ...requirement, ...more }), () => new Response('lit'))
  return async (headers: Readonly<Record<string, string>>) => {
    const response = await app.request('https://inside.example/lamps', { headers })
    return {
      status: response.status,
      challenge: response.headers.get('WWW-Authenticate'),
      nonce: response.headers.get('DPoP-Nonce'),
    }
  }
}

function proof(claims: object = {}): Promise<string> {
  const made = { jti: randomUUID(), htm: 'GET', htu: `${origin}/lamps`, iat: now / 1000 }
  return new SignJWT({ ...made, ath: sha256('bound'), ...claims })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
    .sign(privateKey)
}

const bound = async (claims: object = {}) => ({ authorization: 'DPoP bound', dpop: await proof(claims) })

test('a bound token passes with its proof, once, at the address that is configured', async () => {
  const ask = lamps({ dpop })
  const headers = await bound()
  assert.equal((await ask(headers)).status, 200)
  assert.match((await ask(headers)).challenge ?? '', /^DPoP realm="lamps", error="invalid_dpop_proof"/)
  assert.equal((await ask(await bound({ htu: 'https://inside.example/lamps' }))).status, 401)
})

test('an API that knows no DPoP refuses a bound token however it is sent', async () => {
  const ask = lamps()
  assert.equal((await ask(await bound())).challenge, 'Bearer realm="lamps", scope="lamps:read"')
  const asBearer = await ask({ authorization: 'Bearer bound' })
  assert.match(asBearer.challenge ?? '', /^Bearer realm="lamps", error="invalid_token".*"lamps:read"$/)
})

test('an API may accept DPoP without offering it', async () => {
  const ask = lamps({ dpop, offersDpop: false })
  assert.equal((await ask({})).challenge, 'Bearer realm="lamps", scope="lamps:read"')
  assert.equal((await ask(await bound())).status, 200)
})

test('nonces of the API’s own', async () => {
  const nonces = {
    current: () => 'next',
    isGood: (nonce: string) => nonce === 'good',
    areDemandedOf: async ({ clientId }: Access) => clientId === 'app',
  }
  const ask = lamps({ dpop: { ...dpop, nonces } })
  const challenged = await ask(await bound())
  assert.match(challenged.challenge ?? '', /^DPoP .*error="use_dpop_nonce"/)
  assert.equal(challenged.nonce, 'next')
  assert.deepEqual(await ask(await bound({ nonce: 'good' })), { status: 200, challenge: null, nonce: 'next' })
  assert.equal((await ask({ authorization: 'Bearer bearer' })).nonce, null)
})

test('a token that is bound to a certificate needs the connection’s', async () => {
  const ask = (thumbprint: string | undefined) =>
    lamps({ certificateThumbprint: () => thumbprint })({ authorization: 'Bearer certified' })
  assert.equal((await ask(certificate)).status, 200)
  for (const thumbprint of [undefined, 'd'.repeat(43)])
    assert.match((await ask(thumbprint)).challenge ?? '', /^Bearer .*error="invalid_token"/)
  assert.equal((await lamps()({ authorization: 'Bearer certified' })).status, 401)
})

test('a sign-in that is too old is told how new it must be (RFC 9470 §3)', async () => {
  const ask = lamps({ maxAge: 60 })
  assert.equal((await ask({ authorization: 'Bearer fresh' })).status, 200)
  for (const token of ['old', 'bearer']) {
    const { status, challenge } = await ask({ authorization: `Bearer ${token}` })
    assert.equal(status, 401)
    assert.match(challenge ?? '', /^Bearer .*error="insufficient_user_authentication".*max_age="60"/)
  }
})

test('a sign-in of the wrong kind is told which would do, in the scheme that the token came by', async () => {
  const acrValues = ['urn:two', 'urn:three']
  const ask = lamps({ acrValues, dpop })
  assert.equal((await ask({ authorization: 'Bearer fresh' })).status, 200)
  const { challenge } = await ask({ authorization: 'Bearer old' })
  assert.match(challenge ?? '', /^Bearer .*acr_values="urn:two urn:three".*, DPoP algs=/)
  assert.match((await ask(await bound())).challenge ?? '', /^DPoP .*acr_values="urn:two urn:three"/)
})
