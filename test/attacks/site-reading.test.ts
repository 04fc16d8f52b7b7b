import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { signedIn } from '../console/developer.ts'
import { anna, definition, redirectUri } from '../definition.ts'
import { requestUrl } from '../journeys/app-side.ts'
import { hiddenFields, newVisitor } from '../sign-in.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'

// Pages that anybody may ask for anything: they answer soon, in few bytes, and say nothing of it in the log.

let latchkey: RunningLatchkey
before(async () => {
  latchkey = await startLatchkey({ definition, env: { LOG_LEVEL: 'debug' } })
})
after(() => latchkey.end())

const odd = [
  'a'.repeat(12_000),
  '_'.repeat(12_000),
  'a_'.repeat(6_000),
  `${'a '.repeat(5_000)}!`,
  '"><script>alert(1)</script>',
  '__proto__ constructor toString',
  '\u202e\u0000\ud800',
  '%',
  '(((((((((((((.*)+)+)+)+',
  'e\u0301'.repeat(2_000),
]

test('a search for anything is answered soon and as text', async () => {
  await fetch(`${latchkey.issuer}/docs/search?q=token`)
  for (const query of odd) {
    const began = performance.now()
    const response = await fetch(
      `${latchkey.issuer}/docs/search?q=${encodeURIComponent(query.toWellFormed())}`,
    )
    const page = await response.text()
    assert([200, 431].includes(response.status), `${response.status}`)
    assert(performance.now() - began < 2_000)
    assert(page.length < 100_000)
    assert.doesNotMatch(page, /<script>alert/)
  }
})

test('samples in languages and for grants that nobody knows are the first ones', async () => {
  for (const name of ['__proto__', '../../etc/passwd', '<script>alert(1)</script>', 'x'.repeat(5_000)]) {
    const asked = `language=${encodeURIComponent(name)}&kind=${encodeURIComponent(name)}`
    const response = await fetch(`${latchkey.issuer}/docs/samples?${asked}`)
    assert.equal(response.status, 200)
    assert.doesNotMatch(await response.text(), /<script>alert|etc\/passwd/)
  }
})

test('the description of the API is only read', async () => {
  const url = `${latchkey.issuer}/v1/openapi.json`
  assert.equal((await fetch(url)).status, 200)
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
    const response = await fetch(url, { method })
    assert([401, 405].includes(response.status), `${method} ${response.status}`)
  }
})

test('of a request in progress that signing up leads back to nothing is in the log', async () => {
  const visitor = newVisitor(latchkey.issuer)
  const page = await (
    await visitor.get(requestUrl(latchkey.issuer, 'standard', { scope: 'openid', redirect_uri: redirectUri }))
  ).text()
  const [, link = ''] = /href="(\/sign-up\?next=[^"]+)"/.exec(page) ?? assert.fail('no link to sign up')
  const form = hiddenFields(await (await visitor.get(link)).text(), 'sign-up-form')
  const person = { name: 'S', email: 's@example.com', password: 'four rather unusual words' }
  const made = await visitor.post('/sign-up', { ...form, ...person })
  assert.match(made.headers.get('location') ?? '', /^\/oauth2\/authorize\?in_progress=/)
  assert.match(
    await (await visitor.get(made.headers.get('location') ?? '')).text(),
    /not verified|consent-form|oauth-error/,
  )
  const sealed = decodeURIComponent(/in_progress%3D([^&"]+)/.exec(link)?.[1] ?? '')
  assert(sealed.length > 40)
  await new Promise((resolve) => setTimeout(resolve, 200))
  const printed = latchkey.output.stdout + latchkey.output.stderr
  for (const secret of [sealed.slice(0, 40), person.password, anna.password, form.form_token ?? ''])
    assert(!printed.includes(secret))
  assert.doesNotMatch(printed, /"level":[56]0/)
})

test('who signs in for the request of a stranger’s link is asked all the same', async () => {
  const visitor = newVisitor(latchkey.issuer)
  const url = requestUrl(latchkey.issuer, 'standard', { scope: 'devices:write', redirect_uri: redirectUri })
  const next = url.slice(latchkey.issuer.length)
  const page = await (await visitor.get(`/login?next=${encodeURIComponent(next)}`)).text()
  const response = await visitor.post('/login', { ...hiddenFields(page, 'login-form'), next, ...anna })
  assert.equal(response.headers.get('location'), next)
  assert.match(await (await visitor.get(next)).text(), /id="consent-form"/)
})

test('the five minutes hold for the post too, and a form alone opens nothing', async () => {
  const visitor = await signedIn(latchkey.issuer, anna)
  const page = await (await visitor.get('/home/account')).text()
  const [, token = ''] = /name="form_token" value="([^"]+)"/.exec(page) ?? []
  const stranger = newVisitor(latchkey.issuer)
  for (const path of ['/home/password', '/home/email', '/home/delete']) {
    const response = await stranger.post(path, { form_token: token, email: 'x@example.com' })
    assert.equal(response.status, 303)
    assert.match(response.headers.get('location') ?? '', /^\/login\?next=/)
  }
  for (const origin of ['null', 'https://evil.example', `${latchkey.issuer}.evil.example`]) {
    const response = await visitor.post(
      '/home/email',
      { form_token: token, email: 'x@example.com' },
      { origin },
    )
    assert.equal(response.status, 403, origin)
  }
})
