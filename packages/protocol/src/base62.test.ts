import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { base62, fromBase62 } from './base62.ts'

const bytes = fc.uint8Array({ maxLength: 70 })

test('bytes come back as they were, in letters and digits only', () => {
  fc.assert(
    fc.property(bytes, (original) => {
      const text = base62(original)
      assert.match(text, /^[0-9A-Za-z]*$/)
      assert.deepEqual(fromBase62(text), original)
    }),
  )
})

test('a text has at most one reading, and it is written as this text', () => {
  const texts = fc.string({ unit: fc.constantFrom(...'09AZaz!é-'), maxLength: 20 })
  fc.assert(
    fc.property(texts, (text) => {
      const read = fromBase62(text)
      if (read !== undefined) assert.equal(base62(read), text)
    }),
  )
})

for (const text of ['0', '0000', '0000000', 'zz', 'zzz', 'zzzzz', 'zzzzzz', 'ab-', 'ab ', 'é0', '４２'])
  test(`${JSON.stringify(text)} is not base62`, () => assert.equal(fromBase62(text), undefined))

test('the greatest groups of one to four bytes fit their width, and the next numbers do not', () => {
  for (const [size, greatest, next] of [
    [1, '47', '48'],
    [2, 'H31', 'H32'],
    [3, '18OWF', '18OWG'],
    [4, '4gfFC3', '4gfFC4'],
  ] as const) {
    assert.equal(base62(new Uint8Array(size).fill(255)), greatest)
    assert.deepEqual(fromBase62(greatest), new Uint8Array(size).fill(255))
    assert.equal(fromBase62(next), undefined)
  }
})

test('lengths that no bytes have are refused', () => {
  for (const length of [1, 4, 7, 10]) assert.equal(fromBase62('0'.repeat(length)), undefined)
})
