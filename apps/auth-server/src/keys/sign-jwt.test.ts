import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { issuer, openTestServer, type TestServer } from '../open-test-server.testing.ts'
import { signingAlgorithms } from '../store/records.ts'
import { signJwt } from './sign-jwt.ts'

describe('a signed JWT', () => {
  let opened: TestServer
  before(async () => {
    opened = await openTestServer()
  })
  after(() => opened.close())

  for (const algorithm of signingAlgorithms) {
    it(`is verified by others with our public keys: ${algorithm}`, async () => {
      const { keys } = opened.server
      const jwt = signJwt(keys, algorithm, 'at+jwt', { iss: issuer, sub: 'ö', left: undefined })
      const options = { issuer, typ: 'at+jwt', algorithms: [algorithm] }
      const jwks = createLocalJWKSet({ keys: [...keys.publicKeys()] })
      const { payload, protectedHeader } = await jwtVerify(jwt, jwks, options)
      assert.deepEqual(payload, { iss: issuer, sub: 'ö' })
      assert.deepEqual(protectedHeader, { alg: algorithm, typ: 'at+jwt', kid: keys.current(algorithm).id })
    })
  }

  it('has an ES256 signature of 64 raw bytes, whatever the lengths of its two numbers', () => {
    const { keys } = opened.server
    const jwk = keys.publicKeys().find(({ alg }) => alg === 'ES256')
    assert(jwk)
    const key = createPublicKey({ key: jwk, format: 'jwk' })
    for (let n = 0; n < 500; n++) {
      const [header, claims, signature = ''] = signJwt(keys, 'ES256', 'JWT', { n }).split('.')
      const raw = Buffer.from(signature, 'base64url')
      assert.equal(raw.length, 64)
      const input = Buffer.from(`${header}.${claims}`)
      assert(verify('sha256', input, { key, dsaEncoding: 'ieee-p1363' }, raw), `signature ${signature}`)
    }
  })
})
