import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { anna, ben, definition } from '../definition.ts'
import { codeVerifier, postForm, requestUrl } from './app-side.ts'
import { fits, signIn } from './browser-steps.ts'
import { inBrowser, useStage } from './stage.ts'

const own = definition.clients.map((client) => ({ ...client, owner: anna.email }))
const accounts = definition.accounts.map((account) => ({ ...account, roles: ['homeowner', 'developer'] }))
const stage = useStage({ ...definition, accounts, clients: own })

const phone = { viewport: { width: 360, height: 740 } }

/** The developer's own way to the tab, from the list of apps on. */
async function openActivity(page: Page, app: string): Promise<void> {
  await page.goto(`${stage.issuer}/console`)
  await signIn(page, anna)
  await page.click(`a.title:has-text("${app}")`)
  await page.click('nav.tabs a:has-text("Activity")')
  await page.waitForSelector('h1')
}

/** Opens a request with this redirect URI, and answers the id that the error page shows. */
async function failedId(page: Page, redirectUri: string): Promise<string> {
  await page.goto(requestUrl(stage.issuer, 'standard', { redirect_uri: redirectUri }))
  const [, id] = /Error id\s*(\w+)/.exec((await page.textContent('main')) ?? '') ?? []
  return id ?? assert.fail('the page shows no id')
}

test('a person reads an error id to the developer, who finds in the console what was wrong', (t) =>
  inBrowser(
    t,
    async (page) => {
      const id = await failedId(page, 'https://app.example.com/callback/')
      await openActivity(page, 'App standard')
      await page.fill('[name=error]', id)
      await page.keyboard.press('Enter')
      await page.waitForSelector(`#failure h2:has-text("${id}")`)
      const words = (await page.textContent('#failure')) ?? ''
      assert.match(
        words,
        /The redirect_uri was https:\/\/app\.example\.com\/callback\/; registered are https:\/\/app\.example\.com\/callback and/,
      )
      assert.match(words, /only in this: a slash at the end/)
      await fits(page)
      await page.click('#failure a:has-text("Settings")')
      assert.equal(new URL(page.url()).pathname, '/console/apps/standard/settings')
    },
    phone,
  ))

test('without JavaScript the numbers are an open table; with it they are a chart and the table is closed', async (t) => {
  const code = { grant_type: 'authorization_code', code: 'x'.repeat(43), code_verifier: codeVerifier }
  await postForm(`${stage.issuer}/oauth2/token`, code, 'rotating')
  await inBrowser(
    t,
    async (page) => {
      await openActivity(page, 'App rotating')
      assert.ok(await page.isVisible('figure table td'))
      assert.match((await page.textContent('main')) ?? '', /The code is not known/)
    },
    { ...phone, javaScriptEnabled: false },
  )
  for (const viewport of [phone.viewport, { width: 1280, height: 800 }])
    await inBrowser(
      t,
      async (page) => {
        await openActivity(page, 'App rotating')
        await page.waitForSelector('[data-chart] canvas')
        assert.equal(await page.isVisible('figure table'), false)
        assert.equal(await page.getAttribute('[data-chart]', 'aria-hidden'), 'true')
        await fits(page)
        await page.focus('figure summary')
        await page.keyboard.press('Enter')
        assert.ok(await page.isVisible('figure table td'))
      },
      { viewport },
    )
})

test('the chart follows the theme and the window', (t) =>
  inBrowser(
    t,
    async (page) => {
      await failedId(page, 'https://app.example.com/other')
      await openActivity(page, 'App standard')
      await page.waitForSelector('[data-chart] canvas')
      const canvas = `document.querySelector('[data-chart] canvas')`
      const light = JSON.stringify(await page.evaluate<string>(`${canvas}.toDataURL()`))
      await page.emulateMedia({ colorScheme: 'dark' })
      await until(page, `${canvas}.toDataURL() !== ${light}`)
      assert.ok((await page.evaluate<number>(`${canvas}.clientWidth`)) > 500)
      await page.setViewportSize({ width: 500, height: 800 })
      await until(page, `${canvas}.clientWidth < 500`)
      await fits(page)
    },
    { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  ))

/** Asked from outside: the page's own policy lets nothing inside it evaluate a text again and again. */
async function until(page: Page, condition: string): Promise<void> {
  for (let look = 0; look < 100; look++) {
    if (await page.evaluate<boolean>(condition)) return
    await page.waitForTimeout(50)
  }
  assert.fail(`it never came true: ${condition.slice(0, 80)}`)
}

test('a hostile redirect URI is text in the console', (t) =>
  inBrowser(
    t,
    async (page) => {
      const hostile = `javascript:alert(1)//"><script>alert(1)</script><img src=x onerror=alert(1)>\u202e${'w'.repeat(900)}`
      const id = await failedId(page, hostile)
      await openActivity(page, 'App standard')
      await page.goto(`${page.url()}?error=${id}`)
      assert.match(
        (await page.textContent('#failure')) ?? '',
        /javascript:alert\(1\)\/\/"><script>alert\(1\)<\/script>/,
      )
      const markup = 'main script, main img, [onerror], a[href^=javascript]'
      assert.equal(await page.locator(markup).count(), 0)
      assert.ok(!/\u202e/.test(await page.content()))
      await fits(page)
    },
    phone,
  ))

test('another developer meets neither the app nor its failures', (t) =>
  inBrowser(t, async (page) => {
    const id = await failedId(page, 'https://app.example.com/elsewhere')
    await page.goto(`${stage.issuer}/console`)
    await signIn(page, ben)
    await page.waitForSelector('h1')
    const answer = await page.goto(`${stage.issuer}/console/apps/standard/activity?error=${id}`)
    assert.equal(answer?.status(), 404)
    assert.ok(!(await page.content()).includes('elsewhere'))
  }))
