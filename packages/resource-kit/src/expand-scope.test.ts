import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expandScope } from './expand-scope.ts'

test('implication is transitive, ends on circles and ignores inherited names', () => {
  const hierarchy = { all: ['write'], write: ['read'], read: ['write'] }
  assert.deepEqual([...expandScope(['all'], hierarchy)], ['all', 'write', 'read'])
  assert.deepEqual([...expandScope(['constructor', '__proto__'], hierarchy)], ['constructor', '__proto__'])
  assert.deepEqual([...expandScope([], hierarchy)], [])
})
