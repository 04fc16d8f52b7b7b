import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newDeveloper, plain, registerApp, signedIn, submit } from '../console/developer.ts'
import { anna, definition, redirectUri } from '../definition.ts'
import { allow, hiddenFields, type Visitor } from '../sign-in.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'

// "Try it" lets the server send requests to itself: what it sends, what it shows, and whose it is.

const oddSecret = "it's a (very) odd! secret~ * 'with' spaces & 100% + more/="
const everything = ['openid', 'profile', 'email', 'structures:read', 'devices:read']

let latchkey: RunningLatchkey
let developer: Visitor
before(async () => {
  const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials']
  const odd = { clientId: 'odd', name: 'Odd', clientSecret: oddSecret, owner: anna.email }
  const clients = [{ ...odd, redirectUris: [redirectUri], grantTypes, scopes: everything }]
  latchkey = await startLatchkey({ definition: { ...definition, clients }, env: { LOG_LEVEL: 'debug' } })
  developer = await signedIn(latchkey.issuer, anna)
})
after(() => latchkey.end())

/** Every way in which a page, a form or a query could spell it. */
function spellings(secret: string): readonly string[] {
  const form = String(new URLSearchParams({ s: secret })).slice(2)
  const html = secret.replaceAll('&', '&amp;').replaceAll("'", '&#39;').replaceAll('"', '&quot;')
  return [secret, html, form, encodeURIComponent(secret), encodeURI(secret), btoa(`odd:${secret}`)]
}

function assertSilent(page: string, secrets: readonly string[]): void {
  for (const one of secrets.flatMap(spellings)) assert(!page.includes(one), `the page holds ${one}`)
}

interface Run {
  readonly token: string
  readonly run: string
  readonly page: string
}

async function begin(path: string, fields: Record<string, string> = {}, visitor = developer): Promise<Run> {
  const { page } = await submit(visitor, `${path}/try`, 'begin-form', fields)
  return runOn(page)
}

function runOn(page: string): Run {
  const [, run = ''] = /name="run" value="([^"]+)"/.exec(page) ?? []
  const [, token = ''] = /name="form_token" value="([^"]+)"/.exec(page) ?? []
  return { token, run, page }
}

const odd = '/console/apps/odd'
const own = { flow: 'own', scope: 'devices:read' }

async function step(at: Run, fields: Record<string, string>, path = odd): Promise<Run> {
  const sent = { form_token: at.token, run: at.run, ...fields }
  return runOn(await (await developer.post(`${path}/try`, sent)).text())
}

test('a secret of any characters is masked, right or wrong', async () => {
  const begun = await begin(odd, own)
  for (const secret of [oddSecret, `${oddSecret}~wrong!`]) {
    const { page } = await step(begun, { step: 'own', secret })
    assert.match(page, /HTTP\/1\.1 (?:200|401)/)
    assertSilent(page, [secret])
  }
})

test('of a whole run the page holds the access token and nothing else that is worth something', async () => {
  const begun = await begin(odd, { flow: 'code', scope: everything.join(' ') })
  const [, url = ''] = /id="open-url" href="([^"]+)"/.exec(begun.page) ?? []
  const { location = '' } = await allow(developer, plain(url), anna)
  const code = new URL(location).searchParams.get('code') ?? assert.fail(location)
  const wrong = await step(begun, { step: 'redeem', answer: location, secret: 'not-the-secret-of-this-app' })
  assertSilent(wrong.page, [code, 'not-the-secret-of-this-app'])
  const redeemed = await step(begun, { step: 'redeem', answer: location, secret: oddSecret })
  assert.match(redeemed.page, /HTTP\/1\.1 200/)
  assertSilent(redeemed.page, [code, oddSecret])
  const [access = ''] = redeemed.page.match(/lk_at_[\w-]{40,}/) ?? []
  assert.notEqual(access, '')
  assert.doesNotMatch(redeemed.page, /lk_rt_[\w.-]{20,}/)
  assert.doesNotMatch(redeemed.page, /eyJ[\w-]+\.eyJ[\w-]+\./)
  const refreshed = await step(redeemed, { step: 'refresh' })
  assert.doesNotMatch(refreshed.page, /lk_rt_[\w.-]{20,}/)
  const called = await step(redeemed, { step: 'call' })
  assert.match(called.page, /HTTP\/1\.1 200/)
  assertSilent(called.page, [oddSecret, code])
})

test('no field leads the request to another place, and it carries no cookie and no header of the form’s', async () => {
  const asked = await step(await begin(odd, own), { step: 'own', secret: oddSecret })
  const strange = {
    ...{ path: '/operator', url: 'http://127.0.0.1:1/', method: 'DELETE', host: 'evil.example' },
    ...{ redirectUri: 'https://evil.example/', scope: 'a\r\nCookie: b=c', accessToken: 'x\r\nX-Evil: 1' },
  }
  const { page } = await step(asked, { step: 'call', ...strange })
  assert.match(plain(page), /GET \/v1\/\S+ HTTP\/1\.1\nHost: localhost:\d+\nAuthorization: Bearer/)
  assert.doesNotMatch(page, /evil\.example|X-Evil|Cookie:/)
  const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-for': '192.0.2.1' }
  const sent = { form_token: asked.token, run: asked.run, step: 'call' }
  assert.doesNotMatch(await (await developer.post(`${odd}/try`, sent, headers)).text(), /evil\.example/)
  const other = await begin(odd, { redirectUri: 'https://evil.example/cb' })
  assert.doesNotMatch(other.page, /evil\.example/)
})

test('a run is one person’s: not a colleague’s in the same browser, not another app’s, not a later form’s of another kind', async () => {
  const begun = await begin(odd, own)
  const colleague = await newDeveloper(latchkey.issuer, 'colleague@example.com')
  await submit(developer, `${odd}/members`, 'add-member-form', {
    email: 'colleague@example.com',
    role: 'developer',
  })
  const { token } = await begin(odd, {}, colleague)
  const sent = { form_token: token, run: begun.run, step: 'own', secret: oddSecret }
  assert.equal((await colleague.post(`${odd}/try`, sent)).status, 403)
  const shared = await signedIn(latchkey.issuer, anna)
  const mine = await begin(odd, own, shared)
  const login = await (await shared.get('/login')).text()
  const person = { email: 'colleague@example.com', password: 'four rather unusual words' }
  await shared.post('/login', { ...hiddenFields(login, 'login-form'), ...person })
  const later = await shared.post(`${odd}/try`, { form_token: mine.token, run: mine.run, step: 'own' })
  assert.equal(later.status, 403)
  for (const run of ['', '1', '2', mine.token, 'x'.repeat(20_000), `1${'A'.repeat(400)}`])
    assert.equal((await developer.post(`${odd}/try`, { ...sent, form_token: begun.token, run })).status, 403)
  const asRequest = await developer.post('/login', { form_token: begun.token, request: begun.run })
  assert.equal(asRequest.status, 403)
})

test('what a pasted address says is text, and no answer of ours', async () => {
  const begun = await begin(odd)
  const hostile = `https://a.example/?error=${encodeURIComponent('<script>alert(1)</script>')}`
  for (const answer of [
    hostile,
    `https://a.example/?error=x&error_description=${'y'.repeat(5_000)}`,
    'javascript:1',
  ]) {
    const { page } = await step(begun, { step: 'redeem', answer, secret: 'x' })
    assert.match(page, /id="problems"/)
    assert.doesNotMatch(page, /<script>alert/)
  }
})

test('two secrets end at once: one of them stays, and the app is no public one', async () => {
  const app = await registerApp(developer, 'app')
  for (let round = 0; round < 5; round++) {
    const shown = await (await developer.get(app.path)).text()
    const ends = [...new Set(shown.match(/\/console\/apps\/[^"]+\/secrets\/[^/"]+\/end/g))]
    if (ends.length < 2) await submit(developer, `${app.path}/new-secret`, 'new-secret-form', {})
    const now = await (await developer.get(app.path)).text()
    const links = [...new Set(now.match(/\/console\/apps\/[^"]+\/secrets\/[^/"]+\/end/g))]
    assert.equal(links.length, 2)
    const [, token = ''] = /name="form_token" value="([^"]+)"/.exec(now) ?? []
    await Promise.all(links.map((link) => developer.post(link, { form_token: token })))
    const after = await (await developer.get(app.path)).text()
    assert.doesNotMatch(after, /No secret yet/, `round ${round}`)
  }
})

test('of many who make a secret at once nobody makes a third', async () => {
  const app = await registerApp(developer, 'app')
  const shown = await (await developer.get(`${app.path}/new-secret`)).text()
  const form = { ...hiddenFields(shown, 'new-secret-form'), label: '', expires: '' }
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => developer.post(`${app.path}/new-secret`, form)),
  )
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  const page = await (await developer.get(app.path)).text()
  assert.equal(new Set(page.match(/\/secrets\/[^/"]+\/end/g)).size, 2)
})

test('of two who save settings at once the second one is told', async () => {
  const app = await registerApp(developer, 'app')
  const page = await (await developer.get(`${app.path}/settings`)).text()
  const form = hiddenFields(page, 'settings-form')
  const fields = { ...form, policy: 'default', dialect: 'standard', grantTypes: 'authorization_code' }
  const answers = await Promise.all(
    ['One', 'Two', 'Three'].map((name) =>
      developer.post(`${app.path}/settings`, { ...fields, name, redirectUris: 'http://127.0.0.1/cb' }),
    ),
  )
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [303, 400, 400])
})

test('no secret, code, token or sealed run is in the log', () => {
  const printed = latchkey.output.stdout + latchkey.output.stderr
  assertSilent(printed, [oddSecret])
  assert.doesNotMatch(printed, /lk_(?:at|rt|cs)_|in_progress=1|code=[\w-]{20}|correct horse|"level":[56]0/)
})
