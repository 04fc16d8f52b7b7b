import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type SeededLatchkey, startSeeded, tokensOf } from '../seeded-latchkey.ts'

let server: SeededLatchkey
before(async () => {
  server = await startSeeded()
})
after(() => server.end())

/** The fewest characters that a code of this client may have. */
const clientsWithCodes = {
  standard: 22,
  rotating: 22,
  openid: 22,
  public: 22,
  'nest-web': 16,
  'nest-pin': 8,
  honeywell: 22,
  nibe: 380,
} as const

for (const [clientId, fewest] of Object.entries(clientsWithCodes)) {
  test(`CVE-2026-26232: a code of ${clientId} expires`, async () => {
    const code = await server.newCode(clientId, { expiresAt: Date.now() - 1 })
    const { status, text } = await server.token(clientId, server.redemption(clientId, code))
    assert.equal(status, 400)
    assert.match(text, /expired/)
  })

  test(`CVE-2026-26232: a code of ${clientId} is good once, and its replay ends what it bought`, async () => {
    const code = await server.newCode(clientId)
    const form = server.redemption(clientId, code)
    const tokens = tokensOf(await server.token(clientId, form))
    assert.ok((await server.acceptedAt(clientId, tokens.accessToken)).includes('device API'))
    assert.equal((await server.token(clientId, form)).status, 400)
    assert.deepEqual(await server.acceptedAt(clientId, tokens.accessToken), [])
    assert.equal((await server.token(clientId, form)).status, 400)
  })

  test(`a code of ${clientId} cannot be guessed: ${fewest} characters at least, each unlike the other`, async () => {
    const codes = await Promise.all(Array.from({ length: 8 }, () => server.newCode(clientId)))
    assert.equal(new Set(codes).size, codes.length)
    for (const code of codes) assert.ok(code.length >= fewest)
  })
}

test('a code that was spent in time is a replay also after it would have expired', async () => {
  const code = await server.newCode('standard', { expiresAt: Date.now() + 1_500 })
  const form = server.redemption('standard', code)
  const tokens = tokensOf(await server.token('standard', form))
  await new Promise((resolve) => setTimeout(resolve, 1_600))
  assert.equal((await server.token('standard', form)).status, 400)
  assert.deepEqual(await server.acceptedAt('standard', tokens.accessToken), [])
})

test('a code with anything before, behind or left out is no code', async () => {
  const code = await server.newCode('standard')
  const right = server.redemption('standard', code)
  const changed = [
    ` ${code}`,
    `${code} `,
    code.slice(1),
    `${code}A`,
    code.toLowerCase(),
    `${code}\0`,
    code.repeat(2),
  ]
  for (const text of changed.filter((one) => one !== code)) {
    assert.equal((await server.token('standard', { ...right, code: text })).status, 400)
  }
  assert.equal((await server.token('standard', right)).status, 200)
})

test('a code that a person types may come in small letters and with spaces', async () => {
  const code = await server.newCode('nest-pin')
  const typed = `${code.slice(0, 4)} ${code.slice(4)} `.toLowerCase()
  assert.equal((await server.token('nest-pin', server.redemption('nest-pin', typed))).status, 200)
})
