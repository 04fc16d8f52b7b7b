import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type SeededLatchkey, startSeeded, tokensOf } from '../seeded-latchkey.ts'

let server: SeededLatchkey
before(async () => {
  server = await startSeeded()
})
after(() => server.end())

const owners = ['standard', 'rotating', 'public', 'nest-web', 'honeywell', 'nibe']
const thieves = ['other', 'openid', 'public', 'nest-query', 'honeywell', 'nibe', 'gogox']

for (const owner of owners) {
  for (const thief of thieves.filter((clientId) => clientId !== owner)) {
    test(`CVE-2026-55672: what ${owner} was given is worth nothing to ${thief}`, async () => {
      const code = await server.newCode(owner)
      const stolenCode = await server.token(thief, server.redemption(owner, code))
      assert.equal(stolenCode.status, 400, stolenCode.text)
      const { accessToken, refreshToken } = tokensOf(
        await server.token(owner, server.redemption(owner, code)),
      )
      for (const token of [accessToken, refreshToken].filter((text) => text !== undefined)) {
        await assertNothingToGet(thief, token)
      }
      if (refreshToken !== undefined) {
        assert.equal((await server.refresh(thief, refreshToken)).status, 400)
        assert.equal((await server.refresh(owner, refreshToken)).status, 200, 'it still is its owner’s')
      }
      assert.ok((await server.acceptedAt(owner, accessToken)).includes('device API'))
    })
  }
}

/** CVE-2026-58425: introspection tells a stranger nothing; revocation does nothing for one. */
async function assertNothingToGet(thief: string, token: string): Promise<void> {
  const introspected = await server.introspect(thief, token)
  if (thief === 'public') assert.ok(introspected.status === 401, introspected.text)
  else assert.deepEqual(introspected.json, { active: false })
  const revoked = await server.revoke(thief, token)
  assert.equal(revoked.status, 400, revoked.text)
}

test('a name and a secret of different clients do not go together', async () => {
  const tokens = await server.connect('standard')
  const form = {
    grant_type: 'refresh_token',
    refresh_token: tokens.refreshToken ?? '',
    client_id: 'other',
    client_secret: 'a-long-secret-for-standard',
  }
  assert.equal((await server.post('/oauth2/token', form)).status, 401)
  const authorization = `Basic ${btoa('standard:a-long-secret-for-standard')}`
  const mixed = { grant_type: 'refresh_token', refresh_token: tokens.refreshToken ?? '', client_id: 'other' }
  assert.equal((await server.post('/oauth2/token', mixed, { authorization })).status, 401)
})
