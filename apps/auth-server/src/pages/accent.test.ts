import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { accentOn, type Color, contrast, decodeColor } from './accent.ts'

const surfaces: readonly Color[] = [
  [255, 255, 255],
  [24, 28, 34],
]

test('decodeColor reads three and six digits, and nothing else', () => {
  assert.deepEqual(decodeColor('#0f8'), [0, 255, 136])
  assert.deepEqual(decodeColor(' #0F6B5C '), [15, 107, 92])
  for (const wrong of ['red', '#12', '#1234567', '0f6b5c', '#0f6b5c;}', '']) {
    assert.equal(decodeColor(wrong), undefined)
  }
})

test('contrast agrees with the examples of WCAG', () => {
  assert.equal(contrast([0, 0, 0], [255, 255, 255]), 21)
  assert.equal(contrast([119, 119, 119], [255, 255, 255]).toFixed(2), '4.48')
})

test('any accent is readable on both themes', () => {
  const channel = fc.integer({ min: 0, max: 255 })
  fc.assert(
    fc.property(fc.tuple(channel, channel, channel), fc.constantFrom(...surfaces), (color, surface) => {
      const accent = accentOn(surface, color)
      const at = (name: keyof typeof accent) => decodeColor(accent[name]) ?? surface
      assert.ok(contrast(at('fill'), surface) >= 3)
      assert.ok(contrast(at('onFill'), at('fill')) >= 4.5)
      assert.ok(contrast(at('onFill'), at('hover')) >= 4.5)
      assert.ok(contrast(at('text'), surface) >= 4.5)
    }),
    { numRuns: 2000 },
  )
})

test('a readable accent stays as the operator chose it', () => {
  assert.equal(accentOn([255, 255, 255], [15, 107, 92]).fill, '#0f6b5c')
})
