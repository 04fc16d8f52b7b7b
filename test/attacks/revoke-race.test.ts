import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { anna } from '../definition.ts'
import { type SeededLatchkey, startSeeded, tokensOf } from '../seeded-latchkey.ts'

let server: SeededLatchkey
before(async () => {
  server = await startSeeded()
})
after(() => server.end())

const rounds = 25

for (const clientId of ['standard', 'rotating', 'openid', 'public', 'honeywell', 'nibe']) {
  test(`keycloak#51312 CVE-2026-9097: no token of ${clientId} survives a revocation beside refreshes`, async () => {
    for (let round = 0; round < rounds; round++) {
      const first = await server.connect(clientId)
      const refreshToken = first.refreshToken ?? ''
      const requests = [0, 1, 2, 3].map((at) =>
        at === round % 4 ? server.revoke(clientId, refreshToken) : server.refresh(clientId, refreshToken),
      )
      const issued = (await Promise.all(requests)).filter(({ json }) => 'access_token' in json).map(tokensOf)
      for (const tokens of [first, ...issued]) {
        assert.deepEqual(await server.acceptedAt(clientId, tokens.accessToken), [])
        assert.equal((await server.refresh(clientId, tokens.refreshToken ?? '')).status, 400)
      }
    }
  })
}

test('a Nest token that is taken away while it is used is dead when the answer has come', async () => {
  for (let round = 0; round < rounds; round++) {
    const { accessToken } = await server.connect('nest-web')
    const use = () => server.acceptedAt('nest-web', accessToken)
    const remove = () => server.send(`/oauth2/access_tokens/${accessToken}`, { method: 'DELETE' })
    const [, removed] = await Promise.all([use(), remove(), use()])
    assert.equal(removed.status, 200)
    assert.deepEqual(await use(), [])
    assert.equal((await remove()).status, 404)
  }
})

test('one access token is revoked alone: the others of its family and its refresh token live', async () => {
  for (let round = 0; round < rounds; round++) {
    const first = await server.connect('standard')
    const second = tokensOf(await server.refresh('standard', first.refreshToken ?? ''))
    const use = () => server.acceptedAt('standard', first.accessToken)
    const [, revoked] = await Promise.all([use(), server.revoke('standard', first.accessToken), use()])
    assert.equal(revoked.status, 200)
    assert.deepEqual(await use(), [])
    assert.equal((await server.acceptedAt('standard', second.accessToken)).length, 3)
  }
})

test('revoking is no oracle: unknown, foreign-looking and dead tokens are answered alike', async () => {
  const { accessToken, refreshToken = '' } = await server.connect('standard')
  await server.revoke('standard', refreshToken)
  for (const token of [refreshToken, accessToken, 'unknown', 'lk_rt_1AAAA', 'c.4xyz', 'eyJ.eyJ.x']) {
    const { status, text } = await server.revoke('standard', token)
    assert.deepEqual([status, text], [200, ''])
  }
})

test('a lasting token that is revoked while its account is suspended is dead when the account comes back', async () => {
  const { accessToken } = await server.connect('nest-web')
  const account = await server.store.findAccountByEmail(anna.email)
  assert.ok(account)
  await server.store.setAccountState(account.id, 'suspended')
  await sleep(1_000)
  assert.deepEqual(await server.acceptedAt('nest-web', accessToken), [])
  assert.equal((await server.revoke('nest-web', accessToken)).status, 200)
  await server.store.setAccountState(account.id, 'active')
  await sleep(1_000)
  assert.deepEqual(await server.acceptedAt('nest-web', accessToken), [])
})
