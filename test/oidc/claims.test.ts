// docs/certification.md, OpenID Connect: claims, asked for by scopes and one by one.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hiddenFields } from '../sign-in.ts'
import {
  anna,
  annasClaims,
  ben,
  everyScope,
  type OpenIdWorld,
  signInOn,
  startOpenIdWorld,
  waits,
} from './openid-world.ts'

let world: OpenIdWorld
before(async () => {
  world = await startOpenIdWorld()
})
after(() => world.running.end())

type Told = Readonly<Record<string, unknown>>

async function toldBy(accessToken: string): Promise<Told> {
  const response = await world.userinfo(accessToken)
  assert.equal(response.status, 200)
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/)
  return (await response.json()) as Told
}

function wanting(claims: object): Readonly<Record<string, string>> {
  return { claims: JSON.stringify(claims) }
}

test('every standard claim of a person of whom all are known, each with its type, by GET and by POST', async () => {
  const { accessToken, claims } = await world.connect('basic', { scope: everyScope })
  const { updated_at: updatedAt, ...told } = await toldBy(accessToken)
  assert.deepEqual(told, { sub: claims.sub, email: anna.email, ...annasClaims })
  assert.ok(Number.isInteger(updatedAt) && Number(updatedAt) <= Date.now() / 1000)
  const url = `${world.issuer}/oauth2/userinfo`
  const headers = { authorization: `Bearer ${accessToken}` }
  const byHeader = await fetch(url, { method: 'POST', headers })
  const byBody = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ access_token: accessToken }),
  })
  for (const response of [byHeader, byBody])
    assert.deepEqual(await response.json(), { ...told, updated_at: updatedAt })
})

test('of a person of whom little is known nothing empty is told', async () => {
  const { accessToken, claims } = await world.connect('basic', { scope: everyScope }, { person: ben })
  const { updated_at: updatedAt, ...told } = await toldBy(accessToken)
  assert.deepEqual(told, { sub: claims.sub, name: 'Ben Berg', email: ben.email, email_verified: false })
  assert.equal(typeof updatedAt, 'number')
})

test('each scope tells its own claims: no name for email alone, in any order of scopes', async () => {
  const names: Readonly<Record<string, readonly string[]>> = {
    openid: ['sub'],
    'email openid': ['email', 'email_verified', 'sub'],
    'openid address': ['address', 'sub'],
    'phone openid': ['phone_number', 'phone_number_verified', 'sub'],
    'openid phone email': ['email', 'email_verified', 'phone_number', 'phone_number_verified', 'sub'],
  }
  for (const [scope, expected] of Object.entries(names)) {
    const { accessToken, answer } = await world.connect('basic', { scope })
    assert.equal(answer.scope, scope)
    assert.deepEqual(Object.keys(await toldBy(accessToken)).sort(), expected)
  }
})

test('userinfo.name asked for as essential is told, and lives on in refreshed tokens', async () => {
  const asked = wanting({ userinfo: { name: { essential: true } } })
  const tokens = await world.connect('basic', asked)
  assert.deepEqual(await toldBy(tokens.accessToken), { sub: tokens.claims.sub, name: annasClaims.name })
  const refreshed = await world.refresh('basic', tokens.refreshToken)
  assert.deepEqual(await toldBy(refreshed.accessToken), { sub: tokens.claims.sub, name: annasClaims.name })
  assert.equal('name' in tokens.claims, false)
})

test('id_token claims stand in the ID token, now and after a refresh, and not in userinfo', async () => {
  const asked = wanting({ id_token: { birthdate: null, address: null, auth_time: { essential: true } } })
  const tokens = await world.connect('basic', asked)
  const refreshed = await world.refresh('basic', tokens.refreshToken)
  for (const { claims } of [tokens, refreshed]) {
    assert.deepEqual([claims.birthdate, claims.address], [annasClaims.birthdate, annasClaims.address])
    assert.equal(typeof claims.auth_time, 'number')
  }
  assert.deepEqual(Object.keys(await toldBy(tokens.accessToken)), ['sub'])
})

test('claims.nobody, wishes for values and unknown members are ignored', async () => {
  const odd = { picture: { value: 'https://example.com/other.png' }, nobody: null, 'name#de': null }
  const tokens = await world.connect('basic', wanting({ userinfo: odd, id_token: { iss: null }, else: 1 }))
  assert.deepEqual(await toldBy(tokens.accessToken), {
    sub: tokens.claims.sub,
    picture: annasClaims.picture,
  })
})

test('a claim of a scope that the client did not register is neither told nor shown', async () => {
  const asked = wanting({
    userinfo: { birthdate: { essential: true }, email: null },
    id_token: { name: null },
  })
  const tokens = await world.connect('narrow', asked)
  assert.deepEqual(await toldBy(tokens.accessToken), { sub: tokens.claims.sub, email: anna.email })
  assert.equal('name' in tokens.claims, false)
})

test('claims without the scope openid mean nothing, and need not be JSON', async () => {
  const { answer } = await world.connect('plain', { scope: 'devices:read', claims: 'not JSON' })
  assert.equal('id_token' in answer, false)
})

test('malformed claims are invalid_request', async () => {
  for (const claims of ['not JSON', '[]', '{"userinfo":{"name":1}}']) {
    const answer = await world.answer(world.visitor(), 'basic', { claims })
    assert.deepEqual([answer.get('error'), answer.get('state')], ['invalid_request', 'the-state'])
  }
})

test('the consent page names what is asked for singly, and an answer covers no more than was shown', async () => {
  const visitor = world.visitor()
  const birthday = wanting({ userinfo: { birthdate: null, phone_number: null } })
  await world.connect('second', {}, { visitor })
  const page = await world.page(visitor, 'second', birthday)
  assert.match(page, /See these details about you/)
  assert.match(page, /Date of birth, phone number/)
  const silently = { prompt: 'none' }
  assert.equal(
    (await world.answer(visitor, 'second', { ...birthday, ...silently })).get('error'),
    'consent_required',
  )
  await visitor.post('/consent', { ...hiddenFields(page, 'consent-form'), decision: 'accept' })
  const remembered = await world.answer(visitor, 'second', { ...birthday, ...silently })
  await world.redeem('second', remembered.get('code') ?? '')
  for (const more of [wanting({ id_token: { name: null } }), { scope: 'openid profile' }]) {
    const answer = await world.answer(visitor, 'second', { ...more, ...silently })
    assert.equal(answer.get('error'), 'consent_required', JSON.stringify(more))
  }
  assert.match(await world.page(visitor, 'second', { ...birthday, scope: everyScope }), /id="consent-form"/)
  const again = await (await visitor.get('/home/apps/second')).text()
  assert.match(again, /Date of birth, phone number/)
})

test('claims that the scope holds anyway are not named twice', async () => {
  const visitor = world.visitor()
  const more = { scope: 'openid profile', ...wanting({ userinfo: { name: null, email: null } }) }
  const next = await visitor.get(
    await signInOn(visitor, await world.page(visitor, 'signs-ES256', more), anna),
  )
  const page = await next.text()
  assert.match(page, /E-mail address</)
  assert.doesNotMatch(page, /Full name/)
})

test('sub with a value: nobody else may answer', async () => {
  const visitor = world.visitor()
  const { claims } = await world.connect('basic', {}, { visitor })
  const right = wanting({ id_token: { sub: { value: claims.sub } } })
  const wrong = wanting({ id_token: { sub: { value: 'somebody else' } } })
  assert.ok((await world.answer(visitor, 'basic', { ...right, prompt: 'none' })).get('code'))
  const refused = await world.answer(visitor, 'basic', { ...wrong, prompt: 'none' })
  assert.equal(refused.get('error'), 'login_required')
  assert.match(await world.page(visitor, 'basic', wrong), /id="login-form"/)
})

test('acr as essential: what is known is reached, what is not known is refused', async () => {
  const acr = (more: object) => wanting({ id_token: { acr: { essential: true, ...more } } })
  const known = ['urn:example:loa:9', 'urn:latchkey:acr:password']
  assert.equal((await world.connect('basic', acr({ values: known }))).claims.acr, known[1])
  assert.equal((await world.connect('basic', acr({}))).claims.acr, known[1])
  for (const more of [{ value: 'urn:example:loa:9' }, { values: ['a', 'b'] }, { values: [] }]) {
    const answer = await world.answer(world.visitor(), 'basic', acr(more))
    assert.equal(answer.get('error'), 'unmet_authentication_requirements', JSON.stringify(more))
  }
})

test('updated_at moves when a claim changes', async () => {
  const { accessToken } = await world.connect('second', { scope: 'openid profile' }, { person: ben })
  const before = Number((await toldBy(accessToken)).updated_at)
  await waits(1_100)
  await world.running.apply({ accounts: [{ email: ben.email, claims: { name: 'Benjamin Berg' } }] })
  const told = await waitForName(accessToken, 'Benjamin Berg')
  assert.ok(Number(told.updated_at) > before)
})

/** What the command line changed is seen within a second. */
async function waitForName(accessToken: string, name: string): Promise<Told> {
  for (let tries = 0; tries < 30; tries++) {
    const told = await toldBy(accessToken)
    if (told.name === name) return told
    await waits(100)
  }
  return assert.fail(`the name is not ${name} after three seconds`)
}
