import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { type NewApp, registerApp, signedIn } from '../console/developer.ts'
import { anna, ben, definition } from '../definition.ts'
import { allowedCode, newVisitor } from '../sign-in.ts'
import { codeChallenge, codeVerifier, redeem, requestUrl } from './app-side.ts'
import { accept, answerAt, signIn } from './browser-steps.ts'
import { inBrowser, useStage } from './stage.ts'

const olga = { email: 'olga@example.com', password: 'olga looks after all' } as const
const stage = useStage({
  ...definition,
  accounts: [...definition.accounts, { ...olga, roles: ['operator'] }],
})

const redirectUri = 'https://app.example.com/callback'

async function callStatus(token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  return (await fetch(`${stage.issuer}/v1/structures`, { headers })).status
}

/** A token of an account for an app of the definition. */
async function tokenOf(person: typeof anna | typeof ben, clientId: string): Promise<string> {
  const url = requestUrl(stage.issuer, clientId, { redirect_uri: redirectUri, scope: 'structures:read' })
  const code = await allowedCode(newVisitor(stage.issuer), url, person)
  return (await redeem(stage.issuer, clientId, code, redirectUri)).access_token
}

/** Redeems a code as the app that was registered in the console. */
async function redeemAs({ clientId, secret = '' }: NewApp, code: string | undefined): Promise<string> {
  const body = new URLSearchParams({
    ...{ grant_type: 'authorization_code', code: code ?? '', redirect_uri: stage.callback },
    ...{ code_verifier: codeVerifier, client_id: clientId, client_secret: secret },
  })
  const response = await fetch(`${stage.issuer}/oauth2/token`, { method: 'POST', body })
  const answer = (await response.json()) as { access_token: string }
  assert.equal(response.status, 200, JSON.stringify(answer))
  return answer.access_token
}

async function openAsOlga(page: Page, path: string): Promise<void> {
  await page.goto(stage.issuer + path)
  if (await page.isVisible('#login-form')) await signIn(page, olga)
  await page.waitForSelector('.tabs, .trail')
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? '' : ', without JavaScript'
  test(`an operator finds an app and verifies it, and then a stranger can connect it${how}`, (t) =>
    inBrowser(
      t,
      async (page) => {
        const name = `Attic lights ${javaScriptEnabled}`
        const developer = await signedIn(stage.issuer, anna)
        const redirectUris = 'http://127.0.0.1/callback'
        const app = await registerApp(developer, 'app', { name, redirectUris })
        const more = { redirect_uri: stage.callback, scope: 'structures:read', code_challenge: codeChallenge }
        const url = requestUrl(stage.issuer, app.clientId, more)
        await page.goto(url)
        await signIn(page, ben)
        const refused = await answerAt(page, stage.callback)
        assert.match(refused.error_description ?? '', /not verified yet/)

        await page.context().clearCookies()
        await openAsOlga(page, '/operator')
        await page.fill('#q', name.toUpperCase())
        await page.click('.search button')
        await page.click(`text=${name}`)
        assert.match((await page.textContent('main')) ?? '', /Not verified[\s\S]*anna@example\.com/)
        await page.click('#verify')
        assert.match((await page.textContent('main')) ?? '', /127\.0\.0\.1\/callback/)
        await page.click('#action-submit')
        assert.match((await page.textContent('#done')) ?? '', /everybody can connect it/)
        assert.match((await page.textContent('main')) ?? '', /olga@example\.com verified the app/)

        await page.context().clearCookies()
        await page.goto(url)
        await signIn(page, ben)
        await accept(page)
        const { code } = await answerAt(page, stage.callback)
        assert.equal(await callStatus(await redeemAs(app, code)), 200)
      },
      { javaScriptEnabled },
    ))
}

test('a suspended account’s token is dead within a second, and lives again when it is restored', (t) =>
  inBrowser(t, async (page) => {
    const token = await tokenOf(anna, 'standard')
    const bens = await tokenOf(ben, 'standard')
    assert.equal(await callStatus(token), 200)
    await openAsOlga(page, '/operator/accounts')
    await page.fill('#q', 'andersson')
    await page.click('.search button')
    await page.click(`text=${anna.email}`)
    await page.click('#suspend')
    await page.click('#action-submit')
    await page.waitForSelector('#done')
    assert.equal(await callStatus(token), 401)
    assert.equal(await callStatus(bens), 200)
    await page.click('#restore')
    await page.click('#action-submit')
    await page.waitForSelector('#done')
    assert.equal(await callStatus(token), 200)
  }))

test('a suspended app’s token is dead, by keyboard alone, and an ended one stays dead', (t) =>
  inBrowser(t, async (page) => {
    const token = await tokenOf(ben, 'rotating')
    await openAsOlga(page, '/operator')
    await press(page, '#q', 'type', 'App rotating')
    await page.keyboard.press('Enter')
    await page.waitForURL(/q=App/)
    await press(page, '.items a.title')
    await press(page, '#suspend')
    await press(page, '#action-submit')
    assert.match((await page.textContent('#done')) ?? '', /suspended/)
    assert.equal(await callStatus(token), 401)
    await press(page, '#restore')
    await press(page, '#action-submit')
    assert.equal(await callStatus(token), 200)
    await press(page, '#end')
    await press(page, '#confirmation', 'type', 'rotating')
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
    assert.match((await page.textContent('#done')) ?? '', /ended/)
    assert.equal(await callStatus(token), 401)
    assert.equal(await page.locator('#restore').count(), 0)
    await press(page, '#history')
    assert.match((await page.textContent('table')) ?? '', /ended the app App rotating for good/)
  }))

/** Walks with Tab until this has the focus; then presses Enter and waits for the page, or types. */
async function press(page: Page, selector: string, then = 'press', text = ''): Promise<void> {
  for (let step = 0; step < 120; step++) {
    await page.keyboard.press('Tab')
    const isThere = await page.evaluate<boolean>(
      `document.activeElement.matches(${JSON.stringify(selector)})`,
    )
    if (!isThere) continue
    if (then === 'type') return page.keyboard.type(text)
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
    return
  }
  assert.fail(`Tab never reaches ${selector}`)
}

test('a person who has lost the password comes back by the operator’s link', (t) =>
  inBrowser(t, async (page) => {
    await openAsOlga(page, '/operator/accounts?q=ben%40')
    await page.click(`text=${ben.email}`)
    await page.click('#reset')
    await page.click('#action-submit')
    const link = (await page.textContent('#reset-link')) ?? ''
    await page.context().clearCookies()
    await page.goto(link)
    await page.fill('[name=password]', 'quite another password')
    await page.fill('[name=password_again]', 'quite another password')
    await page.click('#reset-password-submit')
    await page.waitForSelector('#reset-password-done')
    await page.goto(`${stage.issuer}/login`)
    await signIn(page, { ...ben, password: 'quite another password' })
    await page.waitForURL(`${stage.issuer}/`)
    await page.context().clearCookies()
    await openAsOlga(page, '/operator/audit?q=ben%40')
    const table = (await page.textContent('table')) ?? ''
    assert.match(
      table,
      /olga@example\.com made a link to set a new password for the account ben@example\.com/,
    )
    assert.match(table, /ben@example\.com changed the password of their own account\s*by: a link/)
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#export-csv')])
    assert.equal(download.suggestedFilename(), 'audit.csv')
  }))
