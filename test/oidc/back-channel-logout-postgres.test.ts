import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withOwnDatabase } from '../own-database.ts'
import { startLatchkey } from '../start-latchkey.ts'
import { rp, startAppHost, startLogoutWorld } from './logout-world.ts'

const sidOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sid

test('two servers on one database tell an app of each sign-out once, and one does the work of both', async (t) => {
  await withOwnDatabase(t, 'logout', async (databaseUrl) => {
    const app = await startAppHost()
    const shared = { LATCHKEY_OUTBOUND_ALLOW: new URL(app.origin).host }
    const env = { DATABASE_URL: databaseUrl, ...shared }
    const world = await startLogoutWorld([rp('bank', { backchannelLogoutUri: `${app.origin}/back` })], {
      env,
    })
    const { folder } = world.running
    const sameKeys = { LATCHKEY_ISSUER: world.issuer, LATCHKEY_MASTER_KEY_FILE: `${folder}/master.key` }
    const other = await startLatchkey({ env: { ...env, ...sameKeys } })
    try {
      const sids: unknown[] = []
      for (let time = 0; time < 8; time++) {
        const visitor = world.visitor()
        const { idToken, claims } = await world.signIn(visitor, 'bank')
        await visitor.get(world.logoutUrl({ id_token_hint: idToken }))
        sids.push(claims.sid)
      }
      await app.heardAt('/back', sids.length)
      await new Promise((resolve) => setTimeout(resolve, 2_500))
      const told = app.heard.map(({ form }) => sidOf(form.get('logout_token') ?? ''))
      assert.deepEqual(told.toSorted(), sids.toSorted())

      const visitor = world.visitor()
      const { idToken } = await world.signIn(visitor, 'bank')
      await visitor.get(world.logoutUrl({ id_token_hint: idToken }))
      await world.running.kill()
      await app.heardAt('/back', sids.length + 1)
    } finally {
      await other.end()
      await world.running.end()
      app.close()
    }
  })
})
