import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { openMasterKeyFile } from './master-key-file.ts'

function emptyFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-keys-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('a file that is missing is made where that is allowed, for its owner alone, and kept', (t) => {
  const file = join(emptyFolder(t), 'deeper', 'master.key')
  assert.throws(() => openMasterKeyFile(file, false), /does not exist/)
  const keys = openMasterKeyFile(file, true)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.deepEqual(openMasterKeyFile(file, true), keys)
  assert.deepEqual(openMasterKeyFile(file, false), keys)
})

test('a file that others can read is refused with the command that mends it', (t) => {
  const file = join(emptyFolder(t), 'master.key')
  openMasterKeyFile(file, true)
  for (const mode of [0o640, 0o604, 0o644, 0o660]) {
    chmodSync(file, mode)
    assert.throws(() => openMasterKeyFile(file, true), /chmod 600/)
  }
})

test('a file that holds no key stops the start, and is not overwritten', (t) => {
  const file = join(emptyFolder(t), 'master.key')
  writeFileSync(file, '# lost\n', { mode: 0o600 })
  assert.throws(() => openMasterKeyFile(file, true), /holds no key/)
})
