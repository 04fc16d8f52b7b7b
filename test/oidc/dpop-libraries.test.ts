import { after, before, test } from 'node:test'
import { freePort } from '../free-port.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'
import { makeTestAuthority } from '../test-authority.ts'
import { dpopDefinition, newKey } from './dpop.ts'
import { type DpopSetting, stories } from './dpop-stories.ts'
import { tellStory } from './tell-story.ts'

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

function tell(name: string): Promise<void> {
  const module = import.meta.resolve('./dpop-stories.ts')
  return tellStory(authority, { module, name, setting }, () => latchkey?.output.stderr)
}
