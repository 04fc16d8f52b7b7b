import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import type { Access } from './access.ts'
import { requireToken, type TokenEnv, type TokenRequirement } from './require-token.ts'
import { VerificationUnavailable } from './verification-unavailable.ts'

const access = (scope: readonly string[]): Access => ({
  subject: 'anna',
  clientId: 'app',
  scope,
  homes: [],
  expiresAt: 2e9,
})

async function verify(token: string): Promise<Access | undefined> {
  if (token === 'down') throw new VerificationUnavailable('lost')
  if (token === 'broken') throw new Error('a fault')
  return { reader: access(['lamps:read']), writer: access(['lamps:write']), none: access([]) }[token]
}

const requirement: TokenRequirement = {
  verify,
  realm: 'the "lamps"',
  needs: ['lamps:read'],
  hierarchy: { 'lamps:write': ['lamps:read'] },
}

function lamps(more: Partial<TokenRequirement> = {}) {
  const app = new Hono<TokenEnv>()
  app.get('/lamps', requireToken({ ...requirement, ...more }), (c) =>
    c.json([c.var.access.subject, ...c.var.scope]),
  )
  app.onError(() => new Response('fault', { status: 500 }))
  return app
}

async function ask(authorization: string | undefined, more: Partial<TokenRequirement> = {}, path = '/lamps') {
  const headers = new Headers()
  if (authorization !== undefined) headers.set('Authorization', authorization)
  const response = await lamps(more).request(path, { headers })
  const type = response.headers.get('Content-Type')
  const body = type?.includes('json') ? ((await response.json()) as Record<string, unknown>) : {}
  return {
    status: response.status,
    challenge: response.headers.get('WWW-Authenticate'),
    type,
    body,
    response,
  }
}

test('a good token passes, in any letter case of the scheme and with wide spaces', async () => {
  for (const authorization of ['Bearer reader', 'bearer reader', 'BEARER   reader', 'bEaReR\treader ']) {
    assert.deepEqual((await ask(authorization)).body, ['anna', 'lamps:read'], authorization)
  }
})

test('a broader scope implies the narrower one', async () => {
  assert.deepEqual((await ask('Bearer writer')).body, ['anna', 'lamps:write', 'lamps:read'])
})

test('without a token the challenge names no error (RFC 6750 §3.1)', async () => {
  for (const authorization of [
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Basic YTpi',
    'Digest a="b", c="d"',
    'BearerX reader',
  ]) {
    const { status, challenge, type, body } = await ask(authorization)
    assert.equal(status, 401, String(authorization))
    assert.equal(challenge, 'Bearer realm="the \\"lamps\\"", scope="lamps:read"')
    assert.equal(type, 'application/problem+json')
    assert.equal(body.status, 401)
    assert.equal('error' in body, false)
  }
})

test('a bad or malformed token is invalid_token', async () => {
  for (const authorization of [
    'Bearer wrong',
    'Bearer a b',
    'Bearer "reader"',
    'Bearer =',
    `Bearer ${'a'.repeat(8193)}`,
  ]) {
    const { status, challenge, body } = await ask(authorization)
    assert.equal(status, 401, authorization)
    assert.match(
      String(challenge),
      /^Bearer realm="the \\"lamps\\"", error="invalid_token", error_description="[^"\\]+", scope="lamps:read"$/,
    )
    assert.equal(body.error, 'invalid_token')
  }
})

test('too little scope is 403 and says which scope is needed', async () => {
  const { status, challenge, body } = await ask('Bearer none', {
    resourceMetadata: 'https://api.example/.well-known/x',
  })
  assert.equal(status, 403)
  assert.match(
    String(challenge),
    /error="insufficient_scope".*scope="lamps:read", resource_metadata="https:\/\/api/,
  )
  assert.equal(body.error, 'insufficient_scope')
})

test('the challenge may ask for other scopes than the handler needs', async () => {
  const { challenge } = await ask('Bearer none', { scopes: ['READLAMPS'] })
  assert.match(String(challenge), /scope="READLAMPS"/)
})

test('a token in the URL is refused, with a good header too, and however its name is spelled', async () => {
  for (const query of ['?access_token=reader', '?%61ccess_token=reader', '?a=b&access_token=']) {
    for (const authorization of [undefined, 'Bearer reader']) {
      const { status, body } = await ask(authorization, {}, `/lamps${query}`)
      assert.deepEqual([status, body.error], [400, 'invalid_request'], query)
      assert.match(String(body.detail), /URLs end up in logs/)
    }
  }
})

test('several credentials are refused', async () => {
  for (const authorization of [
    'Bearer reader, Bearer writer',
    'Bearer reader,',
    'Basic YTpi, Bearer reader',
  ]) {
    const { status, body } = await ask(authorization)
    assert.deepEqual([status, body.error], [400, 'invalid_request'], authorization)
  }
  const headers = new Headers([
    ['Authorization', 'Bearer reader'],
    ['Authorization', 'Bearer reader'],
  ])
  assert.equal((await lamps().request('/lamps', { headers })).status, 400)
})

test('more schemes count when the API says so', async () => {
  assert.equal((await ask('BearerToken reader')).status, 401)
  assert.equal((await ask('bearertoken reader', { schemes: ['Bearer', 'BearerToken'] })).status, 200)
})

test('an unreachable authorization server is 503 with Retry-After, never 401', async () => {
  const { status, challenge, response, body } = await ask('Bearer down')
  assert.deepEqual([status, challenge, response.headers.get('Retry-After')], [503, null, '1'])
  assert.equal('error' in body, false)
})

test('another fault of the verifier is the API’s own to answer', async () => {
  assert.equal((await ask('Bearer broken')).status, 500)
})

test('an API may write its own bodies', async () => {
  const encodeBody = () => ({ contentType: 'application/json;charset=UTF-8', json: { errorCode: 19 } })
  const { type, body, challenge } = await ask(undefined, { encodeBody })
  assert.deepEqual([type, body], ['application/json;charset=UTF-8', { errorCode: 19 }])
  assert.match(String(challenge), /^Bearer realm=/)
})
