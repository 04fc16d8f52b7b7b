import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anna, ben, definition, redirectUri } from '../definition.ts'
import { hiddenFields } from '../sign-in.ts'
import { type RunningLatchkey, runCli, startLatchkey } from '../start-latchkey.ts'
import { requestUrl } from './app-side.ts'
import {
  apiStatus,
  connectApp,
  connectionPaths,
  pageText,
  refreshed,
  signedInVisitor,
  submit,
} from './home-steps.ts'

// Ids of clients may hold any visible sign, and a path must carry them.
const oddId = 'a/b?c#d%2F&"e\'<f>+g'
const odd = {
  clientId: oddId,
  clientSecret: 'a-long-secret-for-the-odd-one',
  name: 'Odd',
  redirectUris: [redirectUri],
  scopes: ['devices:read'],
}

let latchkey: RunningLatchkey
before(async () => {
  latchkey = await startLatchkey({ definition: { ...definition, clients: [...definition.clients, odd] } })
})
after(() => latchkey.end())

const cli = (...args: readonly string[]) => {
  const { folder, port } = latchkey
  return runCli({ PORT: String(port), LATCHKEY_DATA: folder, LATCHKEY_DEMO: '0' }, args)
}

test('whoever is not signed in signs in first and comes back', async () => {
  for (const path of ['/home', '/home/apps/standard', '/home/account?done=name']) {
    const answer = await fetch(latchkey.issuer + path, { redirect: 'manual' })
    assert.equal(answer.status, 303, path)
    assert.equal(answer.headers.get('location'), `/login?next=${encodeURIComponent(path)}`)
  }
})

test('homes with their devices, in the reader’s language, and nothing of others', async () => {
  const visitor = await signedInVisitor(latchkey.issuer, anna)
  const page = await pageText(visitor, '/home')
  for (const text of ['Annas hus', 'Hall', 'Thermostat', 'Pump', 'Heat pump', 'Europe/Stockholm'])
    assert.ok(page.includes(text), text)
  assert.ok(!page.includes('Bens hus') && !page.includes('Flur'))
  const german = await (await visitor.get('/home', { 'accept-language': 'de-CH,en;q=0.5' })).text()
  assert.match(german, /<html lang="de">/)
  for (const text of ['Mein Zuhause', 'Wärmepumpe', 'Verbundene Apps']) assert.ok(german.includes(text), text)
})

test('an app that was connected is listed with what it may do, and is out at once when it is removed', async () => {
  const { issuer } = latchkey
  const visitor = await signedInVisitor(issuer, anna)
  assert.match(await pageText(visitor, '/home'), /No app can reach this home/)
  const tokens = await connectApp(issuer, visitor, anna, 'standard')
  assert.equal(await apiStatus(issuer, tokens), 200)
  assert.match(
    await pageText(visitor, '/home'),
    /One app can reach this home[\s\S]*href="\/home\/apps\/standard"/,
  )
  assert.match(await pageText(visitor, '/home/apps'), /App standard/)
  const page = await pageText(visitor, '/home/apps/standard')
  for (const text of [/See your devices and what they measure/, /Annas hus/, /Verified/, /Connected on/])
    assert.match(page, text)
  assert.doesNotMatch(page, /Control your devices/)
  assert.deepEqual(await connectionPaths(visitor, 'standard'), [], 'one connection ends with the app')
  const answer = await submit(visitor, '/home/apps/standard/remove', 'remove-app-form')
  assert.equal(answer.headers.get('location'), '/home/apps?done=removed')
  assert.equal(await apiStatus(issuer, tokens), 401)
  assert.deepEqual(await refreshed(issuer, 'standard', tokens), [400, 'invalid_grant'])
  assert.match(await pageText(visitor, '/home/apps?done=removed'), /role="status">The app is removed/)
  assert.doesNotMatch(await pageText(visitor, '/home/apps'), /App standard/)
  assert.equal((await visitor.get('/home/apps/standard')).status, 404)
  assert.match(await cli('audit', 'list'), /anna@example\.com disconnected the app App standard/)
})

test('removing twice is one removal, and a removed app can be connected anew', async () => {
  const { issuer } = latchkey
  const visitor = await signedInVisitor(issuer, anna)
  const before = await connectApp(issuer, visitor, anna, 'rotating')
  const path = '/home/apps/rotating/remove'
  const hidden = hiddenFields(await pageText(visitor, path), 'remove-app-form')
  const answers = await Promise.all([1, 2, 3].map(() => visitor.post(path, hidden)))
  assert.deepEqual(
    answers.map(({ status }) => status),
    [303, 303, 303],
  )
  const after = await connectApp(issuer, visitor, anna, 'rotating')
  assert.deepEqual([await apiStatus(issuer, before), await apiStatus(issuer, after)], [401, 200])
  assert.deepEqual(await connectionPaths(visitor, 'rotating'), [], 'the connections of before are not shown')
})

test('several connections are told apart, and one ends alone', async () => {
  const { issuer } = latchkey
  const visitor = await signedInVisitor(issuer, anna)
  const [first, second] = [
    await connectApp(issuer, visitor, anna, 'openid'),
    await connectApp(issuer, visitor, anna, 'openid'),
  ]
  const [newest = '', ...older] = await connectionPaths(visitor, 'openid')
  assert.equal(older.length, 1)
  const answer = await submit(visitor, newest, 'end-connection-form')
  assert.equal(answer.headers.get('location'), '/home/apps/openid?done=ended')
  assert.deepEqual([await apiStatus(issuer, first), await apiStatus(issuer, second)], [200, 401])
  assert.deepEqual(await refreshed(issuer, 'openid', second), [400, 'invalid_grant'])
  assert.match(await pageText(visitor, '/home/apps/openid?done=ended'), /The connection has ended/)
  assert.equal((await visitor.get(newest)).status, 404)
  assert.match(await cli('audit', 'list'), /anna@example\.com ended a connection of the app App openid/)
})

test('an app that was allowed and has no connection says so, and can be removed', async () => {
  const { issuer } = latchkey
  const visitor = await signedInVisitor(issuer, ben)
  const [tokens, other] = [
    await connectApp(issuer, visitor, ben, 'standard'),
    await connectApp(issuer, visitor, ben, 'standard'),
  ]
  for (const path of await connectionPaths(visitor, 'standard'))
    await submit(visitor, path, 'end-connection-form')
  assert.deepEqual([await apiStatus(issuer, tokens), await apiStatus(issuer, other)], [401, 401])
  assert.match(await pageText(visitor, '/home/apps'), /Not connected now/)
  assert.match(await pageText(visitor, '/home/apps/standard'), /it may connect again without asking you/)
  await submit(visitor, '/home/apps/standard/remove', 'remove-app-form')
  assert.match(await pageText(visitor, '/home/apps'), /No app is connected/)
})

test('what belongs to somebody else does not exist', async () => {
  const { issuer } = latchkey
  const [annas, bens] = [await signedInVisitor(issuer, anna), await signedInVisitor(issuer, ben)]
  const [one, two] = [
    await connectApp(issuer, annas, anna, 'openid'),
    await connectApp(issuer, annas, anna, 'openid'),
  ]
  const [path = ''] = await connectionPaths(annas, 'openid')
  await connectApp(issuer, bens, ben, 'rotating')
  const bensForm = hiddenFields(await pageText(bens, '/home/apps/rotating/remove'), 'remove-app-form')
  const hidden = [
    '/home/apps/openid',
    '/home/apps/openid/remove',
    '/home/apps/nobody',
    '/home/apps/nobody/remove',
    path,
    path.replace('/openid/', '/rotating/'),
    '/home/apps/rotating/connections/nothing',
  ]
  for (const other of hidden) {
    const answer = await bens.get(other)
    assert.equal(answer.status, 404, other)
    assert.doesNotMatch(await answer.text(), /App openid/)
    if (/remove|connections/.test(other))
      assert.equal((await bens.post(other, bensForm)).status, 404, `POST ${other}`)
  }
  const mixed = path.replace('/openid/', '/rotating/')
  const annasForm = hiddenFields(await pageText(annas, path), 'end-connection-form')
  assert.equal((await annas.post(mixed, annasForm)).status, 404, 'of another app')
  assert.deepEqual([await apiStatus(issuer, one), await apiStatus(issuer, two)], [200, 200])
})

test('a forged or stale form removes nothing', async () => {
  const { issuer } = latchkey
  const visitor = await signedInVisitor(issuer, anna)
  const tokens = await connectApp(issuer, visitor, anna, 'openid')
  const path = '/home/apps/openid/remove'
  const hidden = hiddenFields(await pageText(visitor, path), 'remove-app-form')
  const stranger = await signedInVisitor(issuer, anna)
  const forged = [
    await visitor.post(path, {}),
    await visitor.post(path, { form_token: 'x'.repeat(43) }),
    await visitor.post(path, hidden, { origin: 'https://evil.example' }),
    await stranger.post(path, hidden),
  ]
  for (const answer of forged) assert.equal(answer.status, 403)
  assert.equal(await apiStatus(issuer, tokens), 200)
})

test('what was done is not said by a link on somebody else’s page', async () => {
  const visitor = await signedInVisitor(latchkey.issuer, anna)
  const answer = await visitor.get('/home/apps?done=removed', { 'sec-fetch-site': 'cross-site' })
  assert.doesNotMatch(await answer.text(), /The app is removed/)
  assert.doesNotMatch(await pageText(visitor, '/home/apps?done=constructor'), /role="status"/)
})

test('another process that ends a connection is heard of within a second', async () => {
  const { issuer } = latchkey
  const visitor = await signedInVisitor(issuer, anna)
  const tokens = await connectApp(issuer, visitor, anna, 'lasting')
  assert.equal(await apiStatus(issuer, tokens), 200)
  await cli('account', 'disconnect', anna.email, 'lasting')
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  assert.equal(await apiStatus(issuer, tokens), 401)
  assert.equal((await visitor.get('/home/apps/lasting')).status, 404)
})

test('an app whose id holds every sign of an address has its page too', async () => {
  const { issuer } = latchkey
  const visitor = await signedInVisitor(issuer, anna)
  const url = requestUrl(issuer, oddId, { redirect_uri: redirectUri, scope: 'devices:read' })
  const asked = await (await visitor.get(url)).text()
  await visitor.post('/consent', { ...hiddenFields(asked, 'consent-form'), decision: 'accept' })
  const href =
    /href="(\/home\/apps\/a[^"]+)"/
      .exec(await pageText(visitor, '/home/apps'))?.[1]
      ?.replaceAll('&#39;', "'") ?? assert.fail()
  assert.match(await pageText(visitor, href), /<bdi>Odd<\/bdi>/)
  const answer = await submit(visitor, `${href}/remove`, 'remove-app-form')
  assert.equal(answer.headers.get('location'), '/home/apps?done=removed')
  assert.equal((await visitor.get(href)).status, 404)
})

test('the question whether an app may enter says where it is taken back', async () => {
  const visitor = await signedInVisitor(latchkey.issuer, ben)
  const url = requestUrl(latchkey.issuer, 'other', { redirect_uri: 'https://other.example.com/callback' })
  assert.match(await (await visitor.get(url)).text(), /id="consent-form"/)
  assert.match(await (await visitor.get(url)).text(), /href="\/home\/apps"/)
})
