import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isScopeToken, parseScope, printScope, scopeContains } from './scope.ts'

test('scopes are split at spaces, in the order asked for, repeats kept out', () => {
  assert.deepEqual(parseScope('b a  b c '), ['b', 'a', 'c'])
  assert.deepEqual(parseScope(''), [])
  assert.deepEqual(parseScope('READSYSTEM+WRITESYSTEM,x', /[ +,]+/), ['READSYSTEM', 'WRITESYSTEM', 'x'])
  assert.equal(printScope(parseScope(' a  b')), 'a b')
})

for (const text of ['a"b', 'a\\b', 'a\tb', 'a\nb', 'ö', 'a\u0000', 'x'.repeat(257)])
  test(`no scope: ${JSON.stringify(text.slice(0, 9))}`, () => {
    assert.equal(isScopeToken(text), false)
    assert.throws(() => parseScope(text), { code: 'invalid_scope' })
  })

for (const text of [
  '!',
  '#',
  '[',
  ']',
  '~',
  'structures:read',
  'https://api.example.com/read',
  'x'.repeat(256),
])
  test(`a scope: ${text.slice(0, 30)}`, () => assert.equal(isScopeToken(text), true))

test('a scope contains another when every token is in it, by its exact bytes', () => {
  assert.equal(scopeContains(['a', 'b'], ['b', 'a']), true)
  assert.equal(scopeContains(['a', 'b'], []), true)
  assert.equal(scopeContains(['a', 'b'], ['a', 'c']), false)
  assert.equal(scopeContains(['a'], ['A']), false)
  assert.equal(scopeContains(['ab'], ['a']), false)
})
