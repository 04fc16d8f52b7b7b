import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { freePort } from '../free-port.ts'
import { tokensOf } from '../seeded-latchkey.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'
import { makeTestAuthority } from '../test-authority.ts'
import { stories } from './details-stories.ts'
import { asked, foreign, hallRead, houseControl, houseRead, twoHomes } from './details-world.ts'
import { type LibrarySetting, pushingDefinition } from './library-clients.ts'
import { answerTo, errorOf, type RequestWorld, redirectUri, startRequestWorld } from './request-world.ts'
import { tellStory } from './tell-story.ts'

// RFC 9396 §4 and §5: the same by the back channel (RFC 9126) and in a request object (RFC 9101), and by libraries.

const authority = makeTestAuthority()
let world: RequestWorld
let latchkey: RunningLatchkey | undefined
let setting: LibrarySetting | undefined
before(async () => {
  world = await startRequestWorld()
  const { definition, keys } = await pushingDefinition()
  const port = await freePort()
  const env = { ...authority.serverEnv, LATCHKEY_ISSUER: `https://localhost:${port}` }
  const { structures } = twoHomes
  latchkey = await startLatchkey({ definition: { ...definition, structures }, env, port })
  setting = { issuer: latchkey.issuer, keys }
})
after(async () => {
  await world.end()
  await latchkey?.end()
  authority.end()
})

async function detailsOf(clientId: string, answer: URL): Promise<unknown> {
  const code = answer.searchParams.get('code') ?? assert.fail(answer.href)
  const { server } = world
  const tokens = await server.post('/oauth2/token', {
    ...(await world.credentials(clientId)),
    ...{ grant_type: 'authorization_code', code, redirect_uri: redirectUri },
    code_verifier: server.redemption('standard', code).code_verifier ?? '',
  })
  tokensOf(tokens)
  return tokens.json.authorization_details
}

test('a pushed request asks by name', async () => {
  const request_uri = await world.pushed('pushes', world.parameters('pushes', asked(hallRead)))
  const answer = await answerTo(world, { client_id: 'pushes', request_uri })
  assert.deepEqual(await detailsOf('pushes', answer), [hallRead])
})

test('what is wrong with it is said when it is pushed; what is not the person’s is said to the person’s answer', async () => {
  for (const details of ['{}', '[{"type":"other"}]', JSON.stringify([houseControl])]) {
    const form = world.parameters('pushes', { authorization_details: details })
    const { status, json } = await world.push('pushes', form)
    assert.deepEqual([status, json.error], [400, 'invalid_authorization_details'], details)
  }
  for (const detail of foreign) {
    const request_uri = await world.pushed('pushes', world.parameters('pushes', asked(detail)))
    const { searchParams } = await answerTo(world, { client_id: 'pushes', request_uri })
    assert.equal(searchParams.get('error'), 'invalid_authorization_details')
  }
})

test('a request object holds the array itself, and what stands beside it does not count', async () => {
  const text = await world.sign('signer', asked(houseRead))
  const other = await answerTo(world, { client_id: 'signer', request: text })
  assert.deepEqual(await detailsOf('signer', other), [houseRead])
  const request = await world.sign('signer', { authorization_details: [hallRead] })
  const answer = await answerTo(world, { client_id: 'signer', request, ...asked(houseRead) })
  assert.deepEqual(await detailsOf('signer', answer), [hallRead])
})

test('a request object is read as strictly as a text', async () => {
  for (const wrong of [
    {},
    7,
    true,
    [[hallRead]],
    [{ ...hallRead, more: 1 }],
    [{ type: '__proto__' }],
    [houseControl],
  ]) {
    const request = await world.sign('signer', { authorization_details: wrong })
    const error = await errorOf(world, { client_id: 'signer', request })
    assert.equal(error, 'invalid_authorization_details', JSON.stringify(wrong))
  }
  for (const detail of foreign) {
    const request = await world.sign('signer', { authorization_details: [detail] })
    const { searchParams } = await answerTo(world, { client_id: 'signer', request })
    assert.equal(searchParams.get('error'), 'invalid_authorization_details')
  }
})

test('a pushed request object binds what was asked', async () => {
  const request = await world.sign('messages', { authorization_details: [hallRead] })
  const request_uri = await world.pushed('messages', { request })
  const beside = { client_id: 'messages', request_uri, ...asked(houseRead) }
  const { searchParams } = await answerTo(world, beside)
  assert.ok(searchParams.has('response') || searchParams.has('code'))
})

for (const name of Object.keys(stories))
  test(name, () => {
    const module = import.meta.resolve('./details-stories.ts')
    return tellStory(authority, { module, name, setting }, () => latchkey?.output.stderr)
  })
