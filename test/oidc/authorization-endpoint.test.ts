import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import type { Form } from '../seeded-latchkey.ts'
import { allow } from '../sign-in.ts'
import {
  anna,
  answerTo,
  errorOf,
  newVisitor,
  problemOf,
  type RequestWorld,
  redirectUri,
  startRequestWorld,
  urlOf,
} from './request-world.ts'

// What certification asks of the authorization endpoint for clients that send plain requests; numbers are those of docs/certification.md.

let world: RequestWorld
before(async () => {
  world = await startRequestWorld()
})
after(() => world.end())

const noPkce = { code_challenge: undefined, code_challenge_method: undefined }

test('12: GET and POST, unknown parameters ignored, any order of parameters and scopes', async () => {
  const visitor = newVisitor(world.issuer)
  const parameters = world.parameters('plain', {
    scope: 'devices:read openid',
    audience: 'x',
    foo: 'bar',
    display: 'page',
  })
  const reversed = Object.fromEntries(Object.entries(parameters).toReversed())
  for (const form of [parameters, reversed]) {
    assert.ok((await answerTo(world, form, 'accept', visitor)).searchParams.has('code'))
    const posted = await visitor.post('/oauth2/authorize', form, { origin: 'https://app.example.com' })
    assert.equal(posted.status, 303)
    const { location } = await allow(visitor, posted.headers.get('location') ?? '', anna)
    assert.ok(new URL(location ?? assert.fail()).searchParams.has('code'))
  }
})

test('13: state comes back as it was, 512 characters of it too; none comes where none was; iss always', async () => {
  const visitor = newVisitor(world.issuer)
  const printable = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)).join('')
  const states = [
    's',
    'a'.repeat(128),
    randomBytes(384).toString('base64'),
    printable,
    'ö 家 +%20&=',
    undefined,
  ]
  for (const state of states) {
    const { searchParams } = await answerTo(world, world.parameters('plain', { state }), 'accept', visitor)
    assert.equal(searchParams.get('state') ?? undefined, state)
    assert.equal(searchParams.get('iss'), world.issuer)
  }
  const { searchParams } = await answerTo(world, world.parameters('plain', { scope: 'no-such' }))
  assert.equal(searchParams.get('iss'), world.issuer)
})

test('14: PKCE and nonce are not forced on an OpenID client with a secret; a challenge that it sends counts', async () => {
  const form: Form = { grant_type: 'authorization_code', redirect_uri: redirectUri }
  const bare = await answerTo(world, world.parameters('plain', { ...noPkce, nonce: undefined }))
  const tokens = await world.server.token('plain', { ...form, code: bare.searchParams.get('code') ?? '' })
  assert.equal(tokens.status, 200, tokens.text)
  const bound = await answerTo(world, world.parameters('plain'))
  const without = await world.server.token('plain', { ...form, code: bound.searchParams.get('code') ?? '' })
  assert.deepEqual([without.status, without.json.error], [400, 'invalid_grant'])
})

test('15: redirect_uri is compared with its query, and what is not registered or missing is a page', async () => {
  for (const redirect_uri of [
    `${redirectUri}?x=1`,
    `${redirectUri}?`,
    'https://evil.example/cb',
    undefined,
  ]) {
    assert.match(await problemOf(world, world.parameters('plain', { redirect_uri })), /redirect_uri/)
  }
})

test('16: a response_type that is missing or another is told to the client', async () => {
  assert.equal(
    await errorOf(world, world.parameters('plain', { response_type: undefined })),
    'invalid_request',
  )
  for (const response_type of ['token', 'id_token', 'code id_token', 'CODE', 'none']) {
    assert.equal(
      await errorOf(world, world.parameters('plain', { response_type })),
      'unsupported_response_type',
    )
  }
})

test('17: an error carries what it may and no code', async () => {
  const wrong = [
    { scope: 'no-such' },
    { response_type: 'token' },
    { prompt: 'none' },
    { max_age: 'x' },
    { resource: 'https://x.example' },
  ]
  for (const changes of wrong) {
    const { headers } = await world.server.get(urlOf(world.parameters('plain', changes)), {
      accept: 'text/html',
    })
    const { searchParams } = new URL(headers.get('location') ?? assert.fail(JSON.stringify(changes)))
    assert.deepEqual([...searchParams.keys()].sort(), ['error', 'error_description', 'iss', 'state'])
  }
})

test('25: codes are random letters and digits of over 128 bits', async () => {
  const visitor = newVisitor(world.issuer)
  const codes = new Set<string>()
  for (let count = 0; count < 20; count++) {
    const { searchParams } = await answerTo(world, world.parameters('plain'), 'accept', visitor)
    codes.add(searchParams.get('code') ?? '')
  }
  assert.equal(codes.size, 20)
  for (const code of codes) assert.match(code, /^[A-Za-z0-9]{43}$/)
  const used = new Set([...codes].join(''))
  assert.ok(used.size > 55, `of 62 signs ${used.size} occur in 860 draws`)
})

test('CVE-2026-9689: a redirect URI cannot bring parameters of the answer itself, and each comes once', async () => {
  const taken = ['code', 'state', 'iss', 'error', 'response', 'id_token', 'error_description']
  const redirectUris = taken.map((name) => `https://app.example.com/cb?${name}=x`)
  const declared = { clients: [{ clientId: 'polluted', name: 'App', redirectUris }] }
  await assert.rejects(world.server.running.apply(declared), ({ message }: Error) =>
    taken.every((name) => message.includes(`the parameter ${name}, which the answer uses`)),
  )
  const keys = [...(await answerTo(world, world.parameters('plain'))).searchParams.keys()]
  assert.equal(new Set(keys).size, keys.length)
})

test('a parameter that comes twice is told to nobody but the person', async () => {
  const asked = Object.entries(world.parameters('plain'))
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...asked), fc.boolean(), async ([name, value], isSame) => {
      const query = new URLSearchParams([...asked, [name, isSame ? value : `${value}x`]])
      const { status, headers } = await world.server.get(`/oauth2/authorize?${query}`, {
        accept: 'text/html',
      })
      assert.deepEqual([status, headers.get('location')], [400, null])
    }),
    { numRuns: 20 },
  )
})
