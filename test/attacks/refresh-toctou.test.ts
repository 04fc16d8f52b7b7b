import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type SeededLatchkey, startSeeded, tokensOf } from '../seeded-latchkey.ts'

let server: SeededLatchkey
before(async () => {
  server = await startSeeded()
})
after(() => server.end())

for (const clientId of ['rotating', 'public', 'honeywell', 'nibe']) {
  test(`CVE-2026-53517 CVE-2026-1035 CVE-2026-50631: fifty refreshes of ${clientId} at once fork no family`, async () => {
    const first = await server.connect(clientId)
    const presented = first.refreshToken ?? ''
    const answers = await Promise.all(Array.from({ length: 50 }, () => server.refresh(clientId, presented)))
    const successors = new Set(answers.map((answer) => tokensOf(answer).refreshToken))
    assert.equal(successors.size, 1)
    const [second = ''] = successors
    assert.notEqual(second, presented)
    const third = tokensOf(await server.refresh(clientId, second))
    // Two generations ago: nobody honest has it any more.
    assert.equal((await server.refresh(clientId, presented)).status, 400)
    const all = [...answers.map(tokensOf), first, third]
    for (const { accessToken } of all) assert.deepEqual(await server.acceptedAt(clientId, accessToken), [])
    for (const token of [second, third.refreshToken ?? '']) {
      assert.equal((await server.refresh(clientId, token)).status, 400)
    }
  })
}

test('a thief and the owner with different generations at once: in the end nobody has a living token', async () => {
  for (let round = 0; round < 10; round++) {
    const zeroth = await server.connect('rotating')
    const first = tokensOf(await server.refresh('rotating', zeroth.refreshToken ?? ''))
    const second = tokensOf(await server.refresh('rotating', first.refreshToken ?? ''))
    const answers = await Promise.all([
      server.refresh('rotating', second.refreshToken ?? ''),
      server.refresh('rotating', zeroth.refreshToken ?? ''),
      server.refresh('rotating', second.refreshToken ?? ''),
    ])
    assert.equal(answers[1].status, 400)
    const issued = answers.filter(({ status }) => status === 200).map(tokensOf)
    for (const { accessToken, refreshToken } of [first, second, ...issued]) {
      assert.deepEqual(await server.acceptedAt('rotating', accessToken), [])
      assert.equal((await server.refresh('rotating', refreshToken ?? '')).status, 400)
    }
  }
})

test('a lost answer signs nobody out: the generation before gives the same successor again', async () => {
  const { refreshToken = '' } = await server.connect('rotating')
  const lost = tokensOf(await server.refresh('rotating', refreshToken))
  const again = tokensOf(await server.refresh('rotating', refreshToken))
  assert.equal(again.refreshToken, lost.refreshToken)
  assert.notEqual(again.accessToken, lost.accessToken)
})
