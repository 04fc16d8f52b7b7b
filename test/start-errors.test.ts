import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { newMasterKeyText } from '../apps/auth-server/src/keys/master-key.ts'
import { definition } from './definition.ts'
import { startLatchkey } from './start-latchkey.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'latchkey-start-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** Starts a server that cannot start, and answers what it says. */
function refusedStart(env: Readonly<Record<string, string>>): string {
  const all = {
    PATH: process.env.PATH ?? '',
    LATCHKEY_DATA: join(folder, 'data'),
    LATCHKEY_DEMO: '0',
    ...env,
  }
  const args = ['--import', './compile-cache.mjs', 'main.ts']
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, env: all, timeout: 30_000 })
  assert.equal(status, 2)
  assert.doesNotMatch(String(stderr), /^\s+at /m, 'no stack')
  return String(stderr).trim()
}

test('a wrong setting and an unknown one are told together', () => {
  const said = refusedStart({ PORT: 'http', LATCHKEY_COLOUR: 'red' })
  assert.match(said, /LATCHKEY_COLOUR is not a setting/)
  assert.match(said, /PORT is "http", but it must be a number/)
})

test('a data folder that is a file', () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  assert.match(refusedStart({ LATCHKEY_DATA: file }), /^LATCHKEY_DATA cannot be used: EEXIST/)
})

test('a database that is not there', () => {
  assert.match(
    refusedStart({ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing' }),
    /^PostgreSQL: .*ECONNREFUSED/,
  )
})

test('a TLS file that is not there, and no master key on https', () => {
  const tls = { LATCHKEY_TLS_CERT_FILE: '/nope.pem', LATCHKEY_TLS_KEY_FILE: '/nope.key' }
  assert.match(refusedStart(tls), /LATCHKEY_MASTER_KEY_FILE must be set on an https issuer/)
})

test('a file of trusted authorities that is not there, or holds none', () => {
  const file = join(folder, 'authorities.pem')
  assert.match(refusedStart({ LATCHKEY_TRUSTED_CA: file }), /^LATCHKEY_TRUSTED_CA cannot be read: ENOENT/)
  writeFileSync(file, '-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----\n')
  assert.match(refusedStart({ LATCHKEY_TRUSTED_CA: file }), /holds no PEM certificate/)
  writeFileSync(file, '-----BEGIN CERTIFICATE-----\nMC4=\n-----END CERTIFICATE-----\n')
  assert.match(refusedStart({ LATCHKEY_TRUSTED_CA: file }), /certificate 1 of the file .* cannot be read/)
})

test('a master key of another database', async () => {
  const [data, file] = [join(folder, 'keys'), join(folder, 'other.key')]
  await (await startLatchkey({ folder: data })).stop()
  writeFileSync(file, newMasterKeyText(), { mode: 0o600 })
  assert.match(refusedStart({ LATCHKEY_DATA: data, LATCHKEY_MASTER_KEY_FILE: file }), /lacks the key/)
})

test('a port and a data folder that another server has', async () => {
  const running = await startLatchkey({ definition })
  try {
    assert.match(
      refusedStart({ PORT: String(running.port) }),
      new RegExp(`^PORT ${running.port} .*EADDRINUSE`),
    )
    assert.match(
      refusedStart({ LATCHKEY_DATA: running.folder }),
      /^Another Latchkey server is using the data folder/,
    )
  } finally {
    await running.end()
  }
})
