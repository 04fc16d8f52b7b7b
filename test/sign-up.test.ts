import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anna, definition } from './definition.ts'
import { hiddenFields, newVisitor } from './sign-in.ts'
import { type RunningLatchkey, startLatchkey } from './start-latchkey.ts'

let latchkey: RunningLatchkey
before(async () => {
  latchkey = await startLatchkey({ definition })
})
after(() => latchkey.end())

const stranger = { name: 'Sara', email: 'Sara@Example.com', password: 'four unusual words here' }

async function signUp(form: Readonly<Record<string, string>>, next = '') {
  const visitor = newVisitor(latchkey.issuer)
  const page = await (await visitor.get(`/sign-up${next && `?next=${encodeURIComponent(next)}`}`)).text()
  const response = await visitor.post('/sign-up', { ...hiddenFields(page, 'sign-up-form'), ...form })
  return { visitor, response, page: await response.text() }
}

test('a stranger makes an account, is signed in with it and goes on', async () => {
  const { visitor, response } = await signUp(stranger, '/docs')
  assert.equal(response.status, 303)
  assert.equal(response.headers.get('location'), '/docs')
  assert.match(await (await visitor.get('/')).text(), /sara@example\.com/)
  const again = await signUp({ ...stranger, email: 'sara@example.com' })
  assert.equal(again.response.status, 400)
  assert.match(again.page, /There is an account with this e-mail already/)
})

test('what is wrong is said at its field, and nothing is lost but the password', async () => {
  const wrong = [
    [{ ...stranger, email: 'no address' }, /This is no e-mail address/],
    [{ ...stranger, name: '' }, /Write a name/],
    [{ ...stranger, email: 'a@b.example', password: 'short' }, /too short/],
    [{ ...stranger, email: 'a@b.example', password: 'password123' }, /well known/],
  ] as const
  for (const [form, sentence] of wrong) {
    const { response, page } = await signUp(form)
    assert.equal(response.status, 400)
    assert.match(page, sentence)
    assert(page.includes(`value="${form.email}"`), page)
    assert(!page.includes(form.password) || form.password === 'short')
  }
})

test('only a form of ours makes an account, and another host is no place to go on', async () => {
  const visitor = newVisitor(latchkey.issuer)
  assert.equal((await visitor.post('/sign-up', { ...stranger, email: 'x@example.com' })).status, 403)
  const { response } = await signUp({ ...stranger, email: 'y@example.com' }, '//evil.example/console')
  assert.equal(response.headers.get('location'), '/')
})

test('signing in goes on to the page that was asked for', async () => {
  const visitor = newVisitor(latchkey.issuer)
  const page = await (await visitor.get('/login?next=/docs')).text()
  const response = await visitor.post('/login', { ...hiddenFields(page, 'login-form'), ...anna })
  assert.equal(response.headers.get('location'), '/docs')
})

test('where the operator makes the accounts nobody else can', async () => {
  const closed = await startLatchkey({ env: { LATCHKEY_SIGN_UP: 'closed' } })
  try {
    const visitor = newVisitor(closed.issuer)
    assert.equal((await visitor.get('/sign-up')).status, 403)
    assert.doesNotMatch(await (await visitor.get('/login')).text(), /\/sign-up/)
    assert.equal((await visitor.post('/sign-up', stranger)).status, 403)
  } finally {
    await closed.end()
  }
})
