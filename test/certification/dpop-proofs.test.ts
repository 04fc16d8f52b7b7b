// docs/certification.md, FAPI 2.0: DPoP proofs beside a token of a FAPI 2.0 client. The server asks for a nonce; as the suite does,
// a request that is answered so is repeated once.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { type DpopKey, newKey, proofFor } from '../oidc/dpop.ts'
import type { TlsAnswer } from '../oidc/mtls-server.ts'
import { type ClientDriver, driverOf } from './client-driver.ts'
import { type Suite, startSuite } from './suite.ts'

let suite: Suite
let driver: ClientDriver
let other: DpopKey
let rsa: DpopKey
let token: string
before(async () => {
  suite = await startSuite()
  driver = await driverOf(suite, 'key-dpop-1')
  ;[other, rsa] = await Promise.all([newKey(), newKey('RS256')])
  token = String((await driver.token(driver.redemption(await driver.code()))).json.access_token)
})
after(() => suite.end())

const seconds = () => Math.floor(Date.now() / 1000)

interface Proof {
  readonly key?: DpopKey
  readonly header?: object
  readonly claims?: object
  readonly query?: string
  /** What becomes of the proof once it is signed. */
  readonly altered?: (proof: string) => string
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const part = (proof: string, at: number) => proof.split('.')[at] ?? ''

const accepted: Readonly<Record<string, () => Proof>> = {
  'a right proof': () => ({}),
  'one of 10 seconds ago': () => ({ claims: { iat: seconds() - 10 } }),
  'one of 10 seconds ahead': () => ({ claims: { iat: seconds() + 10 } }),
  'nbf ahead and exp past, which it has no claims of': () => ({
    claims: { nbf: seconds() + 300, exp: seconds() - 300 },
  }),
  'query and fragment in htu': () => ({ query: '?a=b#c' }),
  'capital letters in the host of htu': () => ({
    claims: { htu: suite.issuer.replace('localhost', 'LOCALHOST') + path },
  }),
  'claims and members that nobody knows': () => ({ header: { tx: 'y' }, claims: { tx: { a: 1 } } }),
}

const refused: Readonly<Record<string, () => Proof>> = {
  'two proofs': () => ({ altered: (proof) => `${proof}, ${proof}` }),
  'what is no JWT': () => ({ altered: (proof) => proof.slice(0, proof.indexOf('.')) }),
  'no typ': () => ({ header: { typ: undefined } }),
  'another typ': () => ({ header: { typ: 'dpop+jwt+x' } }),
  'no alg': () => ({
    altered: (proof) =>
      `${encoded({ typ: 'dpop+jwt', jwk: driver.dpopKey.jwk })}.${part(proof, 1)}.${part(proof, 2)}`,
  }),
  'alg none': () => ({
    altered: (proof) =>
      `${encoded({ typ: 'dpop+jwt', alg: 'none', jwk: driver.dpopKey.jwk })}.${part(proof, 1)}.`,
  }),
  'alg RS256': () => ({ key: rsa }),
  'no jwk': () => ({ header: { jwk: undefined } }),
  'a private jwk': () => ({ header: { jwk: driver.dpopKey.privateJwk } }),
  'a bad signature': () => ({ altered: (proof) => proof.replace(/.{8}$/, 'AAAAAAAA') }),
  'no jti': () => ({ claims: { jti: undefined } }),
  'no htm': () => ({ claims: { htm: undefined } }),
  'another htm': () => ({ claims: { htm: 'PUT' } }),
  'no htu': () => ({ claims: { htu: undefined } }),
  'another htu': () => ({ claims: { htu: 'https://www.example.com/' } }),
  'no iat': () => ({ claims: { iat: undefined } }),
  'no ath': () => ({ claims: { ath: undefined } }),
  'another ath': () => ({ claims: { ath: Buffer.alloc(32).toString('base64url') } }),
  'the key of somebody else': () => ({ key: other }),
}

let path = ''
for (const at of ['/v1/structures', '/oauth2/userinfo'])
  describe(at, () => {
    before(() => {
      path = at
    })

    async function proofOf(
      { key = driver.dpopKey, query = '', altered = (text) => text, ...more }: Proof,
      nonce?: string,
    ) {
      const url = suite.issuer + at + query
      return altered(await proofFor(key, { url, method: 'GET', accessToken: token, nonce, ...more }))
    }

    const send = (dpop: string, headers: object = {}) =>
      suite.ask(at, { port: suite.port, headers: { authorization: `DPoP ${token}`, dpop, ...headers } })

    async function ask(proof: Proof, headers?: object): Promise<TlsAnswer> {
      const first = await send(await proofOf(proof), headers)
      const { 'dpop-nonce': nonce } = first.headers
      const isChallenged = first.json.error === 'use_dpop_nonce' && typeof nonce === 'string'
      return isChallenged ? send(await proofOf(proof, nonce), headers) : first
    }

    for (const [name, proof] of Object.entries(accepted))
      test(`taken: ${name}`, async () => {
        const { status, text } = await ask(proof())
        assert.equal(status, 200, text)
      })

    for (const [name, proof] of Object.entries(refused))
      test(`refused: ${name}`, async () => {
        const { status, json, headers, text } = await ask(proof())
        assert.equal(status, 401, text)
        assert.match(String(json.error), /^invalid_(dpop_proof|token)$/)
        assert.match(String(headers['www-authenticate']), /^DPoP /)
      })

    test('refused: a proof of an hour ago or ahead, before a nonce is asked for', async () => {
      for (const ahead of [-3_600, 3_600]) {
        const { status, json } = await send(await proofOf({ claims: { iat: seconds() + ahead } }))
        assert.deepEqual([status, json.error], [401, 'invalid_dpop_proof'])
        assert.equal((await ask({ claims: { iat: seconds() + ahead } })).status, 401)
      }
    })

    test('refused: no proof, and a bound token as a bearer token', async () => {
      const headers = { authorization: `DPoP ${token}` }
      assert.equal((await suite.ask(at, { port: suite.port, headers })).status, 401)
      const bearer = { authorization: `Bearer ${token}` }
      assert.equal((await suite.ask(at, { port: suite.port, headers: bearer })).status, 401)
      assert.equal((await ask({}, bearer)).status, 401)
    })

    test('refused: a jti that comes again', async () => {
      const proof = { claims: { jti: randomUUID() } }
      assert.equal((await ask(proof)).status, 200)
      assert.equal((await ask(proof)).status, 401)
    })
  })

test('the token endpoint takes a proof of 10 seconds ago, and of 10 ahead', async () => {
  const form = { grant_type: 'client_credentials', scope: 'structures:read' }
  const url = `${suite.issuer}/oauth2/token`
  const ask = async (ahead: number, nonce?: string) => {
    const dpop = await proofFor(driver.dpopKey, { url, nonce, claims: { iat: seconds() + ahead } })
    return suite.ask('/oauth2/token', {
      port: suite.port,
      form: { ...(await driver.authentication()), ...form },
      headers: { dpop },
    })
  }
  for (const ahead of [-10, 10]) {
    const { headers } = await ask(ahead)
    const { status, text } = await ask(ahead, String(headers['dpop-nonce']))
    assert.equal(status, 200, text)
  }
})
