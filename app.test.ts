import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openHomesStore } from '@latchkey/device-api'
import { testDatabases } from '@latchkey/sql/testing'
import { createApp } from './app.ts'
import { openTestServer } from './apps/auth-server/src/open-test-server.testing.ts'

test('every route fits the router that finds a path in one step', async (t) => {
  const { server, close } = await openTestServer()
  t.after(close)
  const driver = await testDatabases()[0]?.open()
  if (driver === undefined) assert.fail('there is no database to test with')
  t.after(() => driver.close())
  const app = createApp(
    { server, homes: await openHomesStore(driver) },
    { isReady: true },
    { rates: {}, streamKeepAliveSeconds: 30 },
  )
  await app.request('/healthz')
  // A name beside a parameter, as `/secrets/new` and `/secrets/:secret`, would make all of them take the slow one.
  assert.equal(app.router.name, 'SmartRouter + RegExpRouter')
})
