import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type DpopKey, newKey, proofFor } from '../oidc/dpop.ts'
import { type Answer, type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'

// RFC 9700 §4.14.2: a thief of a refresh token is found out, also one that binds it to a key of its own (RFC 9449 §5).

let server: SeededLatchkey
let thief: DpopKey
let owner: DpopKey

before(async () => {
  ;[thief, owner] = await Promise.all([newKey(), newKey()])
  server = await startSeeded()
})
after(() => server.end())

async function refresh(refreshToken: unknown, by?: DpopKey): Promise<Answer> {
  const form = { grant_type: 'refresh_token', refresh_token: String(refreshToken), client_id: 'public' }
  const url = `${server.issuer}/oauth2/token`
  return server.post('/oauth2/token', form, by === undefined ? {} : { dpop: await proofFor(by, { url }) })
}

/** What the thief holds after it bound the connection to its key, and has gone on with it. */
async function stolen(refreshToken: string | undefined): Promise<Answer> {
  const first = await refresh(refreshToken, thief)
  assert.equal(first.status, 200, first.text)
  const second = await refresh(first.json.refresh_token, thief)
  assert.equal(second.status, 200, second.text)
  return second
}

for (const [whose, by] of [
  ['no key', () => undefined],
  ['another key', () => owner],
] as const) {
  test(`the owner comes with the token that was stolen, and ${whose}: the thief has nothing any more`, async () => {
    const { refreshToken } = await server.connect('public')
    const thiefs = await stolen(refreshToken)
    const answer = await refresh(refreshToken, by())
    assert.deepEqual([answer.status, answer.json.error], [400, 'invalid_grant'])
    const later = await refresh(thiefs.json.refresh_token, thief)
    assert.deepEqual([later.status, later.json.error], [400, 'invalid_grant'])
    const bearer = { authorization: `DPoP ${thiefs.json.access_token}` }
    const url = `${server.issuer}/v1/structures`
    const accessToken = String(thiefs.json.access_token)
    const dpop = await proofFor(thief, { url, method: 'GET', accessToken })
    assert.equal((await server.get('/v1/structures', { ...bearer, dpop })).status, 401)
  })
}

test('an answer that was lost while the connection was bound ends nothing', async () => {
  const { refreshToken } = await server.connect('public')
  const lost = await refresh(refreshToken, owner)
  assert.equal(lost.status, 200)
  // A window of the app that knows no keys yet asks with what it has.
  assert.equal((await refresh(refreshToken)).json.error, 'invalid_grant')
  const again = await refresh(refreshToken, owner)
  assert.equal(again.json.refresh_token, lost.json.refresh_token)
  assert.equal((await refresh(again.json.refresh_token, owner)).status, 200)
})
