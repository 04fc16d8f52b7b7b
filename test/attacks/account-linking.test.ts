import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createAuthServer } from '../../apps/auth-server/src/app.ts'
import { siteRoutes } from '../../apps/auth-server/src/site-routes.ts'
import { signedIn, submit } from '../console/developer.ts'
import { anna, ben, definition } from '../definition.ts'
import { type OperatorStage, openOperatorStage } from '../operator-visitor.ts'
import { hiddenFields, newVisitor } from '../sign-in.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'

// Nobody comes into another's account by an e-mail, an identity or a credential that they bring along.

let latchkey: RunningLatchkey
let stage: OperatorStage
before(async () => {
  latchkey = await startLatchkey({ definition })
  stage = await openOperatorStage()
})
after(async () => {
  await stage.opened.close()
  await latchkey.end()
})

const theirs = 'a password of the stranger'

async function signUp(email: string, more: Readonly<Record<string, string>> = {}): Promise<Response> {
  const visitor = newVisitor(latchkey.issuer)
  const page = await (await visitor.get('/sign-up')).text()
  const fields = { ...hiddenFields(page, 'sign-up-form'), name: 'Sara', email, password: theirs, ...more }
  return visitor.post('/sign-up', fields)
}

test('CVE-2026-53516: signing up with an e-mail that is taken links nothing: no session, no new password, no change', async () => {
  const answer = await signUp(anna.email)
  assert.equal(answer.status, 400)
  assert.doesNotMatch(answer.headers.getSetCookie().join(), /session/)
  await assert.rejects(signedIn(latchkey.issuer, { ...anna, password: theirs }))
  const home = await (await signedIn(latchkey.issuer, anna)).get('/home/account')
  assert.match(await home.text(), /Anna Andersson/)
})

test('CVE-2026-53516: an e-mail that a stranger took before its owner came is never said to be proven', async () => {
  const email = 'victim@example.com'
  assert.equal((await signUp(email, { email_verified: 'true' })).status, 303)
  const visitor = await signedIn(latchkey.issuer, { email, password: theirs })
  const data = await (await visitor.get('/home/data.json')).text()
  assert.match(data, /victim@example\.com/)
  assert.doesNotMatch(data, /"email_verified":\s*true/)
})

test('CVE-2026-53516: nobody changes an e-mail into one that is taken', async () => {
  const visitor = await signedIn(latchkey.issuer, ben)
  const { response } = await submit(visitor, '/home/email', 'email-form', { email: anna.email })
  assert.notEqual(response.status, 303)
  await signedIn(latchkey.issuer, anna)
  await signedIn(latchkey.issuer, ben)
})

/** Which the table must hold, whatever else it does. */
const mustBeFresh = [
  '/home/email',
  '/home/password',
  '/home/delete',
  '/console/apps/:clientId/new-secret',
  '/operator/accounts/:accountId/reset',
  '/operator/accounts/:accountId/roles',
]
const freshMillis = 5 * 60_000
const freshRoutes = siteRoutes.filter(({ entrance }) => entrance.withinMillis <= freshMillis)

for (const { method, path } of freshRoutes) {
  test(`CVE-2026-105207: ${method} ${path} wants the password of the last five minutes`, async () => {
    const late = await stage.visitor(stage.olga, freshMillis + 1_000)
    const url = path.replaceAll(/:\w+/g, stage.olga.id)
    const response = method === 'GET' ? await late.get(url) : await late.post(url, {})
    assert.equal(response.status, 303)
    assert.match(response.headers.get('location') ?? '', /^\/login\?next=/)
  })
}

test('CVE-2026-105207: what decides whose an account is, is among them', () => {
  const paths = freshRoutes.map(({ path }) => path)
  for (const path of mustBeFresh) assert.ok(paths.includes(path), path)
})

test('CVE-2026-53516 CVE-2026-8830 CVE-2026-105209: no route takes an identity, a passkey or a second factor from elsewhere', () => {
  const { routes } = createAuthServer(stage.opened.server)
  const foreign = /callback|federat|saml|upstream|provider|social|link|passkey|webauthn|otp|mfa|factor|invit/i
  assert.deepEqual(
    routes.map(({ path }) => path).filter((path) => foreign.test(path)),
    [],
  )
})

test('CVE-2026-8830: what a form asks of a new password the server checks itself, wherever one is set', async () => {
  const weak = ['short', 'password', 'x'.repeat(1_025)]
  for (const [at, password] of weak.entries())
    assert.equal((await signUp(`weak-${at}@example.com`, { password })).status, 400, password.slice(0, 20))
  const visitor = await signedIn(latchkey.issuer, ben)
  for (const password of weak) {
    const changed = { password, password_again: password }
    const { response } = await submit(visitor, '/home/password', 'password-form', changed)
    assert.notEqual(response.status, 303, password.slice(0, 20))
  }
  await signedIn(latchkey.issuer, ben)
})
