import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pathOf } from './incoming-request.ts'

test('the path of a request is its own, whatever it looks like', () => {
  for (const [url, path] of [
    ['/lamps?a=b', '/lamps'],
    ['/lamps#x', '/lamps'],
    ['/', '/'],
    ['//other.example/lamps', '//other.example/lamps'],
    ['/a/../b', '/a/../b'],
    ['https://lamps.example/lamps?x', '/lamps'],
  ] as const)
    assert.equal(pathOf({ url }), path)
})
