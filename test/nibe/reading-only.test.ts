import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anna, definition, redirectUri, secretOf } from '../definition.ts'
import { hiddenFields, newVisitor } from '../sign-in.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'

// A homeowner shares her heat pump with a NIBE app for reading only, and nothing else of her home.

let latchkey: RunningLatchkey
let token: string
before(async () => {
  latchkey = await startLatchkey({ definition })
  token = await tokenFor({
    'extent.annas-home': 'chosen',
    'device.annas-home.annas-pump': 'read',
    'device.annas-home.annas-thermostat': 'none',
  })
})
after(() => latchkey.end())

/** The token of an app for which Anna chose this on the page. */
async function tokenFor(choice: Readonly<Record<string, string>>): Promise<string> {
  const visitor = newVisitor(latchkey.issuer)
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'nibe',
    scope: 'READSYSTEM WRITESYSTEM',
    redirect_uri: redirectUri,
    state: 'x',
  })
  const login = await (await visitor.get(`/oauth/authorize?${query}`)).text()
  const signedIn = await visitor.post('/login', { ...hiddenFields(login, 'login-form'), ...anna })
  const consent = await (await visitor.get(signedIn.headers.get('location') ?? '')).text()
  const answered = await visitor.post('/consent', {
    ...hiddenFields(consent, 'consent-form'),
    ...choice,
    decision: 'accept',
  })
  const code = new URL(answered.headers.get('location') ?? '').searchParams.get('code') ?? ''
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: 'nibe',
    client_secret: secretOf('nibe'),
    redirect_uri: redirectUri,
    code,
  })
  const response = await fetch(`${latchkey.issuer}/oauth/token`, { method: 'POST', body })
  const tokens: { access_token: string; scope: string } = await response.json()
  assert.equal(tokens.scope, 'READSYSTEM WRITESYSTEM', 'the scope is echoed whatever was chosen')
  return tokens.access_token
}

async function ask(path: string, method = 'GET', json?: object) {
  const response = await fetch(`${latchkey.issuer}/api/v1/systems${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, json: text === '' ? {} : JSON.parse(text) }
}

test('the pump is read, and nothing of the home besides', async () => {
  const { json } = await ask('')
  assert.deepEqual([json.numItems, json.objects[0].productName], [1, 'Latchkey Heat Pump'])
  const home = `/${json.objects[0].systemId}`
  assert.equal((await ask(`${home}/parameters?parameterIds=40004`)).status, 200)
  assert.deepEqual(
    (await ask(`${home}/config`)).json.hasCooling,
    false,
    'the thermostat, which cools, is not seen',
  )
  const other = await ask(`/${json.objects[0].systemId + 1}`)
  assert.deepEqual([other.status, other.json.errorCode], [404, 2])
})

test('what would change something is refused in NIBE’s words, with a challenge that names the scope', async () => {
  const { json } = await ask('')
  const home = `/${json.objects[0].systemId}`
  const writes = [
    ['PUT', '/parameters', { settings: { 47011: '1' } }],
    ['PUT', '/smarthome/mode', { mode: 'VACATION' }],
    ['POST', '/smarthome/thermostats', { externalId: 1, name: 'Sauna' }],
  ] as const
  for (const [method, path, body] of writes) {
    const { status, headers, json: error } = await ask(home + path, method, body)
    assert.deepEqual([status, error.httpStatusCode, error.errorCode], [403, 403, 11], path)
    assert.match(error.timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    assert.match(
      headers.get('www-authenticate') ?? '',
      /^Bearer realm="devices", error="insufficient_scope".*scope="WRITESYSTEM"/,
    )
  }
})
