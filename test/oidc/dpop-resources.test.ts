import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sha256 } from '@latchkey/protocol'
import { secretOf } from '../definition.ts'
import { type Answer, type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import {
  assertionOf,
  assertionType,
  type DpopKey,
  dpopDefinition,
  newKey,
  type ProofTarget,
  proofFor,
} from './dpop.ts'

// RFC 9449 §4.3 and §7: what the device API and userinfo accept and refuse, each in the same words.

let server: SeededLatchkey
let key: DpopKey
let other: DpopKey
let rsa: DpopKey
let clientKey: DpopKey
/** Bound to `key`. */
let token: string
let bearer: string
let fapiToken: string

before(async () => {
  const keys = await Promise.all([newKey(), newKey(), newKey('RS256'), newKey()])
  ;[key, other, rsa, clientKey] = keys
  server = await startSeeded({ definition: await dpopDefinition(clientKey) })
  token = await tokenOf({ dpop: await proofFor(key, { url: `${server.issuer}/oauth2/token` }) })
  bearer = await tokenOf({})
  fapiToken = await tokenOfFapi()
})
after(() => server.end())

async function tokenOf(headers: Readonly<Record<string, string>>): Promise<string> {
  const form = server.redemption('plain', await server.newCode('plain'))
  const credentials = { client_id: 'plain', client_secret: secretOf('plain') }
  const { json } = await server.post('/oauth2/token', { ...credentials, ...form }, headers)
  return String(json.access_token)
}

async function tokenOfFapi(): Promise<string> {
  const form = server.redemption('fapi', await server.newCode('fapi'))
  const url = `${server.issuer}/oauth2/token`
  const send = async (nonce?: string) => {
    const assertion = await assertionOf(clientKey, server.issuer)
    const credentials = { client_assertion_type: assertionType, client_assertion: assertion }
    return server.post(
      '/oauth2/token',
      { ...credentials, ...form },
      { dpop: await proofFor(key, { url, nonce }) },
    )
  }
  const challenged = await send()
  const { json } = await send(challenged.headers.get('dpop-nonce') ?? undefined)
  return String(json.access_token)
}

type Headers = Readonly<Record<string, string>>
const seconds = () => Math.floor(Date.now() / 1000)

for (const [place, path] of [
  ['the device API', '/v1/structures'],
  ['userinfo', '/oauth2/userinfo'],
] as const) {
  describe(place, () => {
    const urlOf = () => server.issuer + path
    const right = (): ProofTarget => ({ url: urlOf(), method: 'GET', accessToken: token })
    const prove = (changes: Partial<ProofTarget> = {}, by = key) => proofFor(by, { ...right(), ...changes })
    const ask = (headers: Headers) => server.get(path, headers)
    const askWith = (dpop: string, more: Headers = {}) =>
      ask({ authorization: `DPoP ${token}`, dpop, ...more })

    const accepted: Readonly<Record<string, () => Promise<Answer>>> = {
      'a right proof': async () => askWith(await prove()),
      'the scheme in capital letters': async () => askWith(await prove(), { authorization: `DPOP ${token}` }),
      'the scheme in small letters': async () => askWith(await prove(), { authorization: `dpop ${token}` }),
      'the header in capital letters': async () =>
        ask({ authorization: `DPoP ${token}`, DPOP: await prove() }),
      'a proof of 10 s ago': async () => askWith(await prove({ claims: { iat: seconds() - 10 } })),
      'a proof of 8 s ahead': async () => askWith(await prove({ claims: { iat: seconds() + 8 } })),
      'query and fragment in htu': async () => askWith(await prove({ url: `${urlOf()}?x=y#z` })),
      'capital letters in the scheme and host of htu': async () =>
        askWith(await prove({ url: urlOf().replace(server.issuer, server.issuer.toUpperCase()) })),
      'claims and header members that nobody knows': async () =>
        askWith(await prove({ claims: { tx_id_key: 1, exp: 1 }, header: { tx_id: 1 } })),
      'a bearer token, as ever': () => ask({ authorization: `Bearer ${bearer}` }),
    }
    for (const [name, send] of Object.entries(accepted)) {
      it(`accepts ${name}`, async () => {
        const answer = await send()
        assert.equal(answer.status, 200, answer.text)
        assert.ok(answer.headers.get('date'))
        assert.equal(answer.headers.get('dpop-nonce'), null)
      })
    }

    const refused: Readonly<Record<string, () => Promise<Answer>>> = {
      'no proof': () => ask({ authorization: `DPoP ${token}` }),
      'several proofs': async () => askWith(`${await prove()}, ${await prove()}`),
      'a proof without signature': async () => askWith((await prove()).split('.').slice(0, 2).join('.')),
      'a proof that is no JWT': () => askWith('proof'),
      'no typ': async () => askWith(await prove({ header: { typ: undefined } })),
      'another typ': async () => askWith(await prove({ header: { typ: 'dpop+jwt+wrongyousee' } })),
      'no alg': async () => askWith(renamed(await prove())),
      'alg none': async () => askWith(unsigned(await prove())),
      'alg RS256': async () => askWith(await prove({}, rsa)),
      'no jwk': async () => askWith(await prove({ header: { jwk: undefined } })),
      'a private jwk': async () => askWith(await prove({ header: { jwk: key.privateJwk } })),
      'the jwk of somebody else': async () => askWith(await prove({ header: { jwk: key.jwk } }, other)),
      'a bad signature': async () => askWith(flipped(await prove())),
      'no jti': async () => askWith(await prove({ claims: { jti: undefined } })),
      'no htm': async () => askWith(await prove({ claims: { htm: undefined } })),
      'another htm': async () => askWith(await prove({ method: 'PUT' })),
      'no htu': async () => askWith(await prove({ claims: { htu: undefined } })),
      'another htu': async () => askWith(await prove({ url: `${urlOf()}/x` })),
      'an htu at another host': async () => askWith(await prove({ url: `https://evil.example${path}` })),
      'no iat': async () => askWith(await prove({ claims: { iat: undefined } })),
      'a proof of an hour ago': async () => askWith(await prove({ claims: { iat: seconds() - 3600 } })),
      'a proof of an hour ahead': async () => askWith(await prove({ claims: { iat: seconds() + 3600 } })),
      'no ath': async () => askWith(await prove({ claims: { ath: undefined } })),
      'the ath of another token': async () => askWith(await prove({ claims: { ath: sha256(bearer) } })),
    }
    for (const [name, send] of Object.entries(refused)) {
      it(`refuses ${name}`, async () => assertRefused(await send(), 'invalid_dpop_proof'))
    }

    const notHolders: Readonly<Record<string, () => Promise<Answer>>> = {
      'the right proof of another key': async () => askWith(await prove({}, other)),
      'a bearer token as if it were bound': async () =>
        askWith(await prove({ accessToken: bearer }), { authorization: `DPoP ${bearer}` }),
    }
    for (const [name, send] of Object.entries(notHolders)) {
      it(`refuses ${name}`, async () => assertRefused(await send(), 'invalid_token'))
    }

    for (const scheme of ['Bearer', 'bearer']) {
      it(`refuses a bound token as ${scheme}, with a proof and without, and names both schemes`, async () => {
        for (const proof of [{}, { dpop: await prove() }]) {
          const answer = await ask({ authorization: `${scheme} ${token}`, ...proof })
          assert.equal(answer.status, 401)
          const challenge = answer.headers.get('www-authenticate') ?? ''
          assert.match(challenge, /^Bearer .*error="invalid_token".*, DPoP algs="PS256 ES256 EdDSA Ed25519"$/)
        }
      })
    }

    it('refuses a proof that comes again', async () => {
      const proof = await prove()
      assert.equal((await askWith(proof)).status, 200)
      assertRefused(await askWith(proof), 'invalid_dpop_proof')
    })

    it('names both schemes to who comes without a token', async () => {
      const answer = await ask({})
      const challenge = answer.headers.get('www-authenticate') ?? ''
      assert.match(
        challenge,
        /^Bearer realm="[a-z]+"[^,]*(, scope="[^"]*")?(, resource_metadata="[^"]*")?, DPoP algs="PS256 ES256 EdDSA Ed25519"$/,
      )
    })

    it('wants nonces of a client whose policy does, and gives the next with each answer (RFC 9449 §9)', async () => {
      const send = async (nonce: string | undefined) =>
        askWith(await prove({ accessToken: fapiToken, nonce }), { authorization: `DPoP ${fapiToken}` })
      const challenged = await send(undefined)
      assertRefused(challenged, 'use_dpop_nonce')
      const nonce = challenged.headers.get('dpop-nonce') ?? ''
      assert.match(challenged.headers.get('access-control-expose-headers') ?? '', /DPoP-Nonce/)
      const good = await send(nonce)
      assert.equal(good.status, 200, good.text)
      assert.ok(good.headers.get('dpop-nonce'))
      assert.match(good.headers.get('access-control-expose-headers') ?? '', /DPoP-Nonce/)
      assertRefused(await send('made-up'), 'use_dpop_nonce')
    })

    it('checks a nonce that nobody asked for', async () => {
      const answer = await askWith(await prove({ nonce: 'made-up' }))
      assertRefused(answer, 'use_dpop_nonce')
      assert.ok(answer.headers.get('dpop-nonce'))
    })

    it('lets programs in browsers send a proof', async () => {
      const asks = { origin: 'https://app.example.com', 'access-control-request-method': 'GET' }
      const headers = { ...asks, 'access-control-request-headers': 'authorization,dpop' }
      const answer = await server.send(path, { method: 'OPTIONS', headers })
      assert.match(answer.headers.get('access-control-allow-headers') ?? '', /dpop/i)
    })
  })
}

function assertRefused(answer: Answer, error: string): void {
  assert.deepEqual([answer.status, answer.json.error], [401, error], answer.text)
  const challenge = answer.headers.get('www-authenticate') ?? ''
  assert.match(challenge, new RegExp(`^DPoP .*error="${error}".*algs="PS256 ES256 EdDSA Ed25519"$`))
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const partsOf = (proof: string) => proof.split('.') as [string, string, string]

function unsigned(proof: string): string {
  return `${encoded({ alg: 'none', typ: 'dpop+jwt', jwk: key.jwk })}.${partsOf(proof)[1]}.`
}

function renamed(proof: string): string {
  const [header, payload, signature] = partsOf(proof)
  const text = Buffer.from(header, 'base64url').toString().replace('alg', 'alg2')
  return `${Buffer.from(text).toString('base64url')}.${payload}.${signature}`
}

function flipped(proof: string): string {
  const [header, payload, signature] = partsOf(proof)
  const bytes = Uint8Array.from(Buffer.from(signature, 'base64url'), (byte) => byte ^ 0x5a)
  return `${header}.${payload}.${Buffer.from(bytes).toString('base64url')}`
}

describe('a proof for a writing request', () => {
  it('names its own method, address and token', async () => {
    const path = '/v1/structures/annas-home'
    const url = server.issuer + path
    const send = async (target: Partial<ProofTarget>) => {
      const dpop = await proofFor(key, { url, method: 'PATCH', accessToken: token, ...target })
      const headers = { authorization: `DPoP ${token}`, dpop, 'content-type': 'application/json' }
      return server.send(path, { method: 'PATCH', headers, body: JSON.stringify({ name: 'x' }) })
    }
    assert.equal((await send({ method: 'GET' })).json.error, 'invalid_dpop_proof')
    // The scope is for reading only: the proof was right.
    assert.equal((await send({})).json.error, 'insufficient_scope')
  })

  it('may spell the address of a device in the other ways that RFC 3986 knows', async () => {
    const ask = async (url: string, path: string) => {
      const dpop = await proofFor(key, { url: server.issuer + url, method: 'GET', accessToken: token })
      return server.get(path, { authorization: `DPoP ${token}`, dpop })
    }
    const path = '/v1/devices/annas-thermostat'
    assert.equal((await ask('/v1/devices/annas%2Dthermostat', path)).status, 200)
    assert.equal((await ask(path, '/v1/devices/annas%2dthermostat')).status, 200)
    assert.equal((await ask('/v1/devices/bens-thermostat', path)).status, 401)
  })
})

describe('NIBE’s view', () => {
  it('takes bound tokens with their proof, and its challenge is as it always was', async () => {
    const path = '/api/v1/systems'
    const dpop = await proofFor(key, { url: server.issuer + path, method: 'GET', accessToken: token })
    assert.equal((await server.get(path, { authorization: `DPoP ${token}`, dpop })).status, 200)
    assert.equal((await server.get(path, { authorization: `Bearer ${token}` })).status, 401)
    const { headers } = await server.get(path)
    assert.equal(headers.get('www-authenticate'), 'Bearer realm="devices", scope="READSYSTEM"')
  })
})
