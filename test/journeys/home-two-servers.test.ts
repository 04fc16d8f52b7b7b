import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anna, definition } from '../definition.ts'
import { withOwnDatabase } from '../own-database.ts'
import { startLatchkey } from '../start-latchkey.ts'
import { apiStatus, connectApp, refreshed, signedInVisitor, submit } from './home-steps.ts'

test('an app that is removed on one server is out on the other within a second', async (t) => {
  await withOwnDatabase(t, 'home', async (databaseUrl) => {
    const one = await startLatchkey({ definition, env: { DATABASE_URL: databaseUrl } })
    const shared = { DATABASE_URL: databaseUrl, LATCHKEY_ISSUER: one.issuer }
    const other = await startLatchkey({
      env: { ...shared, LATCHKEY_MASTER_KEY_FILE: `${one.folder}/master.key` },
    })
    const second = `http://localhost:${other.port}`
    try {
      const visitor = await signedInVisitor(one.issuer, anna)
      const tokens = await connectApp(one.issuer, visitor, anna, 'rotating')
      assert.deepEqual([await apiStatus(one.issuer, tokens), await apiStatus(second, tokens)], [200, 200])
      await submit(visitor, '/home/apps/rotating/remove', 'remove-app-form')
      assert.equal(await apiStatus(one.issuer, tokens), 401)
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      assert.equal(await apiStatus(second, tokens), 401)
      assert.deepEqual(await refreshed(second, 'rotating', tokens), [400, 'invalid_grant'])
      const answer = await submit(visitor, '/home/delete', 'delete-form', { confirmation: anna.email })
      assert.equal(answer.status, 200)
    } finally {
      await other.end()
      await one.end()
    }
  })
})
