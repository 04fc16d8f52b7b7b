import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
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

test('an asset comes in fewer bytes to whoever takes them', async () => {
  const { style } = assetsOf(brand)
  const answer = assetResponse(brand, style.path, 'br, gzip;q=0.8')
  assert.equal(answer?.headers.get('content-encoding'), 'gzip')
  assert.equal(answer?.headers.get('vary'), 'accept-encoding')
  const bytes = Buffer.from((await answer?.arrayBuffer()) ?? new ArrayBuffer())
  assert.equal(gunzipSync(bytes).toString(), style.body)
  assert.ok(bytes.length < 8_000, `the stylesheet is ${bytes.length} bytes`)
})

test('whoever does not take gzip gets the asset as it is', () => {
  const { style } = assetsOf(brand)
  for (const accepted of [undefined, '', 'br', 'gzip;q=0', 'gzip; q=0.0, br', 'ungzip']) {
    const answer = assetResponse(brand, style.path, accepted)
    assert.equal(answer?.headers.get('content-encoding'), null, `${accepted} is no gzip`)
    assert.equal(answer?.headers.get('vary'), 'accept-encoding')
  }
})

test('a library is served from its package, its script and its style', async () => {
  const { library } = assetsOf(brand)
  const { script, style } = library('uplot')
  assert.match((await assetResponse(brand, script.path)?.text()) ?? '', /uPlot/)
  assert.equal(assetResponse(brand, style.path)?.headers.get('content-type'), 'text/css; charset=utf-8')
  assert.equal(assetResponse(brand, '/assets/library-other-script-0000.js'), undefined)
})

test('a script is not taken for another whose name begins alike', () => {
  assert.equal(assetResponse(brand, '/assets/script-copy-more-0000.js'), undefined)
})
