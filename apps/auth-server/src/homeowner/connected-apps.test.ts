import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sha256 } from '@latchkey/protocol'
import type { SqlDriver } from '@latchkey/sql'
import { createAuthServer } from '../app.ts'
import { issuer, openTestServer, type TestServer } from '../open-test-server.testing.ts'
import { addFamily, allow, day, sampleAccount, sampleClient } from '../store/contract/samples.testing.ts'
import { listConnectedApps } from './connected-apps.ts'

let opened: TestServer | undefined
before(async () => {
  opened = await openTestServer()
})
after(() => opened?.close())

const running = () => opened ?? assert.fail('the server is not open')
const cookie = (id: string) => `__Host-latchkey_session=${id}`

/** Somebody who is signed in and has connected so many apps, the first one first. */
async function personWith(apps: number): Promise<{ readonly accountId: string; readonly session: string }> {
  const { server, clock } = running()
  const { store } = server
  const account = sampleAccount()
  await store.addAccount(account)
  const session = `session of ${account.id}`.replaceAll(' ', '-')
  const times = { signedInAt: clock.time, lastSeenAt: clock.time, expiresAt: clock.time + day }
  await store.saveSession({ idHash: sha256(session), accountId: account.id, ...times })
  for (let at = 0; at < apps; at++) {
    const client = sampleClient({ name: `App ${at}` })
    await store.saveClient(client)
    const pair = { accountId: account.id, clientId: client.clientId }
    await allow(store, pair)
    await addFamily({ store, clock, told: [] }, pair, { createdAt: clock.time + at })
  }
  return { accountId: account.id, session }
}

async function pageOf(session: string, path: string): Promise<string> {
  const headers = { cookie: cookie(session), accept: 'text/html' }
  return (await createAuthServer(running().server).request(issuer + path, { headers })).text()
}

/** How often the database is read while this goes on. */
async function readsDuring(work: () => Promise<unknown>): Promise<number> {
  const driver: { read: SqlDriver['read'] } = running().driver
  const { read } = driver
  let reads = 0
  driver.read = (sql, values) => {
    reads++
    return read(sql, values)
  }
  try {
    await work()
  } finally {
    driver.read = read
  }
  return reads
}

test('how often the store is asked does not grow with the apps of an account', async () => {
  const [few, many] = [await personWith(6), await personWith(45)]
  for (const path of ['/home', '/home/apps']) {
    // What every request reads is in memory by then.
    for (const { session } of [few, many]) await pageOf(session, path)
    const [one, other] = [
      await readsDuring(() => pageOf(few.session, path)),
      await readsDuring(() => pageOf(many.session, path)),
    ]
    assert.equal(one, other, path)
    assert.ok(one > 0 && one < 8, `${path} asks ${one} times`)
  }
})

test('apps are read at once, not one after the other', async () => {
  const { accountId } = await personWith(20)
  const { server, openSecond } = running()
  const cold = await openSecond()
  let waiting = 0
  let most = 0
  const records = {
    ...cold.records,
    client: async (clientId: string) => {
      most = Math.max(most, ++waiting)
      const client = await cold.records.client(clientId)
      waiting--
      return client
    },
  }
  const { apps } = await listConnectedApps({ ...server, records }, accountId, { most: 20 })
  assert.deepEqual([apps.length, most], [20, 20])
})

test('the last used is first, and a long list has pages', async () => {
  const { server, clock } = running()
  const { accountId, session } = await personWith(53)
  const [oldest] = await server.store.listFamiliesOf(accountId, { mostPerApp: 1 })
  assert.ok(oldest)
  await server.store.touchFamilies([{ id: oldest.id, at: clock.time + 100, endsAt: oldest.endsAt }])
  const namesOn = async (path: string) =>
    [...(await pageOf(session, path)).matchAll(/<bdi>(App \d+)<\/bdi>/g)].map(([, name]) => name)
  const first = await namesOn('/home/apps')
  assert.deepEqual([first.length, first[0], first[1]], [50, 'App 0', 'App 52'])
  assert.deepEqual(await namesOn('/home/apps?page=2'), ['App 3', 'App 2', 'App 1'])
  assert.deepEqual((await namesOn('/home')).slice(0, 2), ['App 0', 'App 52'])
  assert.match(await pageOf(session, '/home'), /All 53 apps/)
  assert.match(await pageOf(session, '/home/apps'), /rel="next" href="\/home\/apps\?page=2"/)
  assert.deepEqual(await namesOn('/home/apps?page=3'), [], 'leads to the first page')
  for (const page of ['0', '-1', '1e9', 'x', '999999'])
    assert.equal((await namesOn(`/home/apps?page=${page}`)).length, 50, page)
})
