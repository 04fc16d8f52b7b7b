import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anna, ben, definition, redirectUri, secretOf } from '../definition.ts'
import { hiddenFields, newVisitor } from '../sign-in.ts'
import { type RunningLatchkey, runCli, startLatchkey } from '../start-latchkey.ts'
import { postForm } from './app-side.ts'
import { apiStatus, connectApp, pageText, refreshed, signedInVisitor, submit } from './home-steps.ts'

const olga = { email: 'olga@example.com', password: 'a long watch of nights' }

let latchkey: RunningLatchkey
before(async () => {
  const accounts = [...definition.accounts, { ...olga, roles: ['operator'] }]
  latchkey = await startLatchkey({ definition: { ...definition, accounts } })
})
after(() => latchkey.end())

const cli = (...args: readonly string[]) => {
  const { folder, port } = latchkey
  return runCli({ PORT: String(port), LATCHKEY_DATA: folder, LATCHKEY_DEMO: '0' }, args)
}

/** What Anna's own app is answered when it asks for a token for itself. */
async function ownTokenStatus(): Promise<number> {
  const form = { grant_type: 'client_credentials' }
  const answer = await postForm(`${latchkey.issuer}/oauth2/token`, form, 'honeywell')
  await answer.arrayBuffer()
  return answer.status
}

test('it says what will happen, and does nothing without the e-mail typed', async () => {
  const { issuer } = latchkey
  const visitor = await signedInVisitor(issuer, anna)
  const tokens = await connectApp(issuer, visitor, anna, 'standard')
  const page = await pageText(visitor, '/home/delete')
  assert.match(page, /<bdi>Annas hus<\/bdi>/)
  assert.match(page, /have no other developer[\s\S]*<bdi>App honeywell<\/bdi>/)
  for (const confirmation of ['', 'yes', ben.email]) {
    const answer = await submit(visitor, '/home/delete', 'delete-form', { confirmation })
    assert.equal(answer.status, 400)
    assert.match(await answer.text(), /Nothing was deleted/)
  }
  assert.equal(await apiStatus(issuer, tokens), 200)
})

test('a deleted account: its tokens are dead, its homes gone, its e-mail free, and the log knows', async () => {
  const { issuer } = latchkey
  const [visitor, elsewhere] = [await signedInVisitor(issuer, anna), await signedInVisitor(issuer, anna)]
  assert.equal(await ownTokenStatus(), 200)
  const tokens = await connectApp(issuer, visitor, anna, 'rotating')
  const lasting = await connectApp(issuer, visitor, anna, 'lasting')
  const confirmation = ` ${anna.email.toUpperCase()} `
  const answer = await submit(visitor, '/home/delete', 'delete-form', { confirmation })
  assert.equal(answer.status, 200)
  assert.match(await answer.text(), /id="account-deleted"[\s\S]*Your account is deleted/)
  assert.match(answer.headers.getSetCookie().join('\n'), /session=;.*Max-Age=0/)
  assert.deepEqual([await apiStatus(issuer, tokens), await apiStatus(issuer, lasting)], [401, 401])
  assert.deepEqual(await refreshed(issuer, 'rotating', tokens), [400, 'invalid_grant'])
  for (const one of [visitor, elsewhere]) assert.equal((await one.get('/home')).status, 303)
  await assert.rejects(signedInVisitor(issuer, anna))

  assert.equal(await ownTokenStatus(), 401, 'an app without a developer has ended')

  const newcomer = newVisitor(issuer)
  const form = hiddenFields(await (await newcomer.get('/sign-up')).text(), 'sign-up-form')
  const person = { name: 'Another Anna', ...anna }
  assert.equal((await newcomer.post('/sign-up', { ...form, ...person })).status, 303, 'the e-mail is free')
  const fresh = await pageText(newcomer, '/home')
  assert.match(fresh, /No home yet[\s\S]*No app is connected/)
  assert.doesNotMatch(fresh, /Annas hus/)
  assert.match(await cli('audit', 'list'), /anna@example\.com deleted their own account/)
})

test('what is gone of one person is there of others', async () => {
  const visitor = await signedInVisitor(latchkey.issuer, ben)
  assert.match(await pageText(visitor, '/home'), /<bdi>Bens hus<\/bdi>/)
})

test('an app with another developer goes on', async () => {
  const { issuer } = latchkey
  const dora = { email: 'dora@example.com', password: 'door to a tall house' }
  await latchkey.apply({
    accounts: [{ ...dora, roles: ['developer'] }],
    clients: [
      {
        clientId: 'passed-on',
        clientSecret: secretOf('passed-on'),
        name: 'Passed on',
        owner: dora.email,
        redirectUris: [redirectUri],
      },
    ],
  })
  const visitor = await signedInVisitor(issuer, dora)
  const members = '/console/apps/passed-on/members'
  const added = await submit(visitor, members, 'add-member-form', { email: ben.email, role: 'developer' })
  assert.equal(added.status, 303)
  assert.match(await pageText(visitor, '/home/delete'), /another of their developers[\s\S]*Passed on/)
  const answer = await submit(visitor, '/home/delete', 'delete-form', { confirmation: dora.email })
  assert.equal(answer.status, 200)
  const heir = await signedInVisitor(issuer, ben)
  assert.match(await pageText(heir, '/console/apps/passed-on'), /Passed on/)
})

test('the only operator cannot go', async () => {
  const visitor = await signedInVisitor(latchkey.issuer, olga)
  const answer = await submit(visitor, '/home/delete', 'delete-form', { confirmation: olga.email })
  assert.equal(answer.status, 400)
  assert.match(await answer.text(), /You are the only operator/)
  await latchkey.apply({
    accounts: [{ email: 'otto@example.com', password: 'a second long watch', roles: ['operator'] }],
  })
  const again = await submit(visitor, '/home/delete', 'delete-form', { confirmation: olga.email })
  assert.equal(again.status, 200)
})
