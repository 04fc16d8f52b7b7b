import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { definition } from '../definition.ts'
import { freePort } from '../free-port.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'
import { makeTestAuthority } from '../test-authority.ts'
import { stories } from './registration-stories.ts'

// Both libraries insist on https.
const authority = makeTestAuthority()
let latchkey: RunningLatchkey | undefined
before(async () => {
  const port = await freePort()
  const mtlsPort = await freePort()
  const env = {
    ...authority.serverEnv,
    LATCHKEY_ISSUER: `https://localhost:${port}`,
    LATCHKEY_TRUSTED_CA: authority.caFile,
    LATCHKEY_MTLS_PORT: String(mtlsPort),
  }
  latchkey = await startLatchkey({ definition, env, port })
})
after(async () => {
  await latchkey?.end()
  authority.end()
})

for (const name of Object.keys(stories)) test(name, () => tell(name))

// A process of its own for each story: whom Node trusts is settled when it starts.
async function tell(name: string): Promise<void> {
  const script = `import { stories } from ${JSON.stringify(import.meta.resolve('./registration-stories.ts'))}
await stories[${JSON.stringify(name)}](${JSON.stringify(latchkey?.issuer)})`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: authority.clientEnv,
  })
  let output = ''
  child.stderr.on('data', (chunk) => {
    output += chunk
  })
  await once(child, 'close')
  assert.equal(child.exitCode, 0, `${output}\n${latchkey?.output.stderr}`)
}
