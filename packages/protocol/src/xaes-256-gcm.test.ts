import assert from 'node:assert/strict'
import { test } from 'node:test'
import { xaesOpen, xaesSeal } from './xaes-256-gcm.ts'

// The vectors of the C2SP specification.
const nonce = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWX')
const plaintext = Buffer.from('XAES-256-GCM')
const vectors = [
  { key: Buffer.alloc(32, 1), aad: '', sealed: 'ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271' },
  {
    key: Buffer.alloc(32, 3),
    aad: 'c2sp.org/XAES-256-GCM',
    sealed: '986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d',
  },
]

for (const { key, aad, sealed } of vectors) {
  test(`the specification's vector with key ${key[0]}`, () => {
    assert.equal(xaesSeal(key, nonce, plaintext, Buffer.from(aad)).toString('hex'), sealed)
    assert.deepEqual(xaesOpen(key, nonce, Buffer.from(sealed, 'hex'), Buffer.from(aad)), plaintext)
  })
}

test('a flipped bit anywhere is refused', () => {
  const [vector] = vectors
  assert(vector)
  const sealed = Buffer.from(vector.sealed, 'hex')
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const changed = Buffer.from(sealed)
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    assert.equal(xaesOpen(vector.key, nonce, changed, Buffer.alloc(0)), undefined)
  }
})
