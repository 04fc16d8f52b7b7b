import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { anna, ben, definition, secretOf } from '../definition.ts'
import { redeem, requestUrl, type TokenAnswer } from './app-side.ts'
import { accept, answerAt, fits, signIn } from './browser-steps.ts'
import { apiStatus } from './home-steps.ts'
import { inBrowser, useStage } from './stage.ts'

const clients = ['standard', 'phone-app', 'tablet-app'].map((clientId) => ({
  clientId,
  clientSecret: secretOf(clientId),
  name: `App ${clientId}`,
  redirectUris: ['http://127.0.0.1/callback'],
  scopes: ['openid', 'structures:read', 'devices:read'],
}))
const stage = useStage({ ...definition, clients })

/** The person connects an app in this browser; answers its tokens. */
async function connect(page: Page, clientId: string, person: typeof anna | typeof ben): Promise<TokenAnswer> {
  const more = { redirect_uri: stage.callback, scope: 'openid structures:read devices:read' }
  await page.goto(requestUrl(stage.issuer, clientId, more))
  if ((await page.locator('#login-form').count()) > 0) await signIn(page, person)
  await page.waitForURL((url) => url.href.startsWith(stage.callback) || url.pathname === '/oauth2/authorize')
  if (page.url().startsWith(stage.issuer)) await accept(page)
  const { code } = await answerAt(page, stage.callback)
  return redeem(stage.issuer, clientId, code, stage.callback)
}

test('a homeowner connects an app, sees it at home, removes it, and the next API call is 401', (t) =>
  inBrowser(t, async (page) => {
    const tokens = await connect(page, 'standard', anna)
    assert.equal(await apiStatus(stage.issuer, tokens), 200)
    await page.goto(`${stage.issuer}/home`)
    await page.click('a.title:has-text("App standard")')
    assert.equal(await page.textContent('h1 bdi'), 'App standard')
    assert.match((await page.textContent('main')) ?? '', /See your devices and what they measure/)
    await page.click('#remove-app')
    await page.click('#remove-app-cancel')
    assert.equal(await apiStatus(stage.issuer, tokens), 200, 'a second thought')
    await page.click('#remove-app')
    await page.click('#remove-app-submit')
    await page.waitForSelector('#done')
    assert.equal(await apiStatus(stage.issuer, tokens), 401)
    assert.equal(await page.locator('a.title:has-text("App standard")').count(), 0)
  }))

test('the question leads to the list of connected apps, and back goes on with the question', (t) =>
  inBrowser(t, async (page) => {
    const more = { redirect_uri: stage.callback, prompt: 'consent' }
    await page.goto(requestUrl(stage.issuer, 'standard', more))
    await signIn(page, anna)
    await page.click('#consent-form >> xpath=ancestor::main >> a[href="/home/apps"]')
    await page.waitForURL(`${stage.issuer}/home/apps`)
    await page.goBack()
    await accept(page)
    assert.ok((await answerAt(page, stage.callback)).code)
  }))

test('keyboard only and in the dark, on a phone: from the homes to an app that is removed', (t) =>
  inBrowser(
    t,
    async (page) => {
      const tokens = await connect(page, 'phone-app', ben)
      await page.goto(`${stage.issuer}/home`)
      await fits(page)
      await tabTo(page, 'a[href="/home/apps/phone-app"]')
      await page.keyboard.press('Enter')
      await page.waitForSelector('#remove-app')
      await fits(page)
      await tabTo(page, '#remove-app')
      await page.keyboard.press('Enter')
      await page.waitForSelector('#remove-app-form')
      await fits(page)
      await tabTo(page, '#remove-app-submit')
      await page.keyboard.press('Enter')
      await page.waitForSelector('#done')
      assert.equal(await apiStatus(stage.issuer, tokens), 401)
    },
    { viewport: { width: 320, height: 568 }, isMobile: true, colorScheme: 'dark' },
  ))

test('without JavaScript: the name, the e-mail, the password, and everywhere signed out', (t) =>
  inBrowser(
    t,
    async (page) => {
      await page.goto(`${stage.issuer}/home/account`)
      await signIn(page, ben)
      await page.click('a[href="/home/name"]')
      await page.fill('[name=name]', 'Benjamin')
      await page.click('#name-submit')
      await page.waitForSelector('#done')
      await page.click('a[href="/home/email"]')
      await page.fill('[name=email]', 'benjamin@example.com')
      await page.click('#email-submit')
      await page.waitForSelector('#done')
      await page.click('a[href="/home/password"]')
      const password = 'a brand new sentence'
      await page.fill('[name=password]', password)
      await page.fill('[name=password_again]', password)
      await page.check('[name=disconnect]')
      await page.click('#password-submit')
      await page.waitForSelector('#done')
      assert.match((await page.textContent('main')) ?? '', /Benjamin[\s\S]*benjamin@example\.com/)
      await page.context().clearCookies()
      await page.goto(`${stage.issuer}/home/account`)
      await signIn(page, { email: 'benjamin@example.com', password })
      await page.click('#sign-out-others-submit')
      await page.waitForSelector('#done')
      assert.equal(await page.locator('#sign-out-others').count(), 0)
    },
    { javaScriptEnabled: false },
  ))

test('the file is downloaded under a name that says what it is', (t) =>
  inBrowser(t, async (page) => {
    await page.goto(`${stage.issuer}/home/data`)
    await signIn(page, anna)
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#download')])
    assert.equal(download.suggestedFilename(), 'account-data.json')
    assert.equal(await download.failure(), null)
  }))

for (const locale of ['de', 'sv', 'es', 'fr']) {
  test(`on a small phone every page is in ${locale}, and nothing sticks out`, (t) =>
    inBrowser(
      t,
      async (page) => {
        await connect(page, 'standard', anna)
        const parts = ['', '/apps', '/apps/standard', '/apps/standard/remove', '/account', '/name']
        for (const part of [...parts, '/email', '/password', '/data', '/delete']) {
          await page.goto(`${stage.issuer}/home${part}`)
          assert.equal(await page.getAttribute('html', 'lang'), locale, part)
          await fits(page)
        }
      },
      { locale, viewport: { width: 320, height: 568 }, isMobile: true },
    ))
}

test('in German: an account is deleted, and nobody is signed in any more', (t) =>
  inBrowser(
    t,
    async (page) => {
      const tokens = await connect(page, 'tablet-app', anna)
      await page.goto(`${stage.issuer}/home/account`)
      await page.click('a[href="/home/delete"]')
      await page.fill('[name=confirmation]', 'nein')
      await page.click('#delete-submit')
      assert.match((await page.textContent('#confirmation-error')) ?? '', /Es wurde nichts gelöscht/)
      assert.equal(await page.evaluate<string>('document.activeElement.id'), 'confirmation')
      await page.fill('[name=confirmation]', anna.email)
      await page.click('#delete-submit')
      await page.waitForSelector('#account-deleted')
      assert.equal(await page.textContent('h1'), 'Ihr Konto ist gelöscht')
      assert.equal(await apiStatus(stage.issuer, tokens), 401)
      await page.goto(`${stage.issuer}/home`)
      await page.waitForSelector('#login-form')
    },
    { locale: 'de-AT' },
  ))

/** Presses Tab until this element has the focus; a page has far fewer stops than this. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`)) return
  }
  assert.fail(`no Tab leads to ${selector}`)
}
