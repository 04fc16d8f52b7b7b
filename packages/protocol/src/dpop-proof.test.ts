import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { type DpopAlgorithm, decodeDpopKey, dpopAlgorithms } from './dpop-key.ts'
import { createProofMemory } from './dpop-memory.ts'
import { type ProvenRequest, verifyDpopProof } from './dpop-proof.ts'
import { normalHtu } from './dpop-uri.ts'
import { sha256 } from './hash.ts'
import { OAuthError } from './oauth-error.ts'

const now = 1_700_000_000_000
const seconds = now / 1000
const url = 'https://api.example/v1/lamps'
const accessToken = 'an.access~token'
const atApi: ProvenRequest = { method: 'GET', urls: [url], now, accessToken }
const claims = { jti: 'one', htm: 'GET', htu: url, iat: seconds, ath: sha256(accessToken) }

interface Signer {
  readonly privateKey: CryptoKey
  readonly jwk: JWK
  readonly privateJwk: JWK
}

const signers = new Map<string, Signer>()
before(async () => {
  for (const alg of [...dpopAlgorithms, 'RS256']) {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
    const [jwk, privateJwk] = await Promise.all([exportJWK(publicKey), exportJWK(privateKey)])
    signers.set(alg, { privateKey, jwk, privateJwk })
  }
})

function signerOf(alg: string): Signer {
  const signer = signers.get(alg)
  assert.ok(signer)
  return signer
}

interface Change {
  readonly alg?: string
  readonly header?: object
  readonly claims?: object
}

function proofWith({ alg = 'ES256', header = {}, claims: changed = {} }: Change = {}): Promise<string> {
  const { privateKey, jwk } = signerOf(alg)
  return new SignJWT({ ...claims, ...changed })
    .setProtectedHeader({ typ: 'dpop+jwt', alg, jwk, ...header })
    .sign(privateKey, { crit: { odd: true } })
}

async function problemOf(proof: string | undefined, request: ProvenRequest = atApi): Promise<string> {
  try {
    await verifyDpopProof(proof, request)
    return 'none'
  } catch (error) {
    assert.ok(error instanceof OAuthError)
    return error.code
  }
}

// RFC 9449 §4.1 and §7.1.
const example = {
  token:
    'eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg',
  api: 'eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9yZy9wcm90ZWN0ZWRyZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9.2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoMxhAJpLjA',
  accessToken: 'Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU',
  thumbprint: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I',
}

test('the proof of RFC 9449 §4.1, for a token request', async () => {
  const request = { method: 'POST', urls: ['https://server.example.com/token'], now: 1_562_262_616_000 }
  const proven = await verifyDpopProof(example.token, request)
  assert.deepEqual(proven, { thumbprint: example.thumbprint, jti: '-BwC3ESc6acc2lTc' })
})

test('the proof of RFC 9449 §7.1, beside its access token and no other', async () => {
  const request = {
    method: 'GET',
    urls: ['https://resource.example.org/protectedresource'],
    now: 1_562_262_618_000,
    accessToken: example.accessToken,
  }
  assert.equal((await verifyDpopProof(example.api, request)).thumbprint, example.thumbprint)
  assert.equal(
    await problemOf(example.api, { ...request, accessToken: `${example.accessToken}x` }),
    'invalid_dpop_proof',
  )
})

for (const alg of dpopAlgorithms) {
  test(`a proof signed by ${alg} names its key`, async () => {
    const { thumbprint } = await verifyDpopProof(await proofWith({ alg }), atApi)
    assert.equal(thumbprint, await calculateJwkThumbprint(signerOf(alg).jwk))
  })
}

const accepted: Readonly<Record<string, Change>> = {
  '60 s old': { claims: { iat: seconds - 60 } },
  '10 s ahead': { claims: { iat: seconds + 10 } },
  'with parts of a second': { claims: { iat: seconds - 0.25 } },
  'with more claims and header members': { claims: { exp: 1, nbf: 9e9, tx: {} }, header: { tx_id: 5 } },
  'with a jti of 512 characters': { claims: { jti: 'j'.repeat(512) } },
  'with a nonce that nobody asked for': { claims: { nonce: 'x' } },
  'with query and fragment in htu': { claims: { htu: `${url}?a=b#c` } },
  'with capital letters in scheme and host': { claims: { htu: 'HTTPS://API.Example/v1/lamps' } },
  'with the default port': { claims: { htu: 'https://api.example:443/v1/lamps' } },
  'with needless percent-encoding': { claims: { htu: 'https://api.example/v1/l%61mps' } },
  'with dot segments': { claims: { htu: 'https://api.example/v1/./x/../lamps' } },
}
for (const [name, change] of Object.entries(accepted)) {
  test(`accepted: ${name}`, async () => assert.equal(await problemOf(await proofWith(change)), 'none'))
}

const refused: Readonly<Record<string, Change>> = {
  'without typ': { header: { typ: undefined } },
  'of another typ': { header: { typ: 'JWT' } },
  'signed by RS256': { alg: 'RS256' },
  'without jwk': { header: { jwk: undefined } },
  'with a text as jwk': { header: { jwk: 'key' } },
  'with a list as jwk': { header: { jwk: [] } },
  'with a critical header that nobody knows': { header: { crit: ['odd'], odd: 1 } },
  'without jti': { claims: { jti: undefined } },
  'with an empty jti': { claims: { jti: '' } },
  'with a number as jti': { claims: { jti: 5 } },
  'with a jti too long': { claims: { jti: 'j'.repeat(513) } },
  'without htm': { claims: { htm: undefined } },
  'for another method': { claims: { htm: 'PUT' } },
  'with the method in small letters': { claims: { htm: 'get' } },
  'without htu': { claims: { htu: undefined } },
  'for another path': { claims: { htu: 'https://api.example/v1/lamp' } },
  'for another host': { claims: { htu: 'https://api.example.evil/v1/lamps' } },
  'for another scheme': { claims: { htu: 'http://api.example/v1/lamps' } },
  'for another port': { claims: { htu: 'https://api.example:444/v1/lamps' } },
  'for a relative address': { claims: { htu: '/v1/lamps' } },
  'with a user in htu': { claims: { htu: 'https://a@api.example/v1/lamps' } },
  'with a backslash in htu': { claims: { htu: 'https://api.example/v1\\lamps' } },
  'with a line break in htu': { claims: { htu: 'https://api.example/v1/la\nmps' } },
  'with a list as htu': { claims: { htu: [url] } },
  'without iat': { claims: { iat: undefined } },
  'with a text as iat': { claims: { iat: String(seconds) } },
  'over a minute old': { claims: { iat: seconds - 61 } },
  'an hour old': { claims: { iat: seconds - 3600 } },
  'over 10 s ahead': { claims: { iat: seconds + 11 } },
  'an hour ahead': { claims: { iat: seconds + 3600 } },
  'without ath': { claims: { ath: undefined } },
  'with the ath of another token': { claims: { ath: sha256('other') } },
}
for (const [name, change] of Object.entries(refused)) {
  test(`refused: ${name}`, async () =>
    assert.equal(await problemOf(await proofWith(change)), 'invalid_dpop_proof'))
}

test('refused: a key that is not public, not the one that signed, or of another kind', async () => {
  const other = await generateKeyPair('ES256', { extractable: true })
  const bad: readonly JWK[] = [
    signerOf('ES256').privateJwk,
    { ...signerOf('ES256').jwk, d: '' },
    await exportJWK(other.publicKey),
    signerOf('PS256').jwk,
    { ...signerOf('ES256').jwk, crv: 'P-384' },
    { ...signerOf('ES256').jwk, x: `${signerOf('ES256').jwk.x}=` },
    { kty: 'oct', k: 'AAAA' },
  ]
  for (const jwk of bad)
    assert.equal(await problemOf(await proofWith({ header: { jwk } })), 'invalid_dpop_proof')
})

test('refused: RSA keys of odd sizes', () => {
  const sized = (bytes: number, first = 0x80) =>
    Buffer.concat([Buffer.from([first]), Buffer.alloc(bytes - 1, 1)]).toString('base64url')
  const outcome = (n: string, e = 'AQAB') => typeof decodeDpopKey('PS256', { kty: 'RSA', n, e })
  assert.deepEqual([outcome(sized(256)), outcome(sized(1024))], ['object', 'object'])
  for (const n of [sized(256, 0x7f), sized(257, 0), sized(1025, 1), sized(128), ''])
    assert.equal(outcome(n), 'string')
  // 1, 3, 65536, 2^32 + 1, and 65537 with a zero before it
  for (const e of ['AQ', 'Aw', 'AQAA', 'AQAAAAE', 'AAEAAQ', ''])
    assert.equal(outcome(sized(256), e), 'string', e)
})

test('refused: what is no single compact JWS', async () => {
  const proof = await proofWith()
  const [header = '', payload = '', signature = ''] = proof.split('.')
  const flipped = Uint8Array.from(Buffer.from(signature, 'base64url'), (byte) => byte ^ 0x5a)
  const unsigned = Buffer.from(JSON.stringify({ typ: 'dpop+jwt', alg: 'none' })).toString('base64url')
  const malformed: readonly (string | undefined)[] = [
    undefined,
    '',
    'x',
    '..',
    `${header}.${payload}`,
    `${proof}.`,
    `${proof}=`,
    ` ${proof}`,
    `${proof}, ${proof}`,
    `${proof},`,
    `${header}.${payload}.`,
    `${unsigned}.${payload}.`,
    `${header}.${payload}.${Buffer.from(flipped).toString('base64url')}`,
    `${header}.${Buffer.from('[]').toString('base64url')}.${signature}`,
    `${proof}${'a'.repeat(9000)}`,
  ]
  for (const text of malformed) assert.equal(await problemOf(text), 'invalid_dpop_proof', String(text))
})

test('a bad proof is 400 where tokens are asked for, 401 beside a token', async () => {
  const statusOf = (request: ProvenRequest) =>
    verifyDpopProof('x', request).catch((error: OAuthError) => error.status)
  assert.equal(await statusOf(atApi), 401)
  assert.equal(await statusOf({ ...atApi, accessToken: undefined }), 400)
})

test('a nonce is checked whenever it is sent, and needed where it is demanded', async () => {
  const isGood = (nonce: string) => nonce === 'good'
  const outcomes = async (areDemanded: boolean) => {
    const request = { ...atApi, nonces: { isGood, areDemanded } }
    const problem = async (nonce: unknown) => problemOf(await proofWith({ claims: { nonce } }), request)
    return [await problem(undefined), await problem('good'), await problem('old'), await problem(5)]
  }
  const wrong = 'use_dpop_nonce'
  assert.deepEqual(await outcomes(false), ['none', 'none', wrong, wrong])
  assert.deepEqual(await outcomes(true), [wrong, 'none', wrong, wrong])
})

test('several addresses of one endpoint are as good as each other', async () => {
  const request = { ...atApi, urls: ['https://mtls.example/v1/lamps', url] }
  assert.equal(await problemOf(await proofWith(), request), 'none')
})

test('nothing but OAuthError is ever thrown, and no flipped character passes', async () => {
  const proof = await proofWith({ alg: 'Ed25519' })
  await fc.assert(
    fc.asyncProperty(fc.nat(proof.length - 1), fc.nat(63), async (at, to) => {
      const letter = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.charAt(to)
      const changed = proof.slice(0, at) + letter + proof.slice(at + 1)
      assert.equal(await problemOf(changed), changed === proof ? 'none' : 'invalid_dpop_proof')
    }),
    { numRuns: 200 },
  )
  await fc.assert(
    fc.asyncProperty(fc.json(), fc.json(), fc.string(), async (header, payload, signature) => {
      const parts = [header, payload, signature].map((part) => Buffer.from(part).toString('base64url'))
      assert.equal(await problemOf(parts.join('.')), 'invalid_dpop_proof')
    }),
    { numRuns: 200 },
  )
})

test('addresses are normalized as RFC 3986 §6.2.2 and §6.2.3 say', () => {
  assert.equal(normalHtu('HTTPS://A.Example:443/a%2fb%7e%41/../c?d#e'), 'https://a.example/c')
  assert.equal(normalHtu('https://a.example/a%2fb%7e%41'), 'https://a.example/a%2Fb~A')
  assert.equal(normalHtu('https://a.example'), 'https://a.example/')
  for (const odd of [
    'ftp://a.example/',
    'https://',
    'a.example',
    'https://a.example/ö',
    ' https://a.example/',
  ])
    assert.equal(normalHtu(odd), undefined, odd)
})

test('a jti is remembered for each key as long as its proof could come again', () => {
  const memory = createProofMemory()
  const proof = { thumbprint: 'key', jti: 'one' }
  assert.equal(memory.isFirstUse(proof, now), true)
  assert.equal(memory.isFirstUse(proof, now + 70_000), false)
  assert.equal(memory.isFirstUse({ thumbprint: 'other', jti: 'one' }, now), true)
  assert.equal(memory.isFirstUse(proof, now + 70_001), true)
})

test('a full memory lets the oldest go', () => {
  const memory = createProofMemory(3)
  const isFirst = (jti: string) => memory.isFirstUse({ thumbprint: 'key', jti }, now)
  assert.deepEqual(['a', 'b', 'c', 'd'].map(isFirst), [true, true, true, true])
  assert.deepEqual(['d', 'c', 'a'].map(isFirst), [false, false, true])
})

test('every algorithm has its key rule', () => {
  const outcome = (algorithm: DpopAlgorithm) => typeof decodeDpopKey(algorithm, signerOf(algorithm).jwk)
  assert.deepEqual(
    dpopAlgorithms.map(outcome),
    dpopAlgorithms.map(() => 'object'),
  )
})
