import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OAuthError } from './oauth-error.ts'
import { readParameters, requiredParameter } from './parameters.ts'

const read = (query: string) => readParameters(new URLSearchParams(query))

function refused(kind: string): (error: unknown) => boolean {
  return (error) =>
    error instanceof OAuthError && error.code === 'invalid_request' && error.reason.kind === kind
}

test('each parameter is read once; one without a value is as if it were omitted', () => {
  const { values, resource } = read('grant_type=a&empty=&scope=x+y%20z')
  assert.deepEqual(
    [...values],
    [
      ['grant_type', 'a'],
      ['scope', 'x y z'],
    ],
  )
  assert.deepEqual(resource, [])
})

test('only resource may come several times', () => {
  assert.deepEqual(read('resource=https://a&resource=&resource=https://b').resource, [
    'https://a',
    'https://b',
  ])
  for (const query of ['scope=a&scope=b', 'scope=a&scope=a', 'scope=&scope=a', 'scope=a&scope='])
    assert.throws(() => read(query), refused('repeated parameter'))
})

test('names that objects have of their own are ordinary names', () => {
  const { values } = read('__proto__=1&constructor=2&toString=3')
  assert.deepEqual([values.get('__proto__'), values.get('constructor'), values.size], ['1', '2', 3])
  assert.equal(read('').values.get('toString'), undefined)
})

test('what is too long or too much is refused', () => {
  assert.equal(read(`x=${'a'.repeat(16_384)}`).values.get('x')?.length, 16_384)
  assert.throws(() => read(`x=${'a'.repeat(16_385)}`), refused('malformed parameter'))
  assert.throws(() => read(`${'n'.repeat(129)}=1`), refused('malformed parameter'))
  const many = (count: number) => Array.from({ length: count }, (_, n) => `p${n}=1`).join('&')
  assert.equal(read(many(64)).values.size, 64)
  assert.throws(() => read(many(65)), refused('malformed parameter'))
  assert.equal(read('resource=https://a&'.repeat(500)).resource.length, 64)
})

test('a required parameter is there, or the error names it', () => {
  assert.equal(requiredParameter(read('code=1'), 'code'), '1')
  assert.throws(() => requiredParameter(read('code='), 'code'), { message: 'The parameter code is missing.' })
})
