import assert from 'node:assert/strict'
import { test } from 'node:test'
import { challenge } from './challenge.ts'

test('a challenge is a scheme with quoted parameters', () => {
  assert.equal(challenge('Basic', { realm: 'latchkey' }), 'Basic realm="latchkey"')
  assert.equal(challenge('Bearer', { realm: 'a', error: 'b' }), 'Bearer realm="a", error="b"')
  assert.equal(challenge('Bearer', {}), 'Bearer')
})

test('no value can leave its quotes or its line', () => {
  assert.equal(challenge('Bearer', { error: 'a", x="y\\' }), 'Bearer error="a\\", x=\\"y\\\\"')
  assert.equal(challenge('Bearer', { error: 'a\r\nSet-Cookie: b=ö' }), 'Bearer error="aSet-Cookie: b="')
})
