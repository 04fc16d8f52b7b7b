import { after, before, test } from 'node:test'
import { freePort } from '../free-port.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'
import { makeTestAuthority } from '../test-authority.ts'
import { type LibrarySetting, pushingDefinition } from './library-clients.ts'
import { stories as oauth4webapiStories } from './oauth4webapi-pushing.ts'
import { stories as openidClientStories } from './openid-client-pushing.ts'
import { tellStory } from './tell-story.ts'

// Both libraries insist on https.
const authority = makeTestAuthority()
let latchkey: RunningLatchkey | undefined
let setting: LibrarySetting | undefined
before(async () => {
  const { definition, keys } = await pushingDefinition()
  const port = await freePort()
  const env = { ...authority.serverEnv, LATCHKEY_ISSUER: `https://localhost:${port}` }
  latchkey = await startLatchkey({ definition, env, port })
  setting = { issuer: latchkey.issuer, keys }
})
after(async () => {
  await latchkey?.end()
  authority.end()
})

const libraries = { 'openid-client': openidClientStories, oauth4webapi: oauth4webapiStories }

for (const [library, stories] of Object.entries(libraries)) {
  for (const name of Object.keys(stories)) test(`${library}: ${name}`, () => tell(library, name))
}

function tell(library: string, name: string): Promise<void> {
  const module = import.meta.resolve(`./${library}-pushing.ts`)
  return tellStory(authority, { module, name, setting }, () => latchkey?.output.stderr)
}
