import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assetResponse, assetsOf } from './assets.ts'

const brand = { name: 'Latchkey' }

test('an asset at its own path is kept for ever', async () => {
  const { style } = assetsOf(brand)
  const answer = assetResponse(brand, style.path)
  assert.equal(answer?.headers.get('content-type'), 'text/css; charset=utf-8')
  assert.equal(answer?.headers.get('cache-control'), 'public, max-age=31536000, immutable')
  assert.equal(await answer?.text(), style.body)
})

test('a path of another version gets this version, unkept', () => {
  assert.equal(assetResponse(brand, '/assets/style-0000.css')?.headers.get('cache-control'), 'no-cache')
})

test('what is no asset is not answered', () => {
  for (const path of ['/assets/', '/assets/other-1.css', '/style.css']) {
    assert.equal(assetResponse(brand, path), undefined)
  }
})

test('paths change with the brand', () => {
  assert.notEqual(assetsOf(brand).style.path, assetsOf({ name: 'Other', color: '#336' }).style.path)
})

test('a colour that is none stops the start', () => {
  assert.throws(() => assetsOf({ name: 'Other', color: 'red;}body{display:none' }), RangeError)
})
