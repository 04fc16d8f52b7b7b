import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Client } from 'pg'
import { startLatchkey } from '../start-latchkey.ts'
import { rp, startAppHost, startLogoutWorld } from './logout-world.ts'

const postgresUrl = process.env.TEST_POSTGRES_URL
const missing = 'This machine has no PostgreSQL for the tests: TEST_POSTGRES_URL is not set.'

/** A database of its own on the test server, gone afterwards. */
async function withDatabase(url: string, story: (databaseUrl: string) => Promise<void>): Promise<void> {
  const name = `latchkey_logout_${process.pid}`
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`create database ${name}`)
  try {
    await story(Object.assign(new URL(url), { pathname: `/${name}` }).href)
  } finally {
    await client.query(`drop database ${name} with (force)`)
    await client.end()
  }
}

const sidOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sid

test('two servers on one database tell an app of each sign-out once, and one does the work of both', async (t) => {
  if (postgresUrl === undefined) {
    t.diagnostic(missing)
    assert.equal(process.env.CI, undefined, missing)
    return
  }
  const app = await startAppHost()
  const shared = { LATCHKEY_OUTBOUND_ALLOW: new URL(app.origin).host }
  await withDatabase(postgresUrl, async (databaseUrl) => {
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
