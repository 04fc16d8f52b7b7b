// RFC 7523 and FAPI 2.0 Security Profile §5.3.2.1: which assertions are believed, at every endpoint of clients.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { CompactSign, SignJWT, UnsecuredJWT } from 'jose'
import { setTrap, type Trap } from '../attacks/trap.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'
import { type Assertion, assertionType, keys, sign, signingClients } from './assertion-world.ts'

let trap: Trap
let latchkey: RunningLatchkey

before(async () => {
  trap = await setTrap((_request, response) => response.end(JSON.stringify({ keys: [keys.es.publicJwk] })))
  const jwksUri = `http://127.0.0.1:${trap.port}/jwks`
  latchkey = await startLatchkey({
    definition: signingClients(jwksUri),
    env: { LATCHKEY_OUTBOUND_ALLOW: `127.0.0.1:${trap.port}` },
  })
})
after(async () => {
  await latchkey.end()
  await trap.end()
})

async function send(assertion: string, path = '/oauth2/revoke', more: Record<string, string> = {}) {
  const form = { client_assertion_type: assertionType, client_assertion: assertion, token: 'x', ...more }
  const response = await fetch(latchkey.issuer + path, { method: 'POST', body: new URLSearchParams(form) })
  const text = await response.text()
  return { status: response.status, text, error: text.startsWith('{') ? JSON.parse(text).error : undefined }
}

/** 200 when it is believed. */
async function statusOf(assertion: Assertion): Promise<number> {
  const { status, error, text } = await send(await sign(latchkey.issuer, assertion))
  if (status !== 200) assert.deepEqual([status, error], [401, 'invalid_client'], text)
  return status
}

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds

describe('where assertions are taken', () => {
  it('at every endpoint of clients, in the audience of which a plain client may name the endpoint', async () => {
    for (const path of ['/oauth2/token', '/oauth2/revoke', '/oauth2/introspect', '/oauth2/par']) {
      for (const aud of ['', '/oauth2/token', path]) {
        const assertion = await sign(latchkey.issuer, {
          clientId: 'plain',
          claims: { aud: latchkey.issuer + aud },
        })
        const { status, text } = await send(assertion, path, { grant_type: 'client_credentials' })
        assert.ok(
          status < 300 || (path === '/oauth2/par' && status === 400),
          `${path} ${aud}: ${status} ${text}`,
        )
      }
    }
  })
})

describe('algorithms and keys', () => {
  const all = ['es', 'rs', 'ps', 'ed'] as const
  it('a plain client may sign by any, a bank by PS256, ES256 and EdDSA, one that declared PS256 by that', async () => {
    const accepted = async (clientId: string) => {
      const statuses = await Promise.all(all.map((name) => statusOf({ clientId, key: keys[name] })))
      return all.filter((_, at) => statuses[at] === 200)
    }
    assert.deepEqual(await accepted('plain'), ['es', 'rs', 'ps', 'ed'])
    assert.deepEqual(await accepted('bank'), ['es', 'ps', 'ed'])
    assert.deepEqual(await accepted('ps-only'), ['ps'])
  })

  it('EdDSA may be called Ed25519', async () => {
    assert.equal(await statusOf({ clientId: 'bank', key: keys.ed, header: { alg: 'Ed25519' } }), 200)
  })

  it('a key for RS256 signs nothing by PS256, and one for encryption signs nothing', async () => {
    assert.equal(await statusOf({ clientId: 'plain', key: keys.rs, header: { alg: 'PS256' } }), 401)
    assert.equal(await statusOf({ clientId: 'plain', key: keys.encryption }), 401)
  })

  it('of two keys with one kid each may have signed, and nobody else', async () => {
    const header = { kid: 'twins' }
    const signed = [keys.twin, keys.otherTwin, keys.foreign].map((key) =>
      statusOf({ clientId: 'plain', key, header }),
    )
    assert.deepEqual(await Promise.all(signed), [200, 200, 401])
  })

  it('without a kid the key is found by what fits', async () => {
    const now = inSeconds(0)
    const claims = { iss: 'plain', sub: 'plain', aud: latchkey.issuer, exp: now + 60 }
    const unnamed = (key: typeof keys.es) =>
      new SignJWT({ ...claims, jti: crypto.randomUUID() })
        .setProtectedHeader({ alg: 'ES256' })
        .sign(key.privateKey)
    assert.equal((await send(await unnamed(keys.otherTwin))).status, 200)
    assert.equal((await send(await unnamed(keys.foreign))).status, 401)
  })
})

describe('audience', () => {
  const audiences = (issuer: string) => ({
    issuer,
    'token endpoint': `${issuer}/oauth2/token`,
    'endpoint asked': `${issuer}/oauth2/revoke`,
    'PAR endpoint': `${issuer}/oauth2/par`,
    'a list of the issuer': [issuer],
    'a list with others': ['https://other.example.com', issuer],
    'a list of others': ['https://other.example.com'],
    'issuer with a slash': `${issuer}/`,
    'another server': 'https://other.example.com',
    'an object': { issuer },
    nobody: undefined,
  })
  const accepted = async (clientId: string) => {
    const statuses = Object.entries(audiences(latchkey.issuer)).map(async ([name, aud]) =>
      (await statusOf({ clientId, claims: { aud } })) === 200 ? [name] : [],
    )
    return (await Promise.all(statuses)).flat()
  }

  it('of a plain client is the issuer, the token endpoint or the endpoint asked, alone or among others', async () => {
    assert.deepEqual(await accepted('plain'), [
      'issuer',
      'token endpoint',
      'endpoint asked',
      'a list of the issuer',
      'a list with others',
    ])
  })

  it('of a bank is the issuer, as one text', async () => {
    assert.deepEqual(await accepted('bank'), ['issuer'])
  })
})

describe('times', () => {
  // Times count from when they are sent: a machine that is busy starts the server late.
  const cases: readonly (readonly [name: string, claims: () => Record<string, number>, status: number])[] = [
    ['iat 8 s ahead', () => ({ iat: inSeconds(8) }), 200],
    ['nbf 8 s ahead', () => ({ nbf: inSeconds(8) }), 200],
    ['iat a minute ahead', () => ({ iat: inSeconds(70) }), 401],
    ['nbf a minute ahead', () => ({ nbf: inSeconds(70) }), 401],
    ['exp 5 s ago', () => ({ exp: inSeconds(-5) }), 200],
    ['exp 5 min ago', () => ({ exp: inSeconds(-300), iat: inSeconds(-360) }), 401],
    ['an hour', () => ({ exp: inSeconds(3_600) }), 200],
    ['over an hour', () => ({ exp: inSeconds(3_700) }), 401],
    ['over an hour, half of it past', () => ({ iat: inSeconds(-1_800), exp: inSeconds(1_900) }), 401],
    ['for ever', () => ({ exp: 1e300 }), 401],
  ]
  for (const [name, claims, status] of cases) {
    it(`${name}: ${status}`, async () => {
      for (const clientId of ['plain', 'bank'])
        assert.equal(await statusOf({ clientId, claims: claims() }), status)
    })
  }
})

describe('attacks', () => {
  const claimsOf = (clientId: string) => ({
    ...{ iss: clientId, sub: clientId, aud: latchkey.issuer },
    ...{ jti: crypto.randomUUID(), exp: inSeconds(60) },
  })

  it('nobody’s signature, and one made with a public key as a secret, are none', async () => {
    const { x = '', y = '' } = keys.es.publicJwk
    const pem = keys.es.privateKey.export({ type: 'pkcs8', format: 'pem' })
    const secrets = [
      JSON.stringify(keys.es.publicJwk),
      x,
      x + y,
      String(pem).slice(0, 64),
      'undefined',
      'null',
    ]
    const forged = [
      new UnsecuredJWT(claimsOf('plain')).encode(),
      ...['None', 'NONE', 'nOnE'].map((alg) => withHeader({ alg }, claimsOf('plain'))),
      ...(await Promise.all(
        secrets.map((secret) =>
          new SignJWT(claimsOf('plain'))
            .setProtectedHeader({ alg: 'HS256', kid: 'es' })
            .sign(Buffer.from(secret.padEnd(32, '\0'))),
        ),
      )),
    ]
    for (const one of forged) assert.equal((await send(one)).status, 401)
  })

  it('a kid is a name: no path, no address, no SQL, no other type', async () => {
    const kids: unknown[] = [
      '../../../dev/null',
      '/dev/null',
      'es\0',
      "es' or '1'='1",
      '__proto__',
      'constructor',
    ]
    for (const kid of [...kids, `http://127.0.0.1:${trap.port}/`, '', 7, null, ['es'], { es: 1 }]) {
      const key = keys.foreign
      assert.equal(await statusOf({ clientId: 'plain', key, header: { kid: kid as string } }), 401)
    }
  })

  it('keys that an assertion brings or points to are never looked at', async () => {
    const before = trap.connections()
    const address = `http://127.0.0.1:${trap.port}/`
    const headers = [{ jwk: keys.foreign.publicJwk }, { jku: address }, { x5u: address }, { x5c: ['AAAA'] }]
    for (const header of headers)
      assert.equal(await statusOf({ clientId: 'plain', key: keys.foreign, header }), 401)
    assert.equal(trap.connections(), before)
  })

  it('an assertion of one client is none of another', async () => {
    const foreign = keys.foreign
    assert.equal(await statusOf({ clientId: 'other', key: foreign }), 200)
    for (const claims of [{ sub: 'plain' }, { iss: 'plain' }, { iss: 'plain', sub: 'plain' }])
      assert.equal(await statusOf({ clientId: 'other', key: foreign, claims }), 401)
    const others = await sign(latchkey.issuer, { clientId: 'other', key: foreign })
    assert.equal((await send(others, '/oauth2/revoke', { client_id: 'plain' })).status, 401)
  })

  it('another kind of JWT that the client signed is no assertion', async () => {
    for (const typ of ['oauth-authz-req+jwt', 'at+jwt', 'dpop+jwt', 'logout+jwt', 'application/at+jwt'])
      assert.equal(await statusOf({ clientId: 'plain', header: { typ } }), 401)
    for (const typ of ['JWT', 'jwt', 'client-authentication+jwt', 'application/JWT'])
      assert.equal(await statusOf({ clientId: 'plain', header: { typ } }), 200)
  })

  it('headers that must be understood and are not, and payloads that are no claims, are refused', async () => {
    const bytes = new TextEncoder()
    const signed = (payload: string, header: object) =>
      new CompactSign(bytes.encode(payload))
        .setProtectedHeader({ alg: 'ES256', kid: 'es', ...header })
        .sign(keys.es.privateKey, { crit: { 'urn:x': true } })
    const claims = JSON.stringify(claimsOf('plain'))
    const odd = [
      await signed(claims, { crit: ['urn:x'], 'urn:x': 1 }),
      await signed('[]', {}),
      await signed('null', {}),
      await signed('{"sub":"plain"', {}),
      `${await signed(claims, {})}.x`,
      '..',
      'e30.e30.',
    ]
    for (const one of odd) assert.equal((await send(one)).status, 401, one)
  })

  it('one assertion is believed once, also of twenty at once, also at another endpoint', async () => {
    for (const jti of [crypto.randomUUID(), '\0\ud800 odd', 'x'.repeat(512)]) {
      const assertion = await sign(latchkey.issuer, { clientId: 'plain', claims: { jti } })
      const answers = await Promise.all(Array.from({ length: 20 }, () => send(assertion)))
      assert.equal(answers.filter(({ status }) => status === 200).length, 1)
      assert.equal((await send(assertion, '/oauth2/introspect')).status, 401)
    }
  })

  it('a jti belongs to its client: another may have the same', async () => {
    const claims = { jti: 'the same' }
    assert.equal(await statusOf({ clientId: 'plain', claims }), 200)
    assert.equal(await statusOf({ clientId: 'other', claims, key: keys.foreign }), 200)
    assert.equal(await statusOf({ clientId: 'plain', claims }), 401)
  })
})

function withHeader(header: object, claims: object): string {
  const [head, body] = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  return `${head}.${body}.`
}
