import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anna, ben, definition } from '../definition.ts'
import { hiddenFields, newVisitor } from '../sign-in.ts'
import { type RunningLatchkey, runCli, startLatchkey } from '../start-latchkey.ts'
import { apiStatus, connectApp, pageText, refreshed, signedInVisitor, submit } from './home-steps.ts'

const carla = { email: 'carla@example.com', password: 'paper boat on a lake' }
const verified = { name: 'Carla', email_verified: true, zoneinfo: 'Europe/Madrid' }

let latchkey: RunningLatchkey
before(async () => {
  const people = [...definition.accounts, { ...carla, roles: ['homeowner'], claims: verified }]
  latchkey = await startLatchkey({ definition: { ...definition, accounts: people } })
})
after(() => latchkey.end())

const auditLog = () => {
  const { folder, port } = latchkey
  return runCli({ PORT: String(port), LATCHKEY_DATA: folder, LATCHKEY_DEMO: '0' }, ['audit', 'list'])
}

test('a name is changed, and what is no name is said at its field', async () => {
  const visitor = await signedInVisitor(latchkey.issuer, anna)
  for (const name of ['', '   ', 'x'.repeat(101), 'two\nlines']) {
    const answer = await submit(visitor, '/home/name', 'name-form', { name })
    assert.equal(answer.status, 400, JSON.stringify(name))
    assert.match(await answer.text(), /<title>Problem: [\s\S]*id="name-error"/)
  }
  const answer = await submit(visitor, '/home/name', 'name-form', { name: ' Anna "Ö" <Åkesson> ' })
  assert.equal(answer.headers.get('location'), '/home/account?done=name')
  const page = await pageText(visitor, '/home/account?done=name')
  assert.match(page, /Your name is saved/)
  assert.match(page, /<bdi>Anna &quot;Ö&quot; &lt;Åkesson&gt;<\/bdi>/)
})

test('an e-mail is changed: its owner signs in with it, and nobody vouches for it any more', async () => {
  const { issuer } = latchkey
  const visitor = await signedInVisitor(issuer, carla)
  assert.match(await pageText(visitor, '/home/account'), /CET|CEST/, 'times are in the zone of the account')
  const changed = { ...carla, email: 'Carla.New@Example.com' }
  const answer = await submit(visitor, '/home/email', 'email-form', { email: changed.email })
  assert.equal(answer.headers.get('location'), '/home/account?done=email')
  const page = await pageText(visitor, '/home/account?done=email')
  assert.match(page, /carla\.new@example\.com[\s\S]*Your e-mail is changed/)
  await signedInVisitor(issuer, { ...changed, email: changed.email.toLowerCase() })
  await assert.rejects(signedInVisitor(issuer, carla), 'the old one is nobody’s')
  const data = await (await visitor.get('/home/data.json')).json()
  assert.deepEqual((data as { account: { claims: unknown } }).account.claims, {
    name: 'Carla',
    zoneinfo: 'Europe/Madrid',
  })
  assert.match(await auditLog(), /carla@example\.com.*e-mail.*carla\.new@example\.com/)
})

test('the e-mail of somebody else is not given away, and what is no e-mail is refused', async () => {
  const visitor = await signedInVisitor(latchkey.issuer, anna)
  const wrong = [
    [ben.email, /There is another account with this e-mail/],
    [ben.email.toUpperCase(), /There is another account with this e-mail/],
    ['no address', /This is no e-mail address/],
    [`${'a'.repeat(250)}@b.example`, /This is no e-mail address/],
  ] as const
  for (const [email, sentence] of wrong) {
    const answer = await submit(visitor, '/home/email', 'email-form', { email })
    assert.equal(answer.status, 400)
    assert.match(await answer.text(), sentence)
  }
  await signedInVisitor(latchkey.issuer, ben)
})

test('browsers that are signed in are listed, and all but this one are signed out', async () => {
  const { issuer } = latchkey
  const [here, there] = [await signedInVisitor(issuer, ben), await signedInVisitor(issuer, ben)]
  const page = await pageText(here, '/home/account')
  assert.equal(page.match(/This browser/g)?.length, 1)
  assert.ok((page.match(/Another browser/g)?.length ?? 0) >= 1)
  const answer = await submit(here, '/home/account', 'sign-out-others')
  assert.equal(answer.headers.get('location'), '/home/account?done=signed-out')
  const after = await pageText(here, '/home/account?done=signed-out')
  assert.match(after, /You are signed out everywhere else/)
  assert.doesNotMatch(after, /Another browser|id="sign-out-others"/)
  assert.equal((await there.get('/home')).headers.get('location'), '/login?next=%2Fhome')
  assert.match(await auditLog(), /ben@example\.com signed their own account out everywhere/)
})

test('a new password ends every other session, and connections only when that is asked for', async () => {
  const { issuer } = latchkey
  const [here, there] = [await signedInVisitor(issuer, ben), await signedInVisitor(issuer, ben)]
  const [one, two] = [
    await connectApp(issuer, here, ben, 'standard'),
    await connectApp(issuer, here, ben, 'rotating'),
  ]
  const wrong = [
    [{ password: 'short', password_again: 'short' }, /too short/],
    [{ password: 'password123', password_again: 'password123' }, /well known/],
    [{ password: 'a new sentence', password_again: 'another' }, /The two passwords differ/],
    [{ password: 'a new sentence' }, /The two passwords differ/],
  ] as const
  for (const [form, sentence] of wrong) {
    const answer = await submit(here, '/home/password', 'password-form', form)
    assert.equal(answer.status, 400)
    const page = await answer.text()
    assert.match(page, sentence)
    assert.ok(!page.includes('a new sentence'))
  }
  const first = 'a boat of new paper'
  const form = { password: first, password_again: first }
  assert.equal((await submit(here, '/home/password', 'password-form', form)).status, 303)
  assert.equal((await there.get('/home')).status, 303, 'signed out')
  assert.equal((await here.get('/home')).status, 200)
  await assert.rejects(signedInVisitor(issuer, ben))
  assert.deepEqual([await apiStatus(issuer, one), await apiStatus(issuer, two)], [200, 200])
  const back = { password: ben.password, password_again: ben.password, disconnect: 'on' }
  assert.equal((await submit(here, '/home/password', 'password-form', back)).status, 303)
  assert.deepEqual([await apiStatus(issuer, one), await apiStatus(issuer, two)], [401, 401])
  assert.deepEqual(await refreshed(issuer, 'rotating', two), [400, 'invalid_grant'])
  assert.match(await pageText(here, '/home/apps'), /No app is connected/)
  const log = await auditLog()
  assert.match(log, /ben@example\.com changed the password/)
  assert.match(log, /ben@example\.com disconnected every app/)
})

test('two who change the same password at once: one of them is told', async () => {
  const { issuer } = latchkey
  const [here, there] = [await signedInVisitor(issuer, anna), await signedInVisitor(issuer, anna)]
  const forms = await Promise.all(
    [here, there].map(async (visitor, at) => {
      const page = await pageText(visitor, '/home/password')
      const password = `a sentence of number ${at}`
      return { ...hiddenFields(page, 'password-form'), password, password_again: password }
    }),
  )
  const [one, other] = forms
  const answers = await Promise.all([
    here.post('/home/password', one ?? {}),
    there.post('/home/password', other ?? {}),
  ])
  const won = answers.filter(({ headers }) => headers.get('location') === '/home/account?done=password')
  assert.equal(won.length, 1)
  const winner = answers.findIndex((answer) => won.includes(answer))
  const mine = { ...anna, password: `a sentence of number ${winner}` }
  const again = await signedInVisitor(issuer, mine)
  const back = { password: anna.password, password_again: anna.password }
  assert.equal((await submit(again, '/home/password', 'password-form', back)).status, 303)
})

test('the file holds what belongs to the account, and no secret', async () => {
  const { issuer } = latchkey
  const visitor = await signedInVisitor(issuer, anna)
  await connectApp(issuer, visitor, anna, 'openid')
  assert.match(await pageText(visitor, '/home/data'), /href="\/home\/data\.json"/)
  const answer = await visitor.get('/home/data.json')
  assert.equal(answer.headers.get('content-type'), 'application/json; charset=utf-8')
  assert.equal(answer.headers.get('content-disposition'), 'attachment; filename="account-data.json"')
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
  const text = await answer.text()
  const data = JSON.parse(text)
  assert.deepEqual(Object.keys(data), [
    'exportedAt',
    'account',
    'sessions',
    'homes',
    'connectedApps',
    'ownApps',
  ])
  assert.equal(data.account.email, anna.email)
  assert.deepEqual(
    data.homes.map(({ id, devices }: { id: string; devices: unknown[] }) => [id, devices.length]),
    [['annas-home', 2]],
  )
  const [app] = data.connectedApps
  assert.deepEqual([app.clientId, app.connections.length, app.connections[0].homes.length], ['openid', 1, 1])
  assert.deepEqual(
    data.ownApps.map(({ clientId, role }: { clientId: string; role: string }) => [clientId, role]),
    [['honeywell', 'owner']],
  )
  assert.ok(data.sessions.length >= 1)
  assert.doesNotMatch(text, /argon2|hash|secret/i)
  assert.ok(!text.includes('bens-home'))
})

test('only a form of ours changes anything', async () => {
  const { issuer } = latchkey
  const visitor = await signedInVisitor(issuer, anna)
  const wanted = {
    '/home/name': { name: 'Mallory' },
    '/home/email': { email: 'mallory@example.com' },
    '/home/password': { password: 'mallory was here', password_again: 'mallory was here' },
    '/home/account': {},
    '/home/delete': { confirmation: anna.email },
  }
  for (const [path, fields] of Object.entries(wanted)) {
    assert.equal((await visitor.post(path, fields)).status, 403, path)
    const stranger = newVisitor(issuer)
    const login = hiddenFields(await (await stranger.get('/login')).text(), 'login-form')
    const theirs = await visitor.post(path, { ...fields, form_token: login.form_token ?? '' })
    assert.equal(theirs.status, 403, `${path} with another browser's token`)
    const outside = await stranger.post(path, { ...fields, form_token: login.form_token ?? '' })
    assert.equal(outside.headers.get('location'), `/login?next=${encodeURIComponent(path)}`)
  }
  await signedInVisitor(issuer, anna)
})
