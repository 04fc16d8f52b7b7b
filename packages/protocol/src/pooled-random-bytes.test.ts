import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pooledRandomBytes } from './pooled-random-bytes.ts'

test('no bytes are handed out twice, across the edges of the pool too', () => {
  const all = Array.from({ length: 2_000 }, () => pooledRandomBytes(12).toString('hex'))
  assert.equal(new Set(all).size, all.length)
  assert.ok(all.every((text) => text.length === 24 && text !== '0'.repeat(24)))
})

test('what was handed out is its holder’s own: nothing is changed behind their back', () => {
  const first = pooledRandomBytes(12)
  const before = first.toString('hex')
  for (let n = 0; n < 1_000; n++) pooledRandomBytes(12)
  assert.equal(first.toString('hex'), before)
})

test('more than the pool holds is refused', () => {
  assert.throws(() => pooledRandomBytes(5_000), RangeError)
})
