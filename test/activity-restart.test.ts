import assert from 'node:assert/strict'
import { test } from 'node:test'
import { definition } from './definition.ts'
import { postForm } from './journeys/app-side.ts'
import { type RunningLatchkey, startLatchkey } from './start-latchkey.ts'
import { countOf, storedActivity } from './stored-activity.ts'

/** As long as counts may stay in memory only, and some time for a slow machine. */
const mostMillis = 40_000

async function takeTokens(latchkey: RunningLatchkey, times: number): Promise<void> {
  for (let n = 0; n < times; n++) {
    const form = { grant_type: 'client_credentials', scope: 'devices:read' }
    const answer = await postForm(`${latchkey.issuer}/oauth2/token`, form, 'standard')
    assert.equal(answer.status, 200)
  }
}

async function tokensStored(latchkey: RunningLatchkey): Promise<number> {
  return countOf(await storedActivity(latchkey, 'standard'), 'token', 'client_credentials')
}

test('a server that is asked to stop forgets nothing', async () => {
  const first = await startLatchkey({ definition })
  await takeTokens(first, 2)
  await first.stop()
  const second = await startLatchkey({ folder: first.folder })
  try {
    await takeTokens(second, 3)
    await second.stop()
    assert.equal(await tokensStored(second), 5)
  } finally {
    await second.end()
  }
})

test('a server that is killed loses no more than the last seconds', async () => {
  const first = await startLatchkey({ definition })
  const deadline = Date.now() + mostMillis
  await takeTokens(first, 2)
  while ((await tokensStored(first)) === 0) {
    assert.ok(Date.now() < deadline, 'what was counted is not written in time')
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  await first.kill()
  const second = await startLatchkey({ folder: first.folder })
  try {
    await takeTokens(second, 1)
    await second.stop()
    assert.equal(await tokensStored(second), 3)
  } finally {
    await second.end()
  }
})
