import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { definition, redirectUri } from '../definition.ts'
import { requestUrl } from './app-side.ts'
import { inBrowser, useStage } from './stage.ts'

const stage = useStage(definition)
const foreign = 'https://evil.example.net/steal'

function url(clientId: string, more: Record<string, string>): string {
  return requestUrl(stage.issuer, clientId, { redirect_uri: redirectUri, ...more })
}

/** Requests of which nobody may be told, because it is not sure whose they are. */
const requests: readonly (readonly [string, () => string, RegExp])[] = [
  ['a foreign redirect URI', () => url('standard', { redirect_uri: foreign }), /not registered/],
  ['a longer path', () => url('standard', { redirect_uri: `${redirectUri}/more` }), /not registered/],
  ['a query more', () => url('standard', { redirect_uri: `${redirectUri}?a=b` }), /not registered/],
  [
    'a user name before the host',
    () => url('standard', { redirect_uri: 'https://app.example.com@evil.example.net/callback' }),
    /not registered/,
  ],
  ['another app’s redirect URI', () => url('other', {}), /not registered/],
  ['no redirect URI', () => url('standard', {}).replace(/redirect_uri=[^&]*&?/, ''), /redirect_uri/],
  ['an unknown app', () => url('nobody', {}), /no app with this client_id/],
  ['no app', () => url('standard', {}).replace('client_id=standard', ''), /client_id/],
  ['a parameter that came twice', () => `${url('standard', {})}&redirect_uri=${foreign}`, /redirect_uri/],
  ['an app that may not use codes', () => url('gogox', {}), /may not ask/],
  [
    'a nonsense request in progress',
    () => `${stage.issuer}/oauth2/authorize?in_progress=1AAAA`,
    /too long ago/,
  ],
]

test('a request of which nobody may be told: a page with an id that the log has too, never a redirect', (t) =>
  inBrowser(t, async (page) => {
    for (const [name, address, sentence] of requests) {
      const response = await page.goto(address())
      assert.equal(page.url(), address(), `${name}: the page is the answer of the authorize URL itself`)
      assert.equal(response?.status(), 400, name)
      assert.match((await page.textContent('#oauth-error')) ?? '', sentence, name)
      await untilLogged(await errorId(page))
    }
  }))

test('a hostile redirect URI is text on the page', (t) =>
  inBrowser(t, async (page) => {
    const hostile = 'javascript:alert(1)//"><script>alert(1)</script>\u202e'
    await page.goto(url('standard', { redirect_uri: hostile }))
    assert.match((await page.textContent('#oauth-error')) ?? '', /<script>alert\(1\)<\/script>/)
    assert.equal(await page.locator('script, a[href^=javascript]').count(), 0)
  }))

test('a page that does not exist says so, and has the frame of all pages', (t) =>
  inBrowser(t, async (page) => {
    const response = await page.goto(`${stage.issuer}/nowhere?code=secret-code`)
    assert.equal(response?.status(), 404)
    assert.equal(await page.locator('header.site').count(), 1)
    assert.ok(!(await page.content()).includes('secret-code'))
  }))

async function errorId(page: Page): Promise<string> {
  const [, id] = /Error id\s*(\w+)/.exec((await page.textContent('main')) ?? '') ?? []
  return id ?? assert.fail('the page shows no id')
}

/** The log is written beside the answer, so it may come a moment later. */
async function untilLogged(id: string): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!stage.latchkey.output.stderr.includes(`"errorId":"${id}"`)) {
    assert.ok(Date.now() < deadline, `the log has no ${id}: ${stage.latchkey.output.stderr}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
