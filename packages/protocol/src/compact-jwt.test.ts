import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCompactJwt } from './compact-jwt.ts'

// RFC 7515 appendix A.1.
const jwt =
  'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'

test('the JWS of RFC 7515 is one, and an empty signature has one spelling, too', () => {
  assert.equal(isCompactJwt(jwt), true)
  assert.equal(isCompactJwt('e30.e30.'), true)
})

test('of all last characters that mean the same bytes one is right', () => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const same = [...letters].filter((letter) => {
    const bytes =
      Buffer.from(jwt.slice(0, -1) + letter, 'latin1')
        .toString()
        .split('.')[2] ?? ''
    return Buffer.from(bytes, 'base64url').equals(Buffer.from(jwt.split('.')[2] ?? '', 'base64url'))
  })
  assert.equal(same.length, 4)
  assert.deepEqual(
    same.filter((letter) => isCompactJwt(jwt.slice(0, -1) + letter)),
    ['k'],
  )
})

test('fewer or more parts, other letters and padding are none', () => {
  for (const text of ['', 'e30', 'e30.e30', `${jwt}.e30`, `${jwt}=`, ` ${jwt}`, jwt.replace('-', '+')])
    assert.equal(isCompactJwt(text), false, text)
})
