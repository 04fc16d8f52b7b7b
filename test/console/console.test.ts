import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { presetNames, presets } from '../../apps/auth-server/src/developer-console/presets.ts'
import { anna, ben, definition } from '../definition.ts'
import { requestUrl } from '../journeys/app-side.ts'
import { allow, hiddenFields, type Visitor } from '../sign-in.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'
import { newDeveloper, plain, registerApp, signedIn, submit, textOf } from './developer.ts'

let latchkey: RunningLatchkey
let devin: Visitor
before(async () => {
  latchkey = await startLatchkey({ definition })
  devin = await newDeveloper(latchkey.issuer, 'devin@example.com')
})
after(() => latchkey.end())

const publicKey = {
  kty: 'EC',
  crv: 'P-256',
  x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
  y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
}

const asked: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'google-home': { projectId: 'my-project-1234' },
  alexa: { vendorId: 'M2AAAAAAAAAAAA' },
  ifttt: { serviceId: 'my_thermostat' },
  fapi: { jwks: JSON.stringify({ keys: [publicKey] }), redirectUris: 'https://app.example.com/callback' },
  honeywell: { redirectUris: 'https://app.example.com/callback' },
  nibe: { redirectUris: 'https://app.example.com/callback' },
}

test('every preset makes an app that works as it promises', async () => {
  for (const name of presetNames) {
    const { keepsSecret, grantTypes } = presets[name]
    const { secret, path, clientId } = await registerApp(devin, name, asked[name])
    assert.equal(secret === undefined, keepsSecret === 'no' || keepsSecret === 'key', name)
    const overview = await (await devin.get(path)).text()
    assert.equal(textOf(overview, 'client-id'), clientId)
    for (const uri of expectedUris[name] ?? [])
      assert(overview.includes(`<code>${uri}</code>`), `${name} ${uri}`)
    if (secret !== undefined && grantTypes.some((one) => one === 'client_credentials'))
      assert.equal(await ownTokenStatus(presets[name].dialect, clientId, secret), 200, name)
  }
})

const expectedUris: Readonly<Record<string, readonly string[]>> = {
  'google-home': [
    'https://oauth-redirect.googleusercontent.com/r/my-project-1234',
    'https://oauth-redirect-sandbox.googleusercontent.com/r/my-project-1234',
  ],
  alexa: ['pitangui.amazon.com', 'layla.amazon.com', 'alexa.amazon.co.jp'].map(
    (host) => `https://${host}/api/skill/link/M2AAAAAAAAAAAA`,
  ),
  smartthings: ['us', 'eu', 'ap'].map((region) => `https://c2c-${region}.smartthings.com/oauth/callback`),
  ifttt: ['https://ifttt.com/channels/my_thermostat/authorize'],
  'home-assistant': ['https://my.home-assistant.io/redirect/oauth'],
  homey: ['https://callback.athom.com/oauth2/callback'],
}

const tokenPaths: Readonly<Record<string, string>> = {
  gogox: '/oauth/token',
  honeywell: '/oauth2/accesstoken',
}

async function ownTokenStatus(dialect: string, clientId: string, secret: string): Promise<number> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: secret,
  })
  const path = tokenPaths[dialect] ?? '/oauth2/token'
  return (await fetch(latchkey.issuer + path, { method: 'POST', body })).status
}

test('Home Assistant of one’s own has its own redirect URI beside the common one', async () => {
  const own = { frontendBase: 'http://homeassistant.local:8123' }
  const { path } = await registerApp(devin, 'home-assistant', own)
  const overview = await (await devin.get(path)).text()
  assert(overview.includes('<code>http://homeassistant.local:8123/auth/external/callback</code>'))
})

test('what is wrong is said at its field, and what was written stays', async () => {
  const wrong: readonly (readonly [
    preset: string,
    fields: Record<string, string | string[]>,
    sentence: RegExp,
  ])[] = [
    ['app', { name: '' }, /Name: write one/],
    ['app', { redirectUris: 'https://a.example/#x' }, /https:\/\/a\.example\/#x: it has a fragment/],
    ['app', { redirectUris: 'https://*.example/cb' }, /holds a space, a wildcard/],
    ['app', { redirectUris: 'javascript:alert(1)' }, /the scheme javascript: is dangerous/],
    ['app', { redirectUris: 'https://a.example/?code=1' }, /its query has the parameter code/],
    ['app', { redirectUris: 'http://a.example/cb' }, /use https/],
    ['app', { redirectUris: '' }, /at least one redirect URI/],
    ['app', { clientUri: 'javascript:alert(1)' }, /Home page: must be an https address/],
    ['app', { scopes: ['no-such-scope'] }, /the scope no-such-scope is neither built in nor declared/],
    ['app', { policy: 'no-such-policy' }, /Policy: /],
    ['app', { keepsSecret: 'no', policy: 'nest' }, /needs a policy that asks for PKCE/],
    ['google-home', { projectId: '../evil' }, /Google project id: does not look like one/],
    ['alexa', { vendorId: '' }, /Amazon vendor id: is missing/],
  ]
  for (const [preset, fields, sentence] of wrong) {
    const name = { name: 'Kept "name"' }
    const { response, page } = await submit(devin, `/console/new?preset=${preset}`, 'new-app-form', {
      ...name,
      ...fields,
    })
    assert.equal(response.status, 400, JSON.stringify(fields))
    assert.match(plain(page), sentence)
    if (fields.name === undefined) assert(page.includes('value="Kept &quot;name&quot;"'), page)
  }
})

test('a form that is sent twice makes one app, and a secret is shown once', async () => {
  const visitor = await newDeveloper(latchkey.issuer, 'twice@example.com')
  const shown = await (await visitor.get('/console/new?preset=service')).text()
  const fields = Object.fromEntries(
    [...shown.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  )
  const once = { ...fields, name: 'Twice', scopes: 'devices:read' } as Record<string, string>
  const first = await visitor.post('/console/new', once)
  const secret = textOf(await first.text(), 'client-secret')
  const second = await visitor.post('/console/new', once)
  assert.equal(second.headers.get('location'), '/console')
  const list = await (await visitor.get('/console')).text()
  assert.equal(list.match(/>Twice</g)?.length, 1)
  const [, path = ''] = /href="(\/console\/apps\/[^"]+)"/.exec(list) ?? []
  for (const part of ['', '/samples', '/settings', '/try', '/new-secret', '/members'])
    assert(!(await (await visitor.get(path + part)).text()).includes(secret), part)
})

test('two secrets live at most, the last one stays, and an odd expiry is refused', async () => {
  const { path } = await registerApp(devin, 'service')
  const make = (fields: Record<string, string>) =>
    submit(devin, `${path}/new-secret`, 'new-secret-form', fields)
  assert.match((await make({ expires: '2001-01-01' })).page, /that day is over/)
  assert.match((await make({ expires: '31.12.2099' })).page, /write a day as/)
  const only = /\/secrets\/[^/"]+\/end/.exec(await (await devin.get(path)).text())
  assert.equal(only, null)
  const second = await make({ label: 'second' })
  assert.equal(second.response.status, 200)
  assert.match(second.page, /end the old one there/)
  assert.doesNotMatch(second.page, /Your first token/)
  assert.match((await make({ label: 'third' })).page, /Two secrets live already/)
})

test('only a program that can do without a redirect URI is not asked for one', async () => {
  const isAsked = async (preset: string) => {
    const page = await (await devin.get(`/console/new?preset=${preset}`)).text()
    return /<textarea[^>]*name="redirectUris"[^>]*\brequired\b/.test(page)
  }
  assert.deepEqual(await Promise.all(['app', 'nibe', 'honeywell', 'nest'].map(isAsked)), [
    true,
    true,
    true,
    false,
  ])
})

test('an error page and a run that was refused lead the developer to what was wrong', async () => {
  const { clientId, path } = await registerApp(devin, 'app')
  const wrong = { redirect_uri: 'https://elsewhere.example/callback' }
  const page = await (await devin.get(requestUrl(latchkey.issuer, clientId, wrong))).text()
  const href = /href="([^"]*\/activity\?error=\w+)"/.exec(page)?.[1] ?? assert.fail('no way to the console')
  assert.match(await (await devin.get(href)).text(), /The redirect_uri was/)
  const service = await registerApp(devin, 'service')
  const begun = await submit(devin, `${service.path}/try`, 'begin-form', {})
  const run = { ...hiddenFields(begun.page, 'own-form'), secret: 'a wrong one' }
  const refused = await (await devin.post(`${service.path}/try`, run)).text()
  assert.match(refused, /id="explained" href="[^"]*\/activity\?error=\w+"/)
  assert.equal(path, `/console/apps/${clientId}`)
})

test('an app without a secret gets none, and says so', async () => {
  const { path, secret } = await registerApp(devin, 'app', { keepsSecret: 'no' })
  assert.equal(secret, undefined)
  const { response, page } = await submit(devin, `${path}/new-secret`, 'new-secret-form', {})
  assert.equal(response.status, 400)
  assert.match(page, /without a secret/)
})

test('an unverified app is for its developers and those whom they invited, and for nobody else', async () => {
  const { clientId, path } = await registerApp(devin, 'app')
  const url = requestUrl(latchkey.issuer, clientId, {
    scope: 'devices:read',
    redirect_uri: 'http://127.0.0.1/callback',
  })
  const allowed = async (person: typeof anna | typeof ben) =>
    (await allow(await signedIn(latchkey.issuer, person), url, person)).location ?? ''
  assert.match(await allowed(anna), /error=access_denied/)
  const nobody = await submit(devin, `${path}/members`, 'add-member-form', { email: 'nobody@example.com' })
  assert.match(nobody.page, /There is no account with this e-mail/)
  await submit(devin, `${path}/members`, 'add-member-form', {
    email: anna.email.toUpperCase(),
    role: 'tester',
  })
  assert.match(await allowed(anna), /code=/)
  assert.match(await allowed(ben), /error=access_denied/)
  const annas = await signedIn(latchkey.issuer, anna)
  assert.equal((await annas.get(path)).status, 404)
  await submit(devin, `${path}/members`, 'add-member-form', { email: anna.email, role: 'developer' })
  assert.equal((await annas.get(path)).status, 200)
  await submit(devin, `${path}/members`, 'remove-0', {})
  assert.equal((await annas.get(path)).status, 404)
  assert.match(await allowed(anna), /error=access_denied/)
})

test('settings are saved as they are written, checked as a declaration is, and never over somebody else’s', async () => {
  const { path } = await registerApp(devin, 'app')
  const save = (fields: Record<string, string | string[]>) =>
    submit(devin, `${path}/settings`, 'settings-form', fields)
  const saved = await save({
    name: 'Renamed',
    redirectUris: 'https://one.example/cb\r\n\r\n  https://two.example/cb  ',
    accessTokenSeconds: '600',
    refresh: 'rotate',
  })
  assert.equal(saved.response.headers.get('location'), `${path}?done=saved`)
  const settings = await (await devin.get(`${path}/settings`)).text()
  assert.match(settings, /https:\/\/one\.example\/cb\nhttps:\/\/two\.example\/cb</)
  assert.match(settings, /name="accessTokenSeconds"[^>]*value="600"/)
  assert.match((await save({ accessTokenSeconds: '-1' })).page, /accessTokenSeconds must be a whole number/)
  assert.match((await save({ jwks: '{"keys": "no"}' })).page, /Public keys/)
  assert.match((await save({ jwks: 'not JSON' })).page, /Public keys/)
  assert.match((await save({ dialect: 'gogox' })).page, /has no authorization_code/)
  assert.match((await save({ grantTypes: ['refresh_token'] })).page, /goes with authorization_code only/)
  const stale = await save({ seen: 'an older version' })
  assert.match(stale.page, /Somebody else changed this app/)
})

test('a verified app that becomes another one has to be verified again', async () => {
  const visitor = await signedIn(latchkey.issuer, anna)
  const save = (fields: Record<string, string | string[]>) =>
    submit(visitor, '/console/apps/honeywell/settings', 'settings-form', fields)
  const isVerified = async () =>
    /badge good">Verified/.test(await (await visitor.get('/console/apps/honeywell')).text())
  assert(await isVerified())
  await save({ redirectUris: 'https://app.example.com/callback\nhttps://app.example.com/other' })
  assert(await isVerified(), 'a path beside the one that was checked is no other place')
  await save({ redirectUris: 'https://app.example.com/callback\nhttps://evil.example/callback' })
  assert(!(await isVerified()))
  const asking = await submit(visitor, '/console/apps/honeywell', 'ask-verification', {})
  assert.equal(asking.response.status, 303)
  assert.match(await (await visitor.get('/console/apps/honeywell')).text(), /You asked on/)
})

test('a homeowner becomes a developer with one button', async () => {
  const visitor = await signedIn(latchkey.issuer, ben)
  assert.match(await (await visitor.get('/console/new')).text(), /Become a developer/)
  const { response } = await submit(visitor, '/console', 'become-developer', {})
  assert.equal(response.status, 303)
  assert.match(await (await visitor.get('/console')).text(), /No app yet/)
})

test('a run of a flow belongs to its developer, its app and its browser', async () => {
  const [one, other] = [await registerApp(devin, 'app'), await registerApp(devin, 'app')]
  const begun = await submit(devin, `${one.path}/try`, 'begin-form', {})
  const [, run = ''] = /name="run" value="([^"]+)"/.exec(begun.page) ?? []
  const [, token = ''] = /name="form_token" value="([^"]+)"/.exec(begun.page) ?? []
  const step = { form_token: token, step: 'redeem', answer: 'a-code', secret: 'x', run }
  assert.equal((await devin.post(`${other.path}/try`, step)).status, 403)
  assert.equal((await devin.post(`${one.path}/try`, { ...step, run: `${run.slice(0, -2)}AA` })).status, 403)
  assert.equal((await devin.post(`${one.path}/try`, { ...step, step: 'no such step' })).status, 403)
  const wrongState = { ...step, answer: 'http://127.0.0.1/callback?code=a&state=another' }
  assert.match(await (await devin.post(`${one.path}/try`, wrongState)).text(), /belongs to another run/)
  const wrongSecret = await (await devin.post(`${one.path}/try`, step)).text()
  assert.match(wrongSecret, /HTTP\/1\.1 401[\s\S]*The client secret is wrong/)
})

test('a deleted app is gone for good, with its tokens', async () => {
  const { path, clientId, secret } = await registerApp(devin, 'service')
  const wrong = await submit(devin, `${path}/delete`, 'delete-app-form', { confirmation: 'My service' })
  assert.equal(wrong.response.status, 400)
  assert.equal(await ownTokenStatus('standard', clientId, secret ?? ''), 200)
  await submit(devin, `${path}/delete`, 'delete-app-form', { confirmation: clientId })
  assert.equal((await devin.get(path)).status, 404)
  assert.equal(await ownTokenStatus('standard', clientId, secret ?? ''), 401)
})
