import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { freePort } from './free-port.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

test('a server whose log nobody reads any more goes on to serve', async (t) => {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-log-'))
  const { PATH = '' } = process.env
  const env = { PATH, PORT: String(port), LATCHKEY_DATA: folder, LATCHKEY_DEMO: '0' }
  const child = spawn(process.execPath, ['--import', './compile-cache.mjs', 'main.ts'], { cwd: root, env })
  const exited = once(child, 'exit')
  t.after(async () => {
    child.kill('SIGTERM')
    await exited
    rmSync(folder, { recursive: true, force: true })
  })
  await once(child.stdout, 'data')
  child.stdout.destroy()
  child.stderr.destroy()
  const url = `http://127.0.0.1:${port}`
  for (let time = 0; time < 5; time++) {
    const refused = await fetch(`${url}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'nobody' }),
    })
    assert.equal(refused.status, 401, 'an answer that writes a line of the log')
    // A write that fails is told a moment later.
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  assert.equal((await fetch(`${url}/healthz`)).status, 200)
})
