import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dialects } from '@latchkey/dialects'
import { openTestServer } from '../open-test-server.testing.ts'
import { hashCode, newCode, normalCode } from './authorization-code.ts'

const { standard, nest, nibe, honeywell } = dialects

test('codes have the length that their dialect knows, and letters and digits only', () => {
  for (const [dialect, length] of [
    [standard, 43],
    [nest, 16],
    [honeywell, 24],
    [nibe, 384],
  ] as const)
    assert.match(newCode(dialect, false), new RegExp(`^[A-Za-z0-9]{${length}}$`))
})

test('a code that is shown has eight characters that nobody mixes up', () => {
  const codes = Array.from({ length: 200 }, () => newCode(nest, true))
  for (const code of codes) assert.match(code, /^[A-HJ-NP-Z2-9]{8}$/)
  assert(new Set(codes).size > 198)
})

test('a typed code may come in small letters, with spaces or hyphens; a sent one is exact', () => {
  assert.equal(normalCode(' abcd-2345 ', nest), 'ABCD2345')
  assert.equal(normalCode('abcdefgh2345WXYZ', nest), 'abcdefgh2345WXYZ')
  assert.equal(normalCode('abcd2345', standard), 'abcd2345')
})

test('the same code of two clients is kept as two hashes', async (t) => {
  const { server, close } = await openTestServer()
  t.after(close)
  const hash = hashCode(server.keys, 'a', 'code')
  assert.match(hash, /^[\w-]{43}$/)
  assert.equal(hashCode(server.keys, 'a', 'code'), hash)
  assert.notEqual(hashCode(server.keys, 'b', 'code'), hash)
  assert.notEqual(hashCode(server.keys, 'a', 'Code'), hash)
})
