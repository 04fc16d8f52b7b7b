import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAuthServer } from './app.ts'
import { issuer, openTestServer } from './open-test-server.testing.ts'

test('a lost database is 503 with Retry-After, for people as for programs', async () => {
  const { server, close } = await openTestServer()
  const app = createAuthServer(server)
  await close()
  const page = await app.request(`${issuer}/logout`, { headers: { cookie: '__Host-latchkey_session=x' } })
  const program = await app.request(`${issuer}/oauth2/userinfo`, {
    headers: { authorization: `Bearer c.4${'x'.repeat(43)}` },
  })
  for (const answer of [page, program]) {
    assert.equal(answer.status, 503)
    assert.equal(answer.headers.get('retry-after'), '2')
  }
})
