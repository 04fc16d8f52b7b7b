import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { anna, ben, definition } from '../definition.ts'
import { hiddenFields, newVisitor } from '../sign-in.ts'
import { requestUrl } from './app-side.ts'
import { accept, answerAt, askedPerson, cookieOf, signIn } from './browser-steps.ts'
import { inBrowser, listen, useStage } from './stage.ts'

const stage = useStage(definition)
const evil = createServer((_request, answer) =>
  answer
    .setHeader('content-type', 'text/html')
    .end('<title>Evil</title><link rel="icon" href="data:,"><h1>You have won</h1>'),
)
let port = 0
before(async () => {
  port = await listen(evil)
})
after(() => {
  evil.closeAllConnections()
  evil.close()
})

const url = () => requestUrl(stage.issuer, 'standard', { redirect_uri: stage.callback })

/** Another site, whose posts carry no cookies of ours; and another port of our host, whose posts do. */
const origins = [
  ['another site', () => `http://127.0.0.1:${port}`],
  ['another origin of the same site', () => `http://localhost:${port}`],
] as const

/** Opens a page of the attacker, which posts a form to us, and answers the status of what came back. */
async function forge(
  page: Page,
  origin: string,
  path: string,
  fields: Record<string, string>,
): Promise<number> {
  await page.goto(origin)
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<textarea name="${name}">${value.replaceAll('&', '&amp;')}</textarea>`,
  )
  await page.setContent(
    `<form method="post" action="${stage.issuer}${path}">${inputs.join('')}<button id="win">Win</button></form>`,
  )
  const answer = page.waitForResponse((response) => response.url().startsWith(stage.issuer))
  await page.click('#win')
  return (await answer).status()
}

/** What an attacker can have: the hidden fields of forms that our server gave to the attacker's own browser. */
async function stolenFields(formId: 'login-form' | 'consent-form'): Promise<Record<string, string>> {
  const visitor = newVisitor(stage.issuer)
  const loginFields = hiddenFields(await (await visitor.get(url())).text(), 'login-form')
  if (formId === 'login-form') return loginFields
  const signedIn = await visitor.post('/login', { ...loginFields, ...ben })
  return hiddenFields(await (await visitor.get(signedIn.headers.get('location') ?? '')).text(), formId)
}

for (const [name, origin] of origins) {
  test(`${name} cannot sign a person in to the attacker's account`, (t) =>
    inBrowser(t, async (page) => {
      const fields: Record<string, string> = {
        ...(await stolenFields('login-form')),
        ...ben,
        decision: 'login',
      }
      assert.equal(await forge(page, origin(), '/login', fields), 403)
      const { form_token: _, ...withoutToken } = fields
      assert.equal(await forge(page, origin(), '/login', withoutToken), 403)
      assert.equal(await forge(page, origin(), '/login', { ...ben, decision: 'login' }), 403)
      assert.equal(await cookieOf(page, stage.issuer, 'latchkey_session'), undefined)
    }))

  test(`${name} cannot accept, deny or sign out for a person, and disturbs no page that is open`, (t) =>
    inBrowser(t, async (page) => {
      await page.goto(url())
      await signIn(page, anna)
      assert.equal(await askedPerson(page), anna.email)
      const stolen = await stolenFields('consent-form')
      const other = await page.context().newPage()
      for (const decision of ['accept', 'deny']) {
        assert.equal(await forge(other, origin(), '/consent', { ...stolen, decision }), 403)
        await other.waitForSelector('#oauth-error')
      }
      const loggedOut = await forge(other, origin(), '/logout', { ...stolen, decision: 'logout' })
      assert.equal(loggedOut, 403)
      assert.equal(await forge(other, origin(), '/login', { ...stolen, ...ben }), 403)
      assert.equal(await forge(other, origin(), '/reset', { ...stolen, password: 'own3d own3d' }), 403)
      await other.goto(`${stage.issuer}/`)
      assert.match((await other.textContent('main')) ?? '', /Signed in as anna@example.com/)
      await accept(page)
      assert.ok((await answerAt(page, stage.callback)).code, 'the page that was open still works')
    }))

  test(`a posted authorization request from ${name} works`, (t) =>
    inBrowser(t, async (page) => {
      await page.goto(url())
      await signIn(page, anna)
      await page.waitForSelector('#consent-form')
      const parameters = Object.fromEntries(new URL(url()).searchParams)
      const posted = { ...parameters, state: 'posted & kept' }
      assert.equal(await forge(page, origin(), '/oauth2/authorize', posted), 303)
      assert.equal(await askedPerson(page), anna.email, 'the session counts')
      await accept(page)
      assert.equal((await answerAt(page, stage.callback)).state, 'posted & kept')
    }))
}
