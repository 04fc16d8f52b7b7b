import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sha256 } from '@latchkey/protocol'
import { createAuthServer } from '../app.ts'
import { issuer, openTestServer, type TestServer } from '../open-test-server.testing.ts'
import { siteRoutes } from '../site-routes.ts'
import { day, minute, sampleAccount } from '../store/contract/samples.testing.ts'

let opened: TestServer | undefined
before(async () => {
  opened = await openTestServer()
})
after(() => opened?.close())

const account = sampleAccount()
const cookie = '__Host-latchkey_session=the-session'

/** Where this method and path lead somebody who signed in so long ago. */
async function answerAfter(millis: number, method: string, path: string): Promise<string> {
  const { server, clock } = opened ?? assert.fail()
  await server.store.addAccount(account)
  await server.store.saveSession({
    idHash: sha256('the-session'),
    accountId: account.id,
    signedInAt: clock.time - millis,
    lastSeenAt: clock.time,
    expiresAt: clock.time + day,
  })
  try {
    const headers = { cookie, accept: 'text/html' }
    const answer = await createAuthServer(server).request(issuer + path, { method, headers })
    return answer.headers.get('location') ?? String(answer.status)
  } finally {
    await server.store.endSession(sha256('the-session'))
  }
}

const wantsFresh = ['/home/email', '/home/password', '/home/data', '/home/data.json', '/home/delete']

for (const { method, path } of siteRoutes.filter(({ path }) => path.startsWith('/home'))) {
  const isFresh = wantsFresh.includes(path)
  test(`${method} ${path} ${isFresh ? 'wants' : 'does not want'} a sign-in of the last five minutes`, async () => {
    const late = await answerAfter(6 * minute, method, path)
    const login = `/login?next=${encodeURIComponent(path)}`
    if (isFresh) assert.equal(late, login)
    else assert.notEqual(late, login)
    assert.notEqual(await answerAfter(4 * minute, method, path), login)
  })
}

test('every page that wants it is a route', () => {
  const paths = new Set(siteRoutes.map(({ path }) => path))
  for (const path of wantsFresh) assert.ok(paths.has(path), path)
})
