import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { signedIn } from '../console/developer.ts'
import { anna, definition } from '../definition.ts'
import { hiddenFields, newVisitor, type Visitor } from '../sign-in.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'

// Making an account and going on from there: whose name it takes, where it leads to, how many there can be.

let latchkey: RunningLatchkey
before(async () => {
  latchkey = await startLatchkey({ definition })
})
after(() => latchkey.end())

const password = 'four rather unusual words'

interface Asked {
  readonly email: string
  readonly next?: string
  readonly more?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly at?: RunningLatchkey
  readonly visitor?: Visitor
}

async function signUp({ email, next = '', more = {}, headers = {}, ...others }: Asked): Promise<Response> {
  const visitor = others.visitor ?? newVisitor((others.at ?? latchkey).issuer)
  const page = await (await visitor.get(`/sign-up?next=${encodeURIComponent(next)}`)).text()
  const fields = { ...hiddenFields(page, 'sign-up-form'), name: 'Sara', email, password, ...more }
  return visitor.post('/sign-up', fields, headers)
}

const looksLikeAnna = [
  'anna@example.com\u200b',
  'an\u00adna@example.com',
  '\u202eanna@example.com',
  'anna\u3164@example.com',
  'anna\u034f@example.com',
  'anna\ufe0f@example.com',
  'anna\u2800@example.com',
  'anna@example.com\u{e0041}',
  '\uff41nna@example.com',
]

for (const email of looksLikeAnna)
  test(`no account whose e-mail reads as another one’s: ${JSON.stringify(email)}`, async () => {
    const response = await signUp({ email })
    assert.equal(response.status, 400, response.headers.get('location') ?? '')
  })

test('one e-mail has one account: other cases, spaces around it, and spellings of one letter', async () => {
  for (const email of ['ANNA@example.com', '  anna@EXAMPLE.com ', 'Anna@Example.Com']) {
    const response = await signUp({ email })
    assert.equal(response.status, 400)
    assert.match(await response.text(), /There is an account with this e-mail already/)
  }
  assert.equal((await signUp({ email: 'andr\u00e9@example.com' })).status, 303)
  assert.equal((await signUp({ email: 'andre\u0301@example.com' })).status, 400)
})

test('of many who want one e-mail at once one gets it, and only that password is good', async () => {
  const passwords = Array.from({ length: 6 }, (_, n) => `an unusual password ${n}`)
  const answers = await Promise.all(
    passwords.map((one) => signUp({ email: 'race@example.com', more: { password: one } })),
  )
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [303, 400, 400, 400, 400, 400])
  const won = passwords[answers.findIndex(({ status }) => status === 303)] ?? ''
  await signedIn(latchkey.issuer, { email: 'race@example.com', password: won })
})

test('how many a network makes is limited, whatever it says of itself and however many it sends at once', async () => {
  const other = await startLatchkey()
  try {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        signUp({
          email: `many-${n}@example.com`,
          at: other,
          headers: { 'x-forwarded-for': `198.51.${n}.1`, forwarded: `for=198.51.${n}.1` },
        }),
      ),
    )
    const made = answers.filter(({ status }) => status === 303).length
    assert(made >= 30 && made <= 31, `${made} were made`)
    const known = await signUp({ email: 'many-0@example.com', at: other })
    assert.equal(known.status, 429)
    assert.doesNotMatch(await known.text(), /already/)
  } finally {
    await other.end()
  }
})

test('a form makes a person with the rights of its place, and no other', async () => {
  const claims = { roles: 'operator', role: 'operator', id: 'me', email_verified: 'true', counter: '9' }
  const visitor = newVisitor(latchkey.issuer)
  assert.equal((await signUp({ email: 'plain@example.com', more: claims, visitor })).status, 303)
  assert.equal((await visitor.get('/operator')).status, 404)
  assert.match(await (await visitor.get('/console')).text(), /Make an app for connected homes/)
  const data = JSON.parse(await (await visitor.get('/home/data.json')).text())
  assert.doesNotMatch(JSON.stringify(data), /operator|email_verified":true/)
  for (const next of ['/operator', '/console/../operator', '/home?/console']) {
    const curious = newVisitor(latchkey.issuer)
    await signUp({ email: `curious-${next.length}@example.com`, next, visitor: curious })
    assert.equal((await curious.get('/operator')).status, 404, next)
  }
})

test('a session that was there before is ended, its id is no longer good, and the cookie is only ours', async () => {
  const visitor = await signedIn(latchkey.issuer, anna)
  const planted = newVisitor(latchkey.issuer)
  const page = await (await planted.get('/sign-up')).text()
  const cookie = 'latchkey_session=a-session-that-an-attacker-chose-for-her'
  const fields = { ...hiddenFields(page, 'sign-up-form'), name: 'S', email: 's@example.com', password }
  const response = await planted.post('/sign-up', fields)
  const [line = ''] = response.headers.getSetCookie().filter((one) => one.startsWith('latchkey_session='))
  assert.match(line, /^latchkey_session=[A-Za-z0-9]{40,}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/)
  const asPlanted = await fetch(`${latchkey.issuer}/home`, { headers: { cookie }, redirect: 'manual' })
  assert.equal(asPlanted.status, 303)
  assert.equal((await signUp({ email: 'other@example.com', visitor })).status, 303)
  assert.match(await (await visitor.get('/home/account')).text(), /other@example\.com/)
})

const elsewhere = [
  'https://evil.example/',
  '//evil.example/home',
  '/\\evil.example/home',
  '\\\\evil.example',
  '/home\\@evil.example',
  '/\t/evil.example',
  '/home\r\nSet-Cookie: a=b',
  '/home\u0000',
  '%2f%2fevil.example',
  '/%2fevil.example',
  'javascript:alert(1)',
  '/logout',
  '/login?next=/home',
  '/sign-up',
  '/reset?token=1',
  '/homes.evil.example',
  '/oauth2/token',
  '.evil.example/home',
  '@evil.example/home',
  `/home?${'a'.repeat(14_500)}`,
]

test('after signing in nobody is led away, nor is a header written by the address', async () => {
  for (const next of elsewhere) {
    const visitor = newVisitor(latchkey.issuer)
    const page = await (await visitor.get(`/login?next=${encodeURIComponent(next)}`)).text()
    const fields = hiddenFields(page, 'login-form')
    assert.equal(fields.next, undefined, next)
    const response = await visitor.post('/login', { ...fields, ...anna, next })
    assert.equal(response.headers.get('location'), '/', next)
    assert.equal(response.headers.has('a'), false)
  }
})

test('an address that is ours stays on our host however a browser reads it', async () => {
  for (const next of [
    '/home/..//evil.example',
    '/home/%2e%2e//evil.example',
    '/home/%0d%0aa:b',
    '/docs/@x',
  ]) {
    const visitor = newVisitor(latchkey.issuer)
    const page = await (await visitor.get(`/login?next=${encodeURIComponent(next)}`)).text()
    const response = await visitor.post('/login', { ...hiddenFields(page, 'login-form'), ...anna })
    const location = response.headers.get('location') ?? ''
    assert.equal(new URL(location, latchkey.issuer).origin, latchkey.issuer, next)
  }
})

test('signing in anew as somebody else shows nothing of the first person’s', async () => {
  const visitor = await signedIn(latchkey.issuer, anna)
  await signUp({ email: 'mallory@example.com', visitor, next: '/console' })
  const response = await visitor.get('/home/data.json')
  assert.doesNotMatch(await response.text(), /anna/)
})

test('fields of any size are answered, never with a fault of ours', async () => {
  const long = 'x'.repeat(60_000)
  for (const more of [{ name: long }, { email: `${long}@example.com` }, { password: long }, { next: long }]) {
    const response = await signUp({ email: 'long@example.com', more: { name: '', ...more } })
    assert.equal(response.status, 400)
  }
  const response = await signUp({ email: 'long@example.com', more: { name: 'x'.repeat(70_000) } })
  assert.equal(response.status, 413)
})

test('nothing of it is in the log', () => {
  const printed = latchkey.output.stdout + latchkey.output.stderr
  assert.doesNotMatch(printed, /unusual words|an unusual password|correct horse/)
  assert.doesNotMatch(printed, /"level":[56]0/)
})
