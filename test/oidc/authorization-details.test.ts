import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { decodeJwt } from 'jose'
import { authorizeUrl } from '../attacks/authorization.ts'
import { anna } from '../definition.ts'
import { type Answer, type SeededLatchkey, startSeeded, tokensOf } from '../seeded-latchkey.ts'
import { allow, newVisitor } from '../sign-in.ts'
import {
  answerOf,
  asked,
  cabinRead,
  hallRead,
  houseControl,
  houseRead,
  inHome,
  signedInVisitor,
  toldHomes,
  twoHomes,
} from './details-world.ts'

// RFC 9396. Who asks for what is not theirs: ../attacks/authorization-details.test.ts.

let server: SeededLatchkey
before(async () => {
  server = await startSeeded({ definition: twoHomes })
})
after(() => server.end())

const redeemed = (clientId: string, code: string, ...details: readonly object[]) =>
  server.token(clientId, server.redemption(clientId, code, details.length === 0 ? {} : asked(...details)))

async function codeFor(details: readonly object[], visitor = newVisitor(server.issuer)): Promise<string> {
  const { location } = await allow(visitor, authorizeUrl(asked(...details)), anna)
  return (await answerOf(location)).get('code') ?? assert.fail(location)
}

test('§6: what was asked for and allowed is what the answer, introspection and the API tell', async () => {
  const details = [hallRead, cabinRead]
  const told = await toldHomes(server, 'standard', await redeemed('standard', await codeFor(details)))
  assert.deepEqual(told.response, details)
  assert.deepEqual(told.introspection, details)
  assert.deepEqual(told.api, ['annas-home: annas-thermostat', 'annas-cabin: cabin-thermostat'])
})

test('a posted request asks as one in the URL does', async () => {
  const { search } = new URL(authorizeUrl(asked(hallRead)), server.issuer)
  const visitor = newVisitor(server.issuer)
  const posted = await visitor.post('/oauth2/authorize', Object.fromEntries(new URLSearchParams(search)))
  assert.equal(posted.status, 303)
  const { location } = await allow(visitor, posted.headers.get('location') ?? '', anna)
  const code = (await answerOf(location)).get('code') ?? ''
  assert.deepEqual((await redeemed('standard', code)).json.authorization_details, [hallRead])
})

test('a request without details is a choice of the homeowner, and its answer tells what was chosen', async () => {
  const { json } = await redeemed('standard', await server.newCode('standard', { scope: ['devices:read'] }))
  assert.deepEqual(json.authorization_details, [houseRead, inHome('annas-cabin', 'all', 'read', 'camera')])
  const { json: identity } = await redeemed(
    'standard',
    await server.newCode('standard', { scope: ['openid'] }),
  )
  assert.equal('authorization_details' in identity, false)
})

test('the old dialects answer as ever', async () => {
  for (const clientId of ['nibe', 'honeywell', 'nest-web']) {
    const { json, text } = await redeemed(clientId, await server.newCode(clientId))
    assert.ok(json.access_token, text)
    assert.equal('authorization_details' in json, false, clientId)
  }
})

test('§7: a token request asks for a part, the refresh token keeps the whole', async () => {
  const code = await server.newCode('standard', { details: [houseControl, cabinRead] })
  const first = await redeemed('standard', code, hallRead)
  const told = await toldHomes(server, 'standard', first)
  assert.deepEqual([told.response, told.introspection], [[hallRead], [hallRead]])
  assert.deepEqual(told.api, ['annas-home: annas-thermostat'])
  const { refreshToken = '' } = tokensOf(first)
  const whole = await server.refresh('standard', refreshToken)
  assert.deepEqual(whole.json.authorization_details, [houseControl, cabinRead])
  const part = await server.refresh(
    'standard',
    refreshToken,
    asked({ type: 'home_access', actions: ['read'] }),
  )
  assert.deepEqual((await toldHomes(server, 'standard', part)).introspection, [houseRead, cabinRead])
  const warm = async (answer: Answer) =>
    server.send('/v1/devices/annas-thermostat', {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${tokensOf(answer).accessToken}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ target_temperature_c: 19 }),
    })
  assert.equal((await warm(part)).status, 403)
  assert.equal((await warm(whole)).status, 200)
})

test('rotation and narrowing go together, and a repeat gets what it asks for, not what was asked before', async () => {
  const { refreshToken = '' } = await server.connect('rotating', { details: [houseControl] })
  const narrow = await server.refresh('rotating', refreshToken, asked(hallRead))
  assert.deepEqual(narrow.json.authorization_details, [hallRead])
  const again = await server.refresh('rotating', refreshToken, asked(houseRead))
  assert.deepEqual(again.json.authorization_details, [houseRead])
  assert.equal(tokensOf(again).refreshToken, tokensOf(narrow).refreshToken)
})

test('a token that lives on without refresh is its connection, which is narrowed with it', async () => {
  const code = await server.newCode('lasting', { details: [houseControl] })
  const { accessToken } = tokensOf(await redeemed('lasting', code, hallRead))
  const { json } = await server.introspect('lasting', accessToken)
  assert.deepEqual(json.authorization_details, [hallRead])
})

test('a signed token carries the part that it was narrowed to, and introspection says the same', async () => {
  const audience = ['https://meter.example.com']
  const scope = ['devices:read']
  const code = await server.newCode('standard', { details: [houseRead, cabinRead], audience, scope })
  const { accessToken } = tokensOf(await redeemed('standard', code, hallRead))
  assert.deepEqual(decodeJwt(accessToken).authorization_details, [hallRead])
  const { json } = await server.introspect('standard', accessToken)
  assert.deepEqual(json.authorization_details, [hallRead])
})

test('what a homeowner takes from a connection is gone from every token, and a narrowed token gains nothing', async () => {
  const code = await server.newCode('standard', { details: [houseControl, cabinRead] })
  const first = await redeemed('standard', code, hallRead, cabinRead)
  const { accessToken, refreshToken = '' } = tokensOf(first)
  const wide = tokensOf(await server.refresh('standard', refreshToken)).accessToken
  const { id: accountId } = (await server.store.findAccountByEmail(anna.email)) ?? assert.fail()
  const families = await server.store.listFamilies(accountId, 'standard')
  const family = families.at(-1) ?? assert.fail()
  const homesOf = async (token: string) =>
    (await server.introspect('standard', token)).json.authorization_details
  const until = async (token: string, expected: unknown) => {
    const end = Date.now() + 10_000
    while (Date.now() < end && JSON.stringify(await homesOf(token)) !== JSON.stringify(expected))
      await new Promise((resolve) => setTimeout(resolve, 50))
    assert.deepEqual(await homesOf(token), expected)
  }
  await server.store.changeDetails(accountId, family.id, [houseRead])
  await until(wide, [houseRead])
  await until(accessToken, [hallRead])
  await server.store.changeDetails(accountId, family.id, [houseControl, cabinRead])
  await until(wide, [houseControl, cabinRead])
  await until(accessToken, [hallRead, cabinRead])
  await server.store.changeDetails(accountId, family.id, [])
  await until(wide, undefined)
  await until(accessToken, undefined)
})

test('consent is remembered for what was allowed, and asked anew for anything else', async () => {
  const visitor = await signedInVisitor(server.issuer)
  await server.newCode('standard', { details: [houseRead] })
  const answer = async (...details: readonly object[]) => {
    const query = details.length === 0 ? {} : asked(...details)
    const { headers } = await visitor.get(authorizeUrl({ ...query, prompt: 'none' }))
    return answerOf(headers.get('location'))
  }
  // The process that was told of nothing looks for changes every 300 ms.
  await new Promise((resolve) => setTimeout(resolve, 700))
  for (const details of [[hallRead], [houseRead], [{ type: 'home_access', actions: ['read'] }], []]) {
    const code = (await answer(...details)).get('code') ?? assert.fail(JSON.stringify(details))
    const expected = details[0] === hallRead ? [hallRead] : [houseRead]
    assert.deepEqual((await redeemed('standard', code)).json.authorization_details, expected)
  }
  for (const details of [[houseControl], [cabinRead], [hallRead, cabinRead]])
    assert.equal((await answer(...details)).get('error'), 'consent_required')
})

test('what the parameter may not say is told to the client, before anybody has signed in', async () => {
  for (const details of [
    '{',
    '[]',
    '[{"type":"payment_initiation"}]',
    '[{"type":"home_access","__proto__":1}]',
  ]) {
    const url = authorizeUrl({ authorization_details: details })
    const { headers } = await server.get(url, { accept: 'text/html' })
    const answer = await answerOf(headers.get('location'))
    assert.equal(answer.get('error'), 'invalid_authorization_details', details)
    assert.equal(answer.get('state'), 'state-of-the-test')
  }
  const scope = authorizeUrl({ ...asked(houseControl), scope: 'devices:read' })
  const { headers } = await server.get(scope, { accept: 'text/html' })
  const answer = await answerOf(headers.get('location'))
  assert.match(answer.get('error_description') ?? '', /does not go to control/)
})

test('§10: the metadata names the type, and who registers none of it may not ask', async () => {
  for (const path of ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration'])
    assert.deepEqual((await server.get(path)).json.authorization_details_types_supported, ['home_access'])
  const registration = async (authorization_details_types: unknown) =>
    server.send('/oauth2/register', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        redirect_uris: ['https://app.example.com/cb'],
        scope: 'devices:read',
        authorization_details_types,
      }),
    })
  const good = await registration(['home_access'])
  assert.deepEqual([good.status, good.json.authorization_details_types], [201, ['home_access']], good.text)
  for (const wrong of [['payment_initiation'], 'home_access', ['home_access', 'home_access']])
    assert.equal((await registration(wrong)).json.error, 'invalid_client_metadata')
  const { json } = await registration([])
  const url = authorizeUrl({
    ...asked(hallRead),
    client_id: String(json.client_id),
    redirect_uri: 'https://app.example.com/cb',
    scope: 'devices:read',
  })
  const { text } = await server.get(url, { accept: 'text/html' })
  assert.match(text, /authorization_details_types/)
})
