import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anna, definition, redirectUri, secretOf } from './definition.ts'
import { codeVerifier, postForm, requestUrl } from './journeys/app-side.ts'
import { allow, allowedCode, newVisitor } from './sign-in.ts'
import { type RunningLatchkey, startLatchkey } from './start-latchkey.ts'
import { countOf, type StoredActivity, storedActivity } from './stored-activity.ts'

// One app fails in every way, another works, a third is nobody; then the server stops and the database is looked at.

let latchkey: RunningLatchkey
const shown: Record<string, string | null> = {}
const sent: string[] = []
let failing: StoredActivity
let working: StoredActivity

before(async () => {
  latchkey = await startLatchkey({ definition })
  await failEverywhere(latchkey.issuer)
  await workAsOther(latchkey.issuer)
  await postForm(`${latchkey.issuer}/oauth2/token`, { grant_type: 'client_credentials', client_id: 'nobody' })
  assert.equal(await latchkey.stop(), 0)
  failing = await storedActivity(latchkey, 'standard')
  working = await storedActivity(latchkey, 'other')
})
after(() => latchkey?.end())

async function failEverywhere(issuer: string): Promise<void> {
  const token = `${issuer}/oauth2/token`
  const wrong = { client_id: 'standard', client_secret: 'not-the-secret-that-is-known-z9' }
  sent.push(wrong.client_secret, secretOf('standard'))
  const own = { client_id: 'standard', client_secret: secretOf('standard') }
  const note = async (name: string, answer: Promise<Response>) => {
    shown[name] = (await answer).headers.get('x-error-id')
  }
  await note('secret', postForm(token, { ...wrong, grant_type: 'client_credentials' }))
  await note('inspection', postForm(`${issuer}/oauth2/introspect`, { ...wrong, token: 'x' }))
  await note('no token', postForm(`${issuer}/oauth2/introspect`, own))
  await note('revocation', postForm(`${issuer}/oauth2/revoke`, own))
  const code = 'a-code-that-nobody-was-ever-given-before'
  sent.push(code)
  await note('code', postForm(token, { ...own, grant_type: 'authorization_code', code }))
  await note('scope', postForm(token, { ...own, grant_type: 'client_credentials', scope: 'sky:read' }))
  const { access_token: access } = await tokenOf(
    postForm(token, { ...own, grant_type: 'client_credentials' }),
  )
  sent.push(access)
  const authorization = `Bearer ${access}`
  await note('userinfo', fetch(`${issuer}/oauth2/userinfo`, { headers: { authorization } }))
  await failAtAuthorize(issuer)
}

async function failAtAuthorize(issuer: string): Promise<void> {
  const visitor = newVisitor(issuer)
  const foreign = `https://me:pa55word@evil.example/cb?code=${'s'.repeat(40)}`
  sent.push('pa55word', 's'.repeat(40))
  const page = await visitor.get(requestUrl(issuer, 'standard', { redirect_uri: foreign }))
  shown.page = /Error id\s*<code>(\w+)</.exec(await page.text())?.[1] ?? null
  const redirected = await visitor.get(
    requestUrl(issuer, 'standard', { redirect_uri: redirectUri, code_challenge_method: 'plain' }),
  )
  assert.match(redirected.headers.get('location') ?? '', /error=invalid_request/)
  shown.redirect = redirected.headers.get('x-error-id')
  const url = requestUrl(issuer, 'standard', { redirect_uri: redirectUri })
  await allow(visitor, url, anna, 'deny')
  sent.push(await allowedCode(visitor, url, anna))
}

async function workAsOther(issuer: string): Promise<void> {
  const redirect = 'https://other.example.com/callback'
  const code = await allowedCode(
    newVisitor(issuer),
    requestUrl(issuer, 'other', { redirect_uri: redirect }),
    anna,
  )
  const form = { grant_type: 'authorization_code', code, redirect_uri: redirect, code_verifier: codeVerifier }
  const tokens = await tokenOf(postForm(`${issuer}/oauth2/token`, form, 'other'))
  const refresh = { grant_type: 'refresh_token', refresh_token: String(tokens.refresh_token) }
  await tokenOf(postForm(`${issuer}/oauth2/token`, refresh, 'other'))
  const authorization = `Bearer ${tokens.access_token}`
  for (const path of ['/oauth2/userinfo', '/v1/devices/annas-thermostat', '/v1/devices/annas-thermostat'])
    assert.equal((await fetch(issuer + path, { headers: { authorization } })).status, 200)
  await postForm(`${issuer}/oauth2/revoke`, { token: String(tokens.refresh_token) }, 'other')
  assert.equal(
    (await fetch(`${issuer}/v1/devices/annas-thermostat`, { headers: { authorization } })).status,
    401,
  )
}

async function tokenOf(
  answer: Promise<Response>,
): Promise<Record<string, unknown> & { access_token: string }> {
  const response = await answer
  const body = (await response.json()) as Record<string, unknown> & { access_token: string }
  assert.equal(response.status, 200, JSON.stringify(body))
  return body
}

test('every refusal is kept under the id that its answer or page showed, and that the log has', () => {
  for (const [name, id] of Object.entries(shown)) {
    assert.ok(id, `${name}: no id was shown`)
    assert.ok(
      failing.failures.some((failure) => failure.id === id),
      `${name}: ${id} is not kept`,
    )
    assert.ok(latchkey.output.stderr.includes(`"errorId":"${id}"`), `${name}: ${id} is not logged`)
  }
  assert.equal(failing.failures.length, Object.keys(shown).length)
})

test('a failure says where and why, and neither it nor the log holds a secret', () => {
  const kept = (name: string) => failing.failures.find(({ id }) => id === shown[name]) ?? assert.fail(name)
  assert.deepEqual(kept('secret').reason, { kind: 'wrong client secret', clientId: 'standard', ending: 'z9' })
  assert.deepEqual(kept('page').reason, {
    kind: 'redirect uri not registered',
    given: 'https://…@evil.example/cb?code=…',
    registered: [redirectUri, 'http://127.0.0.1/callback'],
  })
  const places = ['secret', 'inspection', 'revocation', 'userinfo', 'page', 'redirect'].map(kept)
  assert.deepEqual(
    places.map(({ endpoint }) => endpoint),
    ['token', 'introspect', 'revoke', 'userinfo', 'authorize', 'authorize'].map((name) => `/oauth2/${name}`),
  )
  const all = JSON.stringify(failing) + latchkey.output.stderr
  assert.deepEqual(
    sent.filter((secret) => all.includes(secret)),
    [],
  )
})

test('what was counted', () => {
  assert.equal(countOf(failing, 'error', 'invalid_client'), 2)
  assert.equal(countOf(failing, 'error', 'invalid_request'), 4)
  assert.equal(
    countOf(failing, 'error', 'insufficient_scope') + countOf(failing, 'error', 'invalid_token'),
    1,
  )
  assert.equal(countOf(failing, 'token', 'client_credentials'), 1)
  assert.deepEqual(
    ['allowed', 'denied'].map((name) => countOf(failing, 'authorization', name)),
    [1, 1],
  )
  assert.deepEqual(
    ['authorization_code', 'refresh_token'].map((name) => countOf(working, 'token', name)),
    [1, 1],
  )
  assert.deepEqual(
    ['ok', 'refused'].map((name) => countOf(working, 'call', name)),
    [3, 1],
  )
  assert.deepEqual(working.failures, [], 'an app has no failures but its own')
})

test('an unknown app is counted nowhere', async () => {
  assert.deepEqual(await storedActivity(latchkey, 'nobody'), { counts: [], failures: [] })
})
