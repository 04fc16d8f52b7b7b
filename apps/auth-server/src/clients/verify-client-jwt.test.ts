import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { errors, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { verifyClientJwt } from './verify-client-jwt.ts'

const keys: Awaited<ReturnType<typeof newKey>>[] = []
before(async () => {
  keys.push(...(await Promise.all(Array.from({ length: 6 }, newKey))))
})

async function newKey() {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  return { privateKey, jwk: await exportJWK(publicKey) }
}

async function verified(at: number, kid?: string): Promise<unknown> {
  const { privateKey } = keys[at] ?? assert.fail()
  const header = { alg: 'ES256', ...(kid !== undefined && { kid }) }
  const text = await new SignJWT({ at }).setProtectedHeader(header).sign(privateKey)
  const jwks = { keys: keys.map(({ jwk }, index) => ({ ...jwk, kid: `key ${index}` })) }
  return (await verifyClientJwt(text, jwks, { algorithms: ['ES256'] })).at
}

test('without a kid any of the first five keys may have signed, and no more are tried', async () => {
  for (const at of [0, 1, 4]) assert.equal(await verified(at), at)
  await assert.rejects(verified(5), errors.JWSSignatureVerificationFailed)
})

test('with a kid the key that has it, wherever it stands', async () => {
  assert.equal(await verified(5, 'key 5'), 5)
  await assert.rejects(verified(5, 'key 0'), errors.JWSSignatureVerificationFailed)
})
