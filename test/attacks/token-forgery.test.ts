import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { anna, definition } from '../definition.ts'
import { type SeededLatchkey, startSeeded, tokensOf } from '../seeded-latchkey.ts'

let server: SeededLatchkey
before(async () => {
  server = await startSeeded()
})
after(() => server.end())

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.'

/** The same text with one character that is another. */
function changedAt(token: string, at: number, by: number): string {
  const place = alphabet.indexOf(token[at] ?? '')
  return token.slice(0, at) + alphabet[(place + by) % alphabet.length] + token.slice(at + 1)
}

const clients = { sealed: 'standard', 'base62 sealed': 'nibe', lasting: 'nest-web', honeywell: 'honeywell' }

for (const [kind, clientId] of Object.entries(clients)) {
  test(`CVE-2026-1529: a ${kind} access token with any one character changed is refused`, async () => {
    const { accessToken } = await server.connect(clientId)
    for (let at = 0; at < accessToken.length; at++) {
      const forged = changedAt(accessToken, at, 1 + (at % (alphabet.length - 1)))
      assert.equal((await server.introspect(clientId, forged)).json.active, false, `character ${at}`)
    }
    assert.ok((await server.acceptedAt(clientId, accessToken)).includes('device API'))
  })
}

test('a hex access token with any one character changed is refused', async () => {
  const token = tokensOf(await server.token('gogox', { grant_type: 'client_credentials' })).accessToken
  for (let at = 0; at < token.length; at++) {
    assert.equal((await server.introspect('gogox', changedAt(token, at, 1))).json.active, false)
  }
  assert.equal((await server.introspect('gogox', token)).json.active, true)
  assert.equal((await server.introspect('gogox', token.toUpperCase())).json.active, false)
})

test('a signed access token with any one character changed is refused', async () => {
  const { accessToken } = await server.connect('standard', { audience: ['https://meter.example.com'] })
  assert.match(accessToken, /^ey/)
  assert.equal((await server.introspect('standard', accessToken)).json.active, true)
  for (let at = 0; at < accessToken.length; at++) {
    const forged = changedAt(accessToken, at, 1 + (at % (alphabet.length - 1)))
    assert.equal((await server.introspect('standard', forged)).json.active, false, `character ${at}`)
  }
  // The last character of base64url has bits that no byte holds; they do not make a second spelling either.
  for (let by = 1; by < alphabet.length; by++) {
    const forged = changedAt(accessToken, accessToken.length - 1, by)
    assert.equal((await server.introspect('standard', forged)).json.active, false, forged)
  }
})

test('a refresh token with any one character changed is refused', async () => {
  for (const clientId of ['standard', 'nibe']) {
    const { refreshToken = '' } = await server.connect(clientId)
    for (let at = 0; at < refreshToken.length; at++) {
      assert.equal((await server.refresh(clientId, changedAt(refreshToken, at, 1))).status, 400)
    }
    assert.equal((await server.refresh(clientId, refreshToken)).status, 200)
  }
})

test('no mix of the parts of two tokens is a token', async () => {
  const [one, two] = [
    await server.connect('standard'),
    await server.connect('standard', { email: anna.email }),
  ]
  const mix = fc.record({ at: fc.integer({ min: 8, max: one.accessToken.length - 1 }), gap: fc.nat(3) })
  await fc.assert(
    fc.asyncProperty(mix, async ({ at, gap }) => {
      const mixed = one.accessToken.slice(0, at) + two.accessToken.slice(at + gap)
      if (mixed === two.accessToken || mixed === one.accessToken) return
      assert.equal((await server.introspect('standard', mixed)).json.active, false)
    }),
    { numRuns: 100 },
  )
})

test('a refresh never seals a token for over a day, also when the client came to such a policy since', async () => {
  const { refreshToken = '' } = await server.connect('standard')
  const [standard] = definition.clients
  await server.running.apply({ clients: [{ ...standard, overrides: { accessTokenSeconds: 400 * 86_400 } }] })
  await sleep(1_000)
  const { json } = await server.refresh('standard', refreshToken)
  assert.equal(json.expires_in, 86_400)
  assert.match(String((await server.connect('standard')).accessToken), /^lk_at_4/)
})
