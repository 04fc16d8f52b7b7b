import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { freePort } from '../free-port.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'
import { makeTestAuthority } from '../test-authority.ts'
import { dpopDefinition, newKey } from './dpop.ts'
import { type DpopSetting, stories } from './dpop-stories.ts'

// Both libraries insist on https.
const authority = makeTestAuthority()
let latchkey: RunningLatchkey | undefined
let setting: DpopSetting | undefined
before(async () => {
  const port = await freePort()
  const issuer = `https://localhost:${port}`
  const key = await newKey()
  const env = { ...authority.serverEnv, LATCHKEY_ISSUER: issuer }
  latchkey = await startLatchkey({ definition: await dpopDefinition(key), env, port })
  setting = { issuer, clientKey: key.privateJwk }
})
after(async () => {
  await latchkey?.end()
  authority.end()
})

for (const name of Object.keys(stories)) test(name, () => tell(name))

// A process of its own for each story: whom Node trusts is settled when it starts.
async function tell(name: string): Promise<void> {
  const script = `import { stories } from ${JSON.stringify(import.meta.resolve('./dpop-stories.ts'))}
await stories[${JSON.stringify(name)}](${JSON.stringify(setting)})`
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
