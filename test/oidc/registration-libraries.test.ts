import { after, before, test } from 'node:test'
import { definition } from '../definition.ts'
import { freePort } from '../free-port.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'
import { makeTestAuthority } from '../test-authority.ts'
import { stories } from './registration-stories.ts'
import { tellStory } from './tell-story.ts'

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

function tell(name: string): Promise<void> {
  const module = import.meta.resolve('./registration-stories.ts')
  return tellStory(authority, { module, name, setting: latchkey?.issuer }, () => latchkey?.output.stderr)
}
