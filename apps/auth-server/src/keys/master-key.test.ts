import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { newMasterKeyText, parseMasterKeys, unwrap, wrap } from './master-key.ts'

const secret = Buffer.from('a key that is wrapped')
const keysOf = (...texts: readonly string[]) => parseMasterKeys(texts.join('\n'))

test('what a key wraps for a purpose, it unwraps for this purpose only', () => {
  const keys = keysOf(newMasterKeyText())
  const wrapped = wrap(keys, secret, 'sealing key 01')
  assert.deepEqual(unwrap(keys, wrapped, 'sealing key 01'), secret)
  assert.throws(() => unwrap(keys, wrapped, 'sealing key 02'), /cannot be unwrapped: it was changed/)
  assert.notEqual(wrap(keys, secret, 'sealing key 01'), wrapped)
})

test('the first key wraps, all unwrap: a new one is put before an old one', () => {
  const [older, newer] = [newMasterKeyText(), newMasterKeyText()]
  const before = wrap(keysOf(older), secret, 'x')
  const both = keysOf(newer, older)
  assert.deepEqual(unwrap(both, before, 'x'), secret)
  assert.deepEqual(unwrap(keysOf(newer), wrap(both, secret, 'x'), 'x'), secret)
  assert.throws(() => unwrap(keysOf(newer), before, 'x'), /lacks the key \S+, which wrapped the x/)
})

test('a wrapped key in which any bit was flipped is refused', () => {
  const keys = keysOf(newMasterKeyText())
  const [name, ...parts] = wrap(keys, secret, 'x').split('.')
  for (const place of [0, 1]) {
    const bytes = Buffer.from(parts[place] ?? '', 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const text = [name, ...parts.with(place, changed.toString('base64url'))].join('.')
      assert.throws(() => unwrap(keys, text, 'x'), /cannot be unwrapped: it was changed/)
    }
  }
  for (const text of ['', '.', '..', `${name}.${parts[0]}`, `${name}..${parts[1]}`])
    assert.throws(() => unwrap(keys, text, 'x'))
})

test('comments and empty lines are skipped; anything else must be 32 bytes', () => {
  const key = randomBytes(32).toString('base64url')
  assert.equal(keysOf('# mine', '', `  ${key} # since May`, '').length, 1)
  assert.throws(() => keysOf('', '# nothing'), /holds no key/)
  for (const bad of [key.slice(1), `${key}A`, randomBytes(33).toString('base64url'), `${key}=`, 'hunter2'])
    assert.throws(() => keysOf(bad), /a line that is not 32 bytes/)
})
