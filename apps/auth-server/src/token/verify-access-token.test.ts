import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { dialects } from '@latchkey/dialects'
import { issuer, openTestServer } from '../open-test-server.testing.ts'
import { addCode, addPair, sampleFamily } from '../store/contract/samples.testing.ts'
import { sealed } from './token-formats/sealed.ts'
import { accessFor } from './verify-access-token.ts'

// A token that was opened before is answered at once, and everything that can happen to it still counts.

async function begin(t: TestContext) {
  const opened = await openTestServer()
  t.after(opened.close)
  const { server, clock } = opened
  const { store } = server
  const told = { store, clock, told: [] }
  const pair = await addPair(told)
  const code = await addCode(told, pair)
  const family = sampleFamily(pair, clock.time)
  await store.redeemCode(code.hash, family, clock.time)
  const counters = await store.findCounters(family.id)
  assert.ok(counters)
  const issuedAt = Math.floor(clock.time / 1000)
  const text = sealed.write(
    server,
    dialects.standard,
    {
      ...{ ...pair, familyId: family.id, jti: 'one', details: [], scope: ['READSYSTEM'] },
      ...{ audience: [issuer], issuedAt, expiresAt: issuedAt + 3_600, counters, confirmation: undefined },
    },
    'ES256',
  )
  server.records.seenUntil(clock.time)
  const ask = () => accessFor(server, issuer, text)
  assert.ok(ask() instanceof Promise, 'the first time it has to be opened')
  assert.equal((await ask())?.subject, pair.accountId)
  const now = ask()
  assert.ok(now !== undefined && !(now instanceof Promise), 'then nobody waits')
  return { ...opened, store, pair, family, ask, text }
}

const endings: Readonly<Record<string, (world: Awaited<ReturnType<typeof begin>>) => Promise<unknown>>> = {
  'it expired': async ({ clock }) => {
    clock.time += 3_600_000
  },
  'it was revoked': ({ store, clock }) => store.revokeToken('one', clock.time + 3_600_000),
  'its connection ended': ({ store, family }) => store.endFamily(family.id),
  'its grant ended': ({ store, pair }) => store.endGrant(pair.accountId, pair.clientId),
  'its client is suspended': ({ store, pair }) => store.setClientState(pair.clientId, 'suspended'),
  'its key ended': async ({ server, store, clock }) => {
    const old = server.keys.current('sealing')
    await server.keys.rotate('sealing')
    clock.time += 10_000
    await store.endKey(old.id, clock.time)
    await server.keys.reload()
  },
}

for (const [why, end] of Object.entries(endings)) {
  test(`a token that was opened before counts no more when ${why}`, async (t) => {
    const world = await begin(t)
    await end(world)
    world.server.records.seenUntil(world.clock.time)
    assert.equal(await world.ask(), undefined)
  })
}

test('what a homeowner takes back is gone at the next request', async (t) => {
  const { store, pair, family, ask } = await begin(t)
  const details = [{ type: 'home_access', structure: 'villa', devices: ['hall'], actions: ['read'] }] as const
  assert.ok(await store.changeDetails(pair.accountId, family.id, details))
  assert.deepEqual((await ask())?.homes, details)
})

test('it counts for its own API alone, however often it came', async (t) => {
  const { server, text, ask } = await begin(t)
  assert.equal(await accessFor(server, 'https://other.example', text), undefined)
  assert.ok(await ask())
})

test('a process that has not looked for changes asks the store', async (t) => {
  const { clock, ask } = await begin(t)
  clock.time += 1_001
  const asked = ask()
  assert.ok(asked instanceof Promise)
  assert.ok(await asked)
})
