import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anna, ben, definition, redirectUri } from '../definition.ts'
import { type Answer, type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import { hiddenFields, newVisitor, type Visitor } from '../sign-in.ts'
import { authorizeUrl } from './authorization.ts'

const hostileName = '<b onclick="alert(1)">Evil</b> & \'co\''

let server: SeededLatchkey
before(async () => {
  const evil = {
    clientId: 'evil-name',
    clientSecret: 'a-long-secret-for-evil-name',
    name: hostileName,
    publisher: '"><script>alert(2)</script>',
    redirectUris: [redirectUri],
  }
  const { clients } = definition
  server = await startSeeded({ definition: { ...definition, clients: [...clients, evil] } })
})
after(() => server.end())

const hostile = [
  '"><script>alert(1)</script>',
  "'onmouseover=alert(1) x='",
  '</title><img src=x onerror=alert(1)>',
  '<!--<svg/onload=alert(1)>',
  'javascript:alert(1)//"\'<',
]

function assertInert({ headers, text }: Answer, attack: string): void {
  if (headers.get('content-type')?.startsWith('text/html') !== true) return
  assert.ok(!text.includes(attack), attack)
  assert.doesNotMatch(text, /<script|<svg|<img(?! src="\/assets\/)|(href|src|action)="javascript:/i)
  // What stands in quotes is a value; outside of them no tag has a handler.
  assert.doesNotMatch(text.replaceAll(/"[^"]*"/g, '""'), /<[^>]*\son\w+=/i)
  const policy = headers.get('content-security-policy') ?? ''
  assert.match(policy, /default-src 'none'/)
  assert.match(policy, /frame-ancestors 'none'/)
  assert.doesNotMatch(policy, /unsafe|\*/)
  assert.equal(headers.get('x-content-type-options'), 'nosniff')
}

const parameters = ['client_id', 'redirect_uri', 'response_type', 'state', 'scope', 'prompt', 'login_hint']
const more = ['nonce', 'max_age', 'resource', 'error', 'error_hint', 'error_description', 'ui_locales']

for (const attack of hostile) {
  for (const name of [...parameters, ...more]) {
    test(`CVE-2026-29191 CVE-2026-42849 GO-2026-4861: ${name}=${attack} stays text`, async () => {
      for (const path of ['/oauth2/authorize', '/login/oauth2', '/oauth/authorize']) {
        assertInert(await server.get(authorizeUrl({ [name]: attack }, path), { accept: 'text/html' }), attack)
      }
    })
  }

  test(`CVE-2026-29191: ${attack} in every other page stays text`, async () => {
    const text = encodeURIComponent(attack)
    const paths = [
      `/login?email=${text}`,
      `/reset?token=${text}`,
      `/no/${text}`,
      `/logout?x=${text}`,
      `/?${text}`,
    ]
    for (const path of paths) assertInert(await server.get(path, { accept: 'text/html' }), attack)
    const visitor = newVisitor(server.issuer)
    const fields = hiddenFields(await (await visitor.get(authorizeUrl())).text(), 'login-form')
    const response = await visitor.post('/login', { ...fields, email: attack, password: attack })
    const { status, headers } = response
    assertInert({ status, headers, text: await response.text(), json: {} }, attack)
  })
}

test('CVE-2026-29191: names that a developer chose stay text on sign-in and consent', async () => {
  const visitor = newVisitor(server.issuer)
  for (const page of [
    await loginPage(visitor, authorizeUrl({ client_id: 'evil-name' })),
    await consentPage(visitor, authorizeUrl({ client_id: 'evil-name' })),
  ]) {
    assert.ok(page.includes('&lt;b onclick=&quot;alert(1)&quot;&gt;Evil'), page)
    assert.doesNotMatch(page, /<b |<script/)
  }
})

async function loginPage(visitor: Visitor, url: string): Promise<string> {
  return (await visitor.get(url)).text()
}

/** Signs Anna in and shows what she is asked. */
async function consentPage(visitor: Visitor, url: string): Promise<string> {
  const fields = hiddenFields(await loginPage(visitor, url), 'login-form')
  const signedIn = await visitor.post('/login', { ...fields, ...anna })
  const next = signedIn.headers.get('location')
  assert.ok(next, await signedIn.text())
  return (await visitor.get(next)).text()
}

test('Hydra OEL 26.2.5: what one request did wrong is never told to another', async () => {
  const ask = async (index: number) => {
    const marker = `marker${index}x`
    const { text } = await server.get(authorizeUrl({ redirect_uri: `https://${marker}.example/` }), {
      accept: 'text/html',
    })
    const others = text.match(/marker\d+x/g) ?? []
    assert.ok(others.every((other) => other === marker))
  }
  await Promise.all(Array.from({ length: 60 }, (_, index) => ask(index)))
})

function flipped(text: string, at: number): string {
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
}

/** Every place of a short text, every seventh of a long one. */
function placesIn(text: string): number[] {
  const step = text.length > 100 ? 7 : 1
  return Array.from({ length: Math.ceil(text.length / step) }, (_, index) => index * step)
}

function cookiesOf(response: Response): Record<string, string> {
  const pairs = response.headers.getSetCookie().map((line) => /^([^=]+)=([^;]*)/.exec(line) ?? [])
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value]))
}

test('CVE-2026-119128: a session cookie with any character changed is nobody', async () => {
  const visitor = newVisitor(server.issuer)
  const fields = hiddenFields(await loginPage(visitor, authorizeUrl()), 'login-form')
  const { latchkey_session: session = '' } = cookiesOf(await visitor.post('/login', { ...fields, ...anna }))
  const url = authorizeUrl({ prompt: 'none' })
  const answerTo = async (cookie: string) =>
    (await server.get(url, { cookie: `latchkey_session=${cookie}` })).headers.get('location') ?? ''
  assert.match(await answerTo(session), /error=consent_required/)
  for (const at of placesIn(session)) assert.match(await answerTo(flipped(session, at)), /login_required/)
})

/** The consent form of Anna, and the cookies that belong to it. */
async function askedAnna() {
  const first = await fetch(server.issuer + authorizeUrl({ prompt: 'consent' }))
  const cookies = cookiesOf(first)
  const fields = hiddenFields(await first.text(), 'login-form')
  const cookie = () =>
    Object.entries(cookies)
      .map(([name, value]) => `${name}=${value}`)
      .join('; ')
  const headers = () => ({ cookie: cookie(), origin: server.issuer })
  const body = new URLSearchParams({ ...fields, ...anna })
  const signedIn = await fetch(`${server.issuer}/login`, {
    method: 'POST',
    body,
    headers: headers(),
    redirect: 'manual',
  })
  Object.assign(cookies, cookiesOf(signedIn))
  const asked = await fetch(new URL(signedIn.headers.get('location') ?? '', server.issuer), {
    headers: headers(),
  })
  return { fields: hiddenFields(await asked.text(), 'consent-form'), cookies }
}

type Asked = Awaited<ReturnType<typeof askedAnna>>

/** Sends the form as Anna's browser would, but for what is changed. */
function accept({ fields, cookies }: Asked, changes: Partial<Asked> & { readonly origin?: string } = {}) {
  const jar = { ...cookies, ...changes.cookies }
  const cookie = Object.entries(jar)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
  const form = { decision: 'accept', ...fields, ...changes.fields }
  return server.post('/consent', form, { cookie, origin: changes.origin ?? server.issuer })
}

const isAllowed = ({ headers }: Answer) => /[?&]code=/.test(headers.get('location') ?? '')

for (const name of ['request', 'form_token'] as const) {
  test(`CVE-2026-105215: a consent form whose ${name} has any character changed allows nothing`, async () => {
    const asked = await askedAnna()
    const value = asked.fields[name] ?? ''
    for (const at of placesIn(value)) {
      const answer = await accept(asked, { fields: { [name]: flipped(value, at) } })
      assert.equal(answer.status, 403)
    }
    assert.equal((await accept(asked, { fields: { [name]: '' } })).status, 403)
    assert.ok(isAllowed(await accept(asked)))
  })
}

for (const name of ['latchkey_browser', 'latchkey_session'] as const) {
  test(`CVE-2026-119128: a consent form with a changed ${name} allows nothing`, async () => {
    const asked = await askedAnna()
    const value = asked.cookies[name] ?? ''
    for (const at of placesIn(value)) {
      assert.ok(!isAllowed(await accept(asked, { cookies: { [name]: flipped(value, at) } })))
    }
    assert.ok(isAllowed(await accept(asked)))
  })
}

test('a consent form is refused from another origin and in another browser', async () => {
  const [asked, stranger] = [await askedAnna(), await askedAnna()]
  for (const origin of ['https://evil.example', 'null', `${server.issuer}.evil.example`]) {
    assert.equal((await accept(asked, { origin })).status, 403)
  }
  assert.equal((await accept(asked, { cookies: stranger.cookies })).status, 403)
  assert.equal((await accept(asked, { fields: stranger.fields })).status, 403)
  const { request = '' } = stranger.fields
  assert.equal((await accept(asked, { fields: { request } })).status, 403)
})

test('a consent form shown to one person counts for no other who signs in to the same browser', async () => {
  const asked = await askedAnna()
  const page = hiddenFields(await (await newVisitor(server.issuer).get('/login')).text(), 'login-form')
  assert.ok(page.form_token)
  const visitor = newVisitor(server.issuer)
  const fields = hiddenFields(await loginPage(visitor, authorizeUrl()), 'login-form')
  const bens = cookiesOf(await visitor.post('/login', { ...fields, ...ben }))
  const { latchkey_session: session = '' } = bens
  assert.ok(!isAllowed(await accept(asked, { cookies: { latchkey_session: session } })))
})

test('a request in progress with any character changed is a page that goes nowhere', async () => {
  const response = await server.post(
    '/oauth2/authorize',
    Object.fromEntries(new URL(authorizeUrl(), server.issuer).searchParams),
  )
  const url = response.headers.get('location') ?? ''
  const from = url.indexOf('in_progress=') + 'in_progress='.length
  assert.equal((await server.get(url)).status, 200)
  for (const at of placesIn(url.slice(from))) {
    const { status, headers } = await server.get(flipped(url, from + at))
    assert.deepEqual([status, headers.get('location')], [400, null])
  }
})

test('CVE-2024-7341: a session id is new at every sign-in, and the one before is dead', async () => {
  const page = await fetch(`${server.issuer}/login`)
  const { latchkey_browser: browser = '' } = cookiesOf(page)
  const form = { ...hiddenFields(await page.text(), 'login-form'), ...anna }
  /** Signs in with a session id in the browser that somebody else may have put there. */
  const signIn = async (session: string) => {
    const cookie = `latchkey_browser=${browser}; latchkey_session=${session}`
    const body = new URLSearchParams(form)
    const init = {
      method: 'POST',
      body,
      headers: { cookie, origin: server.issuer },
      redirect: 'manual',
    } as const
    return cookiesOf(await fetch(`${server.issuer}/login`, init)).latchkey_session ?? ''
  }
  const fixed = 'x'.repeat(43)
  const first = await signIn(fixed)
  const second = await signIn(first)
  assert.equal(new Set([fixed, first, second]).size, 3)
  const answerTo = async (session: string) => {
    const { headers } = await server.get(authorizeUrl({ prompt: 'none' }), {
      cookie: `latchkey_session=${session}`,
    })
    return headers.get('location') ?? ''
  }
  for (const dead of [fixed, first]) assert.match(await answerTo(dead), /login_required/)
  assert.doesNotMatch(await answerTo(second), /login_required/)
})

test('CVE-2023-6787: a sign-in that is asked for anew and given up changes nothing of the session', async () => {
  const visitor = newVisitor(server.issuer)
  await consentPage(visitor, authorizeUrl())
  const anew = authorizeUrl({ prompt: 'login' })
  const fields = hiddenFields(await loginPage(visitor, anew), 'login-form')
  const cancelled = await visitor.post('/login', { ...fields, decision: 'cancel' })
  assert.match(cancelled.headers.get('location') ?? '', /error=access_denied/)
  assert.doesNotMatch(cancelled.headers.get('location') ?? '', /[?&]code=/)
  // Whoever sits there still is not the person who was asked for.
  const wrong = await visitor.post('/login', { ...fields, ...ben, password: 'a guess at a password' })
  assert.equal(wrong.headers.get('location'), null)
  assert.match(await loginPage(visitor, anew), /id="login-form"/)
  const old = await visitor.get(authorizeUrl({ max_age: '0', prompt: 'none' }))
  assert.match(old.headers.get('location') ?? '', /error=login_required/)
})

test('cookies are HttpOnly and SameSite=Lax, and nobody is signed out by a link or from elsewhere', async () => {
  const response = await fetch(`${server.issuer}/login`)
  for (const line of response.headers.getSetCookie()) assert.match(line, /HttpOnly.*SameSite=Lax/)
  const { cookies } = await askedAnna()
  const cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
  await server.get('/logout', { cookie })
  const foreign = { cookie, origin: 'https://evil.example' }
  assert.equal((await server.post('/logout', {}, foreign)).status, 403)
  const { headers } = await server.get(authorizeUrl({ prompt: 'none' }), { cookie })
  assert.doesNotMatch(headers.get('location') ?? '', /login_required/)
})
