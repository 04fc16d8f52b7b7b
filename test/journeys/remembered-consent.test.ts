import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { anna, definition, redirectUri } from '../definition.ts'
import { requestUrl } from './app-side.ts'
import { accept, answerAt, signIn, standInFor } from './browser-steps.ts'
import { inBrowser, useStage } from './stage.ts'

const stage = useStage(definition)

function url(clientId: string, more: Record<string, string> = {}): string {
  return requestUrl(stage.issuer, clientId, { redirect_uri: redirectUri, ...more })
}

async function allowOnce(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await signIn(page, anna)
  await accept(page)
}

test('a confidential app on the web is remembered: the second visit goes straight through', (t) =>
  inBrowser(t, async (page) => {
    await standInFor(page, redirectUri)
    await allowOnce(page, url('standard'))
    const first = await answerAt(page, redirectUri)
    await page.goto('about:blank')
    await page.goto(url('standard', { state: 'second' }))
    const second = await answerAt(page, redirectUri)
    assert.equal(second.state, 'second')
    assert.ok(second.code && second.code !== first.code)
  }))

test('what was remembered is asked again for more scope, by prompt=consent, and for another app', (t) =>
  inBrowser(t, async (page) => {
    await standInFor(page, redirectUri)
    await allowOnce(page, url('rotating'))
    await answerAt(page, redirectUri)
    const others = [
      url('rotating', { scope: 'openid devices:read devices:write' }),
      url('rotating', { prompt: 'consent' }),
      url('openid'),
    ]
    for (const address of others) {
      await page.goto(address)
      await page.waitForSelector('#consent-form')
    }
    await page.goto(url('rotating', { scope: 'devices:read' }))
    assert.ok((await answerAt(page, redirectUri)).code, 'less is still remembered')
  }))

test('DENY is not remembered as a yes', (t) =>
  inBrowser(t, async (page) => {
    await standInFor(page, redirectUri)
    await page.goto(url('nibe', { scope: 'READSYSTEM' }))
    await signIn(page, anna)
    await page.click('#consent-deny')
    assert.equal((await answerAt(page, redirectUri)).error, 'access_denied')
    await page.goto(url('nibe', { scope: 'READSYSTEM' }))
    await page.waitForSelector('#consent-form')
  }))

/** Another program could sit behind these addresses, or type the code. */
const alwaysAsked = [
  ['a loopback address', () => url('standard', { redirect_uri: stage.callback })],
  ['a public app', () => url('public', { redirect_uri: stage.callback })],
  ['an app of Nest on the web', () => url('nest-web')],
  ['an app without redirect URI', () => `${stage.issuer}/login/oauth2?client_id=nest-pin&state=s`],
] as const

for (const [name, address] of alwaysAsked) {
  test(`${name} is asked for every time`, (t) =>
    inBrowser(t, async (page) => {
      await standInFor(page, redirectUri)
      await allowOnce(page, address())
      await page.waitForURL((at) => at.href.includes('code=') || at.pathname === '/consent')
      await page.goto('about:blank')
      await page.goto(address())
      await page.waitForSelector('#consent-form')
    }))
}
