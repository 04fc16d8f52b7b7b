import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccessToken } from './access-token.ts'
import { createOpenedTokens } from './opened-tokens.ts'

const token: AccessToken = {
  clientId: 'app',
  accountId: undefined,
  familyId: undefined,
  scope: [],
  audience: [],
  issuedAt: 0,
  expiresAt: 1,
  jti: 'one',
  counters: { client: 0 },
  confirmation: undefined,
}

function begin(atMost?: number) {
  const ring = { reading: 1 }
  let opened = 0
  const tokens = createOpenedTokens({ readings: () => ring.reading }, atMost)
  const open = async (text: string) =>
    tokens.openOnce(text, async () => {
      opened++
      return text.startsWith('ours') ? token : undefined
    })
  return { ring, tokens, open, opened: () => opened }
}

test('a token is opened once, and what is none each time', async () => {
  const { tokens, open, opened } = begin()
  assert.equal(tokens.find('ours'), undefined)
  for (let time = 0; time < 3; time++) assert.equal(await open('ours'), token)
  assert.equal(tokens.find('ours'), token)
  assert.equal(opened(), 1)
  for (let time = 0; time < 3; time++) assert.equal(await open('junk'), undefined)
  assert.equal(opened(), 4)
})

test('when keys were read anew everything is opened anew: one may have ended', async () => {
  const { ring, tokens, open, opened } = begin()
  await open('ours')
  ring.reading++
  assert.equal(tokens.find('ours'), undefined)
  await open('ours')
  assert.equal(opened(), 2)
})

test('what was opened while keys were read is handed out and not kept', async () => {
  const { ring, tokens } = begin()
  const gate = Promise.withResolvers<AccessToken>()
  const opening = tokens.openOnce('ours', () => gate.promise)
  ring.reading++
  gate.resolve(token)
  assert.equal(await opening, token)
  assert.equal(tokens.find('ours'), undefined)
})

test('so many are kept and no more, and no long ones', async () => {
  const { tokens, open } = begin(2)
  for (const text of ['ours 1', 'ours 2', 'ours 3']) await open(text)
  assert.deepEqual(
    ['ours 1', 'ours 2', 'ours 3'].map((text) => tokens.find(text) !== undefined),
    [false, true, true],
  )
  const long = `ours ${'x'.repeat(2_000)}`
  await open(long)
  assert.equal(tokens.find(long), undefined)
})
