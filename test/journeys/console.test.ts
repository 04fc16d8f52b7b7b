import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { anna, definition } from '../definition.ts'
import { accept, signIn } from './browser-steps.ts'
import { inBrowser, useStage } from './stage.ts'

const stage = useStage(definition)
const run = promisify(execFile)

const stranger = { name: 'Stina', email: 'stina@example.com', password: 'four quite unusual words' }

async function signUp(page: Page, email: string): Promise<void> {
  await page.goto(`${stage.issuer}/console`)
  await page.click('text=Make an account')
  await page.fill('#name', stranger.name)
  await page.fill('#email', email)
  await page.fill('#password', stranger.password)
  await page.click('#sign-up-submit')
  await page.waitForURL(/\/console$/)
}

/** Runs the line that a page shows, as a person would paste it. */
async function paste(line: string): Promise<Record<string, unknown>> {
  const { stdout } = await run('bash', ['-c', line])
  return JSON.parse(stdout)
}

async function textOf(page: Page, id: string): Promise<string> {
  return (await page.textContent(id)) ?? assert.fail(`${id} is empty`)
}

test('a stranger registers a service and has a token by pasting the line that the page shows', (t) =>
  inBrowser(t, async (page) => {
    await signUp(page, 'service@example.com')
    await page.click('text=Register an app')
    await page.selectOption('#preset', 'service')
    await page.click('#preset-submit')
    await page.fill('#name', 'Night reports')
    await page.click('#new-app-submit')
    const answer = await paste(await textOf(page, '#first-token'))
    const headers = { authorization: `Bearer ${answer.access_token}` }
    const structures = await fetch(`${stage.issuer}/v1/structures`, { headers })
    assert.deepEqual([structures.status, await structures.json()], [200, { structures: [] }])
    await page.click('#to-app')
    await page.waitForSelector('.tabs')
    assert.doesNotMatch(await page.content(), /lk_cs_/)
  }))

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? '' : ', without JavaScript'
  test(`a stranger registers an app and tries it to the end${how}`, (t) =>
    inBrowser(
      t,
      async (page) => {
        await signUp(page, `app-${javaScriptEnabled}@example.com`)
        await page.click('text=Register an app')
        await page.fill('#name', 'Warmth Planner')
        await page.click('#new-app-submit')
        const secret = await textOf(page, '#client-secret')
        await page.click('text=Try it step by step')
        await page.click('#begin-submit')
        const answer = await allowInAnotherTab(page, await textOf(page, '#try-url'))
        await page.fill('#answer', answer)
        await page.fill('#secret', secret)
        await page.click('#redeem-submit')
        const shown = await page.textContent('main')
        assert(!shown?.includes(secret), 'the secret is shown')
        assert.match(await textOf(page, '#token-answer'), /"token_type": "Bearer"/)
        await page.click('#call-submit')
        assert.match(await textOf(page, '#call-answer'), /HTTP\/1\.1 200[\s\S]*"structures": \[\]/)
        await page.click('#refresh-submit')
        assert.match(await textOf(page, '#token-request'), /grant_type=refresh_token/)
        assert.match(await textOf(page, '#token-answer'), /^HTTP\/1\.1 200/)
      },
      { javaScriptEnabled },
    ))
}

/** Nothing listens at the redirect URI: the address that the browser ended at is what counts. */
async function allowInAnotherTab(page: Page, url: string): Promise<string> {
  const tab = await page.context().newPage()
  await tab.goto(url)
  const ended = tab.waitForEvent('requestfailed')
  await accept(tab)
  const address = (await ended).url()
  await tab.close()
  return address
}

test('a secret is changed without a moment in which none is good', (t) =>
  inBrowser(t, async (page) => {
    await signUp(page, 'rotation@example.com')
    await page.goto(`${stage.issuer}/console/new?preset=service`)
    await page.fill('#name', 'Rotating')
    await page.click('#new-app-submit')
    const [clientId, first] = [await textOf(page, '#client-id'), await textOf(page, '#client-secret')]
    await page.click('#to-app')
    await page.click('#new-secret')
    await page.fill('#label', 'second server')
    await page.fill('#expires', '2099-12-31')
    await page.click('#new-secret-submit')
    const second = await textOf(page, '#client-secret')
    assert.deepEqual(
      await Promise.all([first, second].map((secret) => statusWith(clientId, secret))),
      [200, 200],
    )
    await page.click('#to-app')
    const row = page.locator('tr', { hasText: 'first' })
    await row.locator('a.danger').click()
    await page.click('#end-secret-submit')
    await page.waitForSelector('text=The secret is ended')
    assert.deepEqual(
      await Promise.all([first, second].map((secret) => statusWith(clientId, secret))),
      [401, 200],
    )
    assert.match((await page.textContent('main')) ?? '', /second server[\s\S]*2099-12-31/)
  }))

async function statusWith(clientId: string, secret: string): Promise<number> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: secret,
  })
  return (await fetch(`${stage.issuer}/oauth2/token`, { method: 'POST', body })).status
}

test('two developers share an app, and an invited person may connect it before it is verified', (t) =>
  inBrowser(t, async (page) => {
    await signUp(page, 'owner@example.com')
    await page.goto(`${stage.issuer}/console/new`)
    await page.fill('#name', 'Shared')
    await page.click('#new-app-submit')
    await page.click('#to-app')
    const app = page.url()
    const url = await textOf(page, '#authorization-url')
    await page.goto(`${app}/members`)
    await page.fill('#email', anna.email)
    await page.click('#add-member-submit')
    await page.waitForSelector('#remove-0')
    await page.context().clearCookies()
    await page.goto(url)
    await signIn(page, anna)
    await page.waitForSelector('#consent-form')
    await page.goto(app)
    assert.match(await page.title(), /Nothing here/)
  }))

test('an app is registered, shared and deleted by keyboard alone', (t) =>
  inBrowser(t, async (page) => {
    await signUp(page, 'keys@example.com')
    await press(page, 'Register an app')
    await page.focus('#name')
    await page.keyboard.type('Keyboard')
    await press(page, 'Register the app')
    const clientId = await textOf(page, '#client-id')
    await press(page, 'Go to the app')
    await press(page, 'Settings')
    await press(page, 'Delete this app …')
    await page.focus('#confirmation')
    await page.keyboard.type('something else')
    await page.keyboard.press('Enter')
    await page.waitForSelector('#problems')
    await page.focus('#confirmation')
    await page.keyboard.type(clientId)
    await page.keyboard.press('Enter')
    await page.waitForSelector('text=No app yet')
  }))

/** Walks with Tab until the thing with these words has the focus, and presses Enter. */
async function press(page: Page, words: string): Promise<void> {
  for (let step = 0; step < 80; step++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate<string>(focusedText)
    if (!focused.startsWith(words)) continue
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
    return
  }
  assert.fail(`Tab never reaches ${words}`)
}

// Runs in the page.
const focusedText = `(document.activeElement?.textContent ?? '').trim()`
