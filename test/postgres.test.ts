import assert from 'node:assert/strict'
import { test } from 'node:test'
import { definition, redirectUri, secretOf } from './definition.ts'
import { withOwnDatabase } from './own-database.ts'
import { allowedCode, newVisitor } from './sign-in.ts'
import { type RunningLatchkey, startLatchkey } from './start-latchkey.ts'

function tokenRequest(
  { issuer }: RunningLatchkey,
  form: Readonly<Record<string, string>>,
): Promise<Response> {
  const client = { client_id: 'nibe', client_secret: secretOf('nibe') }
  return fetch(`${issuer}/oauth/token`, { method: 'POST', body: new URLSearchParams({ ...client, ...form }) })
}

/** The shape of the answers that this story reads. */
interface Tokens {
  readonly access_token: string
  readonly refresh_token: string
}

async function tokens(running: RunningLatchkey, form: Readonly<Record<string, string>>): Promise<Tokens> {
  const response = await tokenRequest(running, form)
  assert.equal(response.status, 200)
  return (await response.json()) as Tokens
}

async function systems({ issuer }: RunningLatchkey, accessToken: string): Promise<number> {
  const headers = { authorization: `Bearer ${accessToken}` }
  return (await fetch(`${issuer}/api/v1/systems`, { headers })).status
}

test('a whole story on PostgreSQL, with two servers on one database', async (t) => {
  await withOwnDatabase(t, 'test', async (databaseUrl) => {
    const one = await startLatchkey({ definition, env: { DATABASE_URL: databaseUrl } })
    const issuer = one.issuer
    const shared = { DATABASE_URL: databaseUrl, LATCHKEY_ISSUER: issuer }
    const other = await startLatchkey({
      env: { ...shared, LATCHKEY_MASTER_KEY_FILE: `${one.folder}/master.key` },
    })
    const second = { ...other, issuer: `http://localhost:${other.port}` }
    try {
      const visitor = newVisitor(issuer)
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: 'nibe',
        scope: 'READSYSTEM',
        redirect_uri: redirectUri,
        state: 's',
      })
      const code = await allowedCode(
        visitor,
        `/oauth/authorize?${query}`,
        definition.accounts[0] ?? assert.fail(),
      )
      const grant = { grant_type: 'authorization_code', code, redirect_uri: redirectUri }
      const first = await tokens(second, grant)
      assert.equal(await systems(one, first.access_token), 200)
      const refresh = { grant_type: 'refresh_token', refresh_token: first.refresh_token }
      const [left, right] = await Promise.all([tokens(one, refresh), tokens(second, refresh)])
      assert.equal(left.refresh_token, right.refresh_token, 'one and the same successor from both')
      assert.equal((await tokenRequest(one, grant)).status, 400, 'the replay ends the connection')
      assert.equal(await systems(one, left.access_token), 401)
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      assert.equal(await systems(second, right.access_token), 401, 'the other server knows within a second')
    } finally {
      await other.end()
      await one.end()
    }
  })
})
