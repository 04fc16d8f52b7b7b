import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ByteReader, ByteWriter } from './byte-record.ts'

const texts = fc.string({ unit: 'binary', maxLength: 400 }).filter((text) => text.isWellFormed())

test('numbers and texts come back in their order', () => {
  const record = fc.tuple(fc.maxSafeNat(), texts, fc.array(texts, { maxLength: 5 }), fc.maxSafeNat())
  fc.assert(
    fc.property(record, ([first, text, list, last]) => {
      const bytes = new ByteWriter().number(first).text(text).texts(list).number(last).bytes()
      const reader = new ByteReader(Buffer.from(bytes))
      assert.deepEqual(
        [reader.number(), reader.text(), reader.texts(), reader.number()],
        [first, text, list, last],
      )
    }),
  )
})

test('the limits of each size of number', () => {
  for (const value of [0, 127, 128, 16_383, 16_384, 2 ** 31, 2 ** 32, 2 ** 49 - 1, Number.MAX_SAFE_INTEGER])
    assert.equal(new ByteReader(new ByteWriter().number(value).bytes()).number(), value)
  assert.equal(new ByteWriter().number(127).bytes().length, 1)
  assert.equal(new ByteWriter().number(Number.MAX_SAFE_INTEGER).bytes().length, 8)
})

test('a record that is cut off anywhere throws, and nothing is made up', () => {
  const bytes = new ByteWriter().number(300).text('häuser').texts(['a', 'bc']).bytes()
  for (let length = 0; length < bytes.length; length++) {
    const reader = new ByteReader(Buffer.from(bytes.subarray(0, length)))
    assert.throws(() => [reader.number(), reader.text(), reader.texts()], RangeError)
  }
})

for (const hostile of [Buffer.alloc(20, 0xff), Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f])]) {
  test(`lengths that lie are noticed before anything is reserved: ${hostile.toString('hex')}`, () => {
    assert.throws(() => new ByteReader(hostile).text(), RangeError)
    assert.throws(() => new ByteReader(hostile).texts(), RangeError)
  })
}
