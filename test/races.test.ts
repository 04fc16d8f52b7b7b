import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { anna } from './definition.ts'
import { type Answer, type SeededLatchkey, startSeeded, type Tokens, tokensOf } from './seeded-latchkey.ts'

let server: SeededLatchkey
before(async () => {
  server = await startSeeded()
})
after(() => server.end())

const clientsWithCodes = [
  'standard',
  'rotating',
  'openid',
  'public',
  'nest-web',
  'nest-pin',
  'honeywell',
  'nibe',
]

function times<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => make(index)))
}

async function assertDead(clientId: string, tokens: readonly Tokens[]): Promise<void> {
  for (const { accessToken, refreshToken } of tokens) {
    assert.deepEqual(await server.acceptedAt(clientId, accessToken), [])
    if (refreshToken === undefined) continue
    const refused = await server.refresh(clientId, refreshToken)
    assert.ok(refused.status === 400, refused.text)
  }
}

for (const clientId of clientsWithCodes) {
  test(`twenty equal redemptions of one code of ${clientId} give one token set, which the replays end`, async () => {
    const code = await server.newCode(clientId)
    const form = server.redemption(clientId, code)
    const answers = await times(20, () => server.token(clientId, form))
    const good = answers.filter(({ status }) => status === 200)
    assert.equal(good.length, 1)
    for (const { status, text } of answers.filter((answer) => !good.includes(answer))) {
      assert.equal(status, 400, text)
      assert.match(text, /invalid_grant|invalid_request|oauth2_error/)
    }
    await assertDead(clientId, good.map(tokensOf))
  })
}

for (const clientId of ['standard', 'rotating', 'public', 'honeywell', 'nibe']) {
  test(`twenty equal refreshes of ${clientId} at once all get one and the same successor`, async () => {
    const { refreshToken = '' } = await server.connect(clientId)
    const answers = (await times(20, () => server.refresh(clientId, refreshToken))).map(tokensOf)
    const successors = new Set(answers.map((tokens) => tokens.refreshToken))
    assert.equal(successors.size, 1)
    for (const { accessToken } of answers) {
      const accepted = await server.acceptedAt(clientId, accessToken)
      assert.ok(accepted.includes('device API'), accepted.join())
    }
    const [successor = ''] = successors
    assert.equal((await server.refresh(clientId, successor)).status, 200)
    await server.revoke(clientId, successor)
    await assertDead(clientId, answers)
  })
}

/** Redeems, then refreshes twice while it revokes; every token that any answer gave must be dead. */
async function refreshBesideRevoke(clientId: string, index: number): Promise<void> {
  const first = await server.connect(clientId)
  const { refreshToken = '' } = first
  const refresh = () => server.refresh(clientId, refreshToken)
  const revoke = () => server.revoke(clientId, refreshToken)
  const orders = [
    () => [revoke(), refresh(), refresh()],
    () => [refresh(), revoke(), refresh()],
    () => [refresh(), refresh(), revoke()],
  ]
  const answers: Answer[] = await Promise.all(orders[index % orders.length]?.() ?? [])
  const issued = answers.filter(({ json }) => 'access_token' in json).map(tokensOf)
  assert.ok(answers.every(({ status }) => status === 200 || status === 400))
  await assertDead(clientId, [first, ...issued])
}

test('refresh beside revoke, a thousand times: every token ever issued is dead', async () => {
  const lanes = 8
  await times(lanes, async (lane) => {
    for (let index = lane; index < 1_000; index += lanes) {
      await refreshBesideRevoke(index % 2 === 0 ? 'rotating' : 'standard', index)
    }
  })
})

test('redeeming beside ending the grant leaves nothing alive', async () => {
  const account = await server.store.findAccountByEmail(anna.email)
  assert.ok(account)
  const issued: Tokens[] = []
  for (let round = 0; round < 20; round++) {
    const code = await server.newCode('other')
    const [answer] = await Promise.all([
      server.token('other', server.redemption('other', code)),
      server.store.endGrant(account.id, 'other'),
    ])
    if (answer.status === 200) issued.push(tokensOf(answer))
  }
  // Another process ended the grant: this one knows it after a second at most.
  await sleep(1_000)
  await assertDead('other', issued)
})

test('a wrong verifier, a wrong redirect URI and a wrong secret do not burn a code', async () => {
  const code = await server.newCode('standard')
  const right = server.redemption('standard', code)
  const wrong = [
    { ...right, code_verifier: 'x'.repeat(43) },
    { ...right, redirect_uri: 'https://app.example.com/callback/' },
    { ...right, client_secret: 'not the right secret at all' },
    { ...right, scope: 'meter:read' },
    { ...right, resource: 'https://meter.example.com' },
  ]
  for (const form of wrong) {
    const { status, text } = await server.token('standard', form)
    assert.ok(status === 400 || status === 401, text)
  }
  const answers = await Promise.all(
    [...wrong, right, ...wrong].map(async (form) => ({
      form,
      answer: await server.token('standard', form),
    })),
  )
  const good = answers.filter(({ answer }) => answer.status === 200)
  assert.deepEqual(
    good.map(({ form }) => form),
    [right],
  )
  const [tokens] = good.map(({ answer }) => tokensOf(answer))
  assert.ok(tokens)
  assert.equal((await server.acceptedAt('standard', tokens.accessToken)).length, 3)
})

test('a replay that fails a pure check does nothing; one that passes ends the tokens', async () => {
  const code = await server.newCode('rotating')
  const right = server.redemption('rotating', code)
  const first = tokensOf(await server.token('rotating', right))
  const later = tokensOf(await server.refresh('rotating', first.refreshToken ?? ''))
  await server.token('rotating', { ...right, code_verifier: 'x'.repeat(43) })
  assert.equal((await server.acceptedAt('rotating', later.accessToken)).length, 3)
  assert.equal((await server.token('rotating', right)).status, 400)
  await assertDead('rotating', [first, later])
})

test('client B cannot redeem, refresh, revoke or introspect what A was given', async () => {
  const code = await server.newCode('standard')
  const stolen = server.redemption('standard', code)
  assert.equal((await server.token('other', stolen)).status, 400)
  const tokens = tokensOf(await server.token('standard', stolen))
  for (const token of [tokens.accessToken, tokens.refreshToken ?? '']) {
    assert.deepEqual((await server.introspect('other', token)).json, { active: false })
    const { status, json } = await server.revoke('other', token)
    assert.equal(status, 400)
    assert.equal(json.error, 'invalid_grant')
  }
  assert.equal((await server.refresh('other', tokens.refreshToken ?? '')).status, 400)
  assert.equal((await server.acceptedAt('standard', tokens.accessToken)).length, 3)
  assert.equal((await server.refresh('standard', tokens.refreshToken ?? '')).status, 200)
})

test('a client suspended by another process is refused within a second; restored, its tokens live again', async () => {
  const tokens = await server.connect('openid')
  assert.equal((await server.acceptedAt('openid', tokens.accessToken)).length, 3)
  await server.cli('client', 'suspend', 'openid')
  await sleep(1_000)
  assert.deepEqual(await server.acceptedAt('openid', tokens.accessToken), [])
  assert.equal((await server.refresh('openid', tokens.refreshToken ?? '')).status, 401)
  await server.cli('client', 'restore', 'openid')
  await sleep(1_000)
  assert.equal((await server.acceptedAt('openid', tokens.accessToken)).length, 3)
  assert.equal((await server.refresh('openid', tokens.refreshToken ?? '')).status, 200)
})
