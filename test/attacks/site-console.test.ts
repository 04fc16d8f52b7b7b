import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type NewApp, newDeveloper, plain, registerApp, signedIn, submit } from '../console/developer.ts'
import { anna, ben, definition } from '../definition.ts'
import { hiddenFields, type Visitor } from '../sign-in.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'

// What a developer may do to others through the console, and what two developers of one app may do to it at once.

let latchkey: RunningLatchkey
let devin: Visitor
let mallory: Visitor
before(async () => {
  latchkey = await startLatchkey({ definition, env: { LOG_LEVEL: 'debug' } })
  devin = await newDeveloper(latchkey.issuer, 'devin@example.com')
  mallory = await newDeveloper(latchkey.issuer, 'mallory@example.com')
})
after(() => latchkey.end())

function settings(visitor: Visitor, { path }: NewApp, fields: Parameters<typeof submit>[3]) {
  return submit(visitor, `${path}/settings`, 'settings-form', fields)
}

test('a form with thousands of wrong lines is answered with a page, not with a book', async () => {
  const app = await registerApp(devin, 'app')
  const lines = Array.from({ length: 4_000 }, (_, n) => `a${n % 10}`).join('\n')
  for (const fields of [{ redirectUris: lines }, { scopes: lines.split('\n').map((one, n) => one + n) }]) {
    const { response, page } = await settings(devin, app, fields)
    assert.equal(response.status, 400)
    assert(page.length < 400_000, `${page.length} characters`)
    const shown = page.replaceAll(/<textarea[\s\S]*?<\/textarea>/g, '')
    assert(shown.length < 60_000, `${shown.length} characters`)
  }
  const many = lines.replaceAll('a', 'https://a.example/')
  const { page } = await settings(devin, app, { redirectUris: many.slice(0, 20_000) })
  assert.match(page, /must not exceed 100 entries/)
})

const rsa = (bits: number) => Buffer.alloc(bits / 8, 0xff).toString('base64url')

const bombs: readonly unknown[] = [
  '{"keys":[{"kty":"oct","k":"AAAA"}]}',
  '{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB","d":"AQAB"}]}',
  `{"keys":[{"kty":"RSA","n":"${rsa(1024)}","e":"AQAB"}]}`,
  `{"keys":[{"kty":"RSA","n":"${rsa(131_072)}","e":"AQAB"}]}`,
  `{"keys":[{"kty":"RSA","n":"${rsa(2048)}","e":"AQ"}]}`,
  `{"keys":[{"kty":"RSA","n":"${rsa(2048)}","e":"${rsa(2048)}"}]}`,
  `{"keys":[${'{"kty":"RSA"},'.repeat(2_000)}{}]}`,
  `{"keys":${'['.repeat(8_000)}${']'.repeat(8_000)}}`,
  '{"__proto__":{"keys":[]},"keys":[]}',
  '[]',
  '"x"',
  'null',
  '{"keys":[null]}',
  '{"keys":[{"__proto__":{"kty":"RSA"}}]}',
]

for (const bomb of bombs)
  test(`a set of keys that is none: ${String(bomb).slice(0, 40)}`, async () => {
    const app = await registerApp(devin, 'app')
    const { response, page } = await settings(devin, app, { jwks: String(bomb) })
    assert.equal(response.status, 400)
    assert.match(page, /Public keys/)
    assert(page.length < 400_000)
  })

const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty']

for (const name of inherited)
  test(`the name ${name} is nobody’s preset, dialect, policy, scope or step`, async () => {
    const app = await registerApp(devin, 'app')
    const fields = [
      { dialect: name },
      { policy: name },
      { scopes: [name] },
      { grantTypes: [name] },
      { tokenEndpointAuthMethod: name },
      { allows: [name] },
      { refresh: name },
    ]
    for (const one of fields) assert.equal((await settings(devin, app, one)).response.status, 400)
    assert.equal((await devin.get(`/console/new?preset=${name}`)).status, 200)
    const { response } = await submit(devin, '/console/new', 'new-app-form', { name, preset: name })
    assert.equal(response.status, 200)
    assert.equal((await devin.get(`/console/apps/${name}`)).status, 404)
    const samples = await devin.get(`${app.path}/samples?language=${name}&kind=${name}`)
    assert.equal(samples.status, 200)
  })

test('an app whose codes are shown on a page cannot stop to prove who it is', async () => {
  const app = await registerApp(devin, 'nest')
  const { response, page } = await settings(devin, app, { tokenEndpointAuthMethod: 'none', policy: 'openid' })
  assert.equal(response.status, 400)
  assert.match(page, /whose codes are shown on a page needs a secret/)
})

const hostile = '"><script>alert(1)</script>\u202e<img src=x onerror=alert(1)>{{7*7}}'

test('a hostile name is text wherever it stands', async () => {
  const app = await registerApp(devin, 'app', { name: hostile, publisher: hostile })
  const { path } = app
  await submit(devin, `${path}/members`, 'add-member-form', { email: anna.email, role: 'developer' })
  const made = await submit(devin, `${path}/new-secret`, 'new-secret-form', { label: hostile })
  const [, secret = ''] = /secrets\/([^/"]+)\/end/.exec(await (await devin.get(path)).text()) ?? []
  const parts = ['', '/settings', '/samples', '/try', '/members', '/delete', '/new-secret', '/verification']
  const pages = [made.page]
  for (const part of [...parts, `/secrets/${secret}/end`])
    pages.push(await (await devin.get(path + part)).text())
  pages.push(await (await devin.get('/console')).text())
  const wrong = await settings(devin, app, { name: `${hostile}\n`, clientUri: hostile, jwks: hostile })
  pages.push(wrong.page)
  for (const page of pages) {
    assert.doesNotMatch(page, /<script>alert|<img src=x/)
    assert.doesNotMatch(page, /\son[a-z]+=(?!alert\(1\)&gt;)/)
  }
})

test('pages with secrets or tokens in them are kept by no cache and shown in no frame', async () => {
  const { response, page } = await submit(devin, '/console/new?preset=service', 'new-app-form', { name: 'S' })
  assert.match(page, /id="client-secret"/)
  const begun = await devin.get('/console')
  for (const { headers } of [response, begun]) {
    assert.equal(headers.get('cache-control'), 'no-store')
    assert.equal(headers.get('x-frame-options'), 'DENY')
    assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/)
    assert.match(headers.get('content-security-policy') ?? '', /form-action 'self'(?:;|$)/)
    assert.equal(headers.get('referrer-policy'), 'same-origin')
    assert.equal(headers.has('access-control-allow-origin'), false)
  }
})

test('whoever is asked into apps by others can still register their own', async () => {
  const crowd = await newDeveloper(latchkey.issuer, 'crowd@example.com')
  const victim = await newDeveloper(latchkey.issuer, 'victim@example.com')
  const clients = Array.from({ length: 160 }, (_, n) => ({
    ...{ clientId: `crowd-${n}`, name: 'Crowd', owner: n < 100 ? 'crowd@example.com' : 'victim@example.com' },
    redirectUris: ['https://app.example.com/cb'],
    clientSecret: 'a-secret-that-is-long-enough',
  }))
  await latchkey.apply({ clients })
  const wanted = { email: 'victim@example.com', role: 'developer' }
  const shown = await (await crowd.get('/console/apps/crowd-0/members')).text()
  const form = { ...hiddenFields(shown, 'add-member-form'), ...wanted }
  const added = await Promise.all(
    clients.slice(0, 41).map(({ clientId }) => crowd.post(`/console/apps/${clientId}/members`, form)),
  )
  assert(added.every(({ status }) => status === 303))
  await registerApp(victim, 'app')
  const { response, page } = await submit(crowd, '/console/new', 'new-app-form', { name: 'One more' })
  assert.equal(response.status, 400)
  assert.match(plain(page), /You have 100 apps/)
})

test('a removed developer, a tester and a stranger are all nobody; the owner cannot be removed', async () => {
  const app = await registerApp(devin, 'app')
  await submit(devin, `${app.path}/members`, 'add-member-form', {
    email: 'mallory@example.com',
    role: 'developer',
  })
  const page = await (await mallory.get(`${app.path}/members`)).text()
  assert.doesNotMatch(page, /id="remove-1"/)
  const [, own = ''] = /name="remove" value="([^"]+)"/.exec(page) ?? []
  const token = hiddenFields(page, 'add-member-form')
  for (const remove of ['', 'devin@example.com', '__proto__', own.slice(1)])
    assert.equal((await mallory.post(`${app.path}/members`, { ...token, remove })).status, 303)
  assert.equal((await devin.get(app.path)).status, 200)
  const roles = await mallory.post(`${app.path}/members`, { ...token, email: anna.email, role: 'owner' })
  assert.equal(roles.status, 303)
  assert.equal((await (await signedIn(latchkey.issuer, anna)).get(app.path)).status, 404)
  await devin.post(`${app.path}/members`, {
    ...hiddenFields(await (await devin.get(`${app.path}/members`)).text(), 'add-member-form'),
    remove: own,
  })
  for (const part of ['', '/settings', '/members', '/new-secret', '/try', '/delete'])
    assert.equal((await mallory.get(app.path + part)).status, 404, part)
})

test('a suspended app can be edited and ended by its developer, and stays suspended', async () => {
  const app = await registerApp(devin, 'service')
  await setState(app, 'suspend')
  const before = await (await devin.get(app.path)).text()
  assert.match(before, /[Ss]uspended/)
  const saved = await settings(devin, app, { name: 'Another', state: 'active' })
  assert.equal(saved.response.status, 303)
  assert.match(await (await devin.get(app.path)).text(), /[Ss]uspended/)
})

async function setState({ clientId }: NewApp, action: string): Promise<void> {
  const operator = { email: 'olga@example.com', password: 'olga looks after all' }
  await latchkey.apply({ accounts: [{ ...operator, roles: ['operator'] }] })
  const olga = await signedIn(latchkey.issuer, operator)
  const page = await (await olga.get(`/operator/apps/${clientId}/${action}`)).text()
  const [form = ''] = /<form[^>]*method="post"[^>]*action="\/operator\/apps[\s\S]*?<\/form>/.exec(page) ?? []
  const [, token = ''] = /name="form_token" value="([^"]+)"/.exec(form) ?? []
  const response = await olga.post(`/operator/apps/${clientId}/${action}`, { form_token: token })
  assert.equal(response.status, 303, page)
}

test('who is suspended or deleted has no page left in any session', async () => {
  const fired = await newDeveloper(latchkey.issuer, 'fired@example.com')
  const app = await registerApp(fired, 'service')
  await submit(fired, '/home/delete', 'delete-form', { confirmation: 'fired@example.com' })
  const response = await fired.get(app.path)
  assert.equal(response.status, 303)
  assert.match(response.headers.get('location') ?? '', /^\/login/)
})

test('the questions of a developer do not tell which e-mails have accounts without end', async () => {
  const app = await registerApp(mallory, 'app')
  const shown = await (await mallory.get(`${app.path}/members`)).text()
  const form = { ...hiddenFields(shown, 'add-member-form'), role: 'tester' }
  let told = 0
  for (let n = 0; n < 200; n++) {
    const email = `guess-${n}@example.com`
    const page = await (await mallory.post(`${app.path}/members`, { ...form, email })).text()
    if (/There is no account with this e-mail/.test(page)) told++
  }
  assert(told <= 100, `${told} answers`)
  const known = await mallory.post(`${app.path}/members`, { ...form, email: ben.email })
  assert.equal(known.status, 429)
})

test('nothing that is secret is in the log, and no fault of ours', () => {
  const printed = latchkey.output.stdout + latchkey.output.stderr
  assert.doesNotMatch(printed, /lk_cs_|unusual words|olga looks|form_token|guess-1/)
  const faults = printed.split('\n').filter((line) => /"level":[56]0/.test(line))
  assert.deepEqual(faults, [])
})
