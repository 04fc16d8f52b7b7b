import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isTokenVersion, type TokenVersion, tokenAlphabets } from './token-alphabet.ts'

const spelled: Record<TokenVersion, RegExp> = { '1': /^[\w-]*$/, '2': /^[0-9A-Za-z]*$/, '3': /^[0-9a-f]*$/ }

for (const [version, { write, read }] of Object.entries(tokenAlphabets)) {
  test(`version ${version} gives back what it wrote, also of a part of a larger buffer`, () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 2, maxLength: 60 }), (whole) => {
        const part = whole.subarray(1)
        const text = write(part)
        assert(isTokenVersion(version))
        assert.match(text, spelled[version])
        assert.deepEqual(new Uint8Array(read(text) ?? []), new Uint8Array(part))
      }),
    )
  })

  test(`version ${version} reads no other text as a token than the one that it would write`, () => {
    const odd = fc.string({ unit: fc.constantFrom(...'AaFf09gZ-_+/= .\n'), maxLength: 12 })
    fc.assert(
      fc.property(odd, (text) => {
        const bytes = read(text)
        if (bytes !== undefined) assert.equal(write(bytes), text)
      }),
    )
  })
}

/** What Node's own decoders would let pass. */
const tolerated: readonly (readonly [version: TokenVersion, text: string])[] = [
  ['1', 'YQ=='],
  ['1', 'YR'],
  ['1', 'Y+/_'],
  ['1', 'YWJj\n'],
  ['1', 'YW Jj'],
  ['1', 'YWJjZ'],
  ['3', 'AB'],
  ['3', 'abc'],
  ['3', 'abxx'],
  ['3', ' ab'],
  ['3', 'ab\n'],
]

for (const [version, text] of tolerated)
  test(`version ${version} refuses ${JSON.stringify(text)}`, () =>
    assert.equal(tokenAlphabets[version].read(text), undefined))

test('only the versions of the table are versions', () => {
  assert.deepEqual(['1', '2', '3'].map(isTokenVersion), [true, true, true])
  for (const text of ['', '0', '4', '11', 'toString', '__proto__', 'constructor'])
    assert.equal(isTokenVersion(text), false)
})
