import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anna, definition, secretOf } from '../definition.ts'
import { postForm } from './app-side.ts'
import { accept, deny, signIn } from './browser-steps.ts'
import { inBrowser, useStage } from './stage.ts'

const stage = useStage(definition)
const url = () => `${stage.issuer}/login/oauth2?client_id=nest-pin&state=STATE`

function redeemShown(code: string): Promise<Response> {
  const credentials = { client_id: 'nest-pin', client_secret: secretOf('nest-pin') }
  const form = { ...credentials, code, grant_type: 'authorization_code' }
  return postForm(`${stage.issuer}/oauth2/access_token`, form)
}

test('an app without a redirect URI: the code is on the page only, and buys a token once', (t) =>
  inBrowser(t, async (page) => {
    await page.goto(url())
    await signIn(page, anna)
    await accept(page)
    const code = (await page.textContent('#authorization-code')) ?? ''
    assert.match(code, /^[A-Z0-9]{8}$/)
    assert.ok(!page.url().includes(code) && !(await page.title()).includes(code))
    const bought = await redeemShown(code)
    assert.equal(bought.status, 200)
    const { access_token, ...rest } = (await bought.json()) as Record<string, unknown>
    assert.match(String(access_token), /^c\.[A-Za-z0-9]+$/)
    assert.deepEqual(rest, { expires_in: 315_360_000 })
    const again = await redeemShown(code)
    assert.equal(again.status, 400)
    const error = { error: 'oauth2_error', error_description: 'authorization code not found' }
    assert.deepEqual(await again.json(), error)
  }))

test('a code that was typed in small letters and with a space is the same code', (t) =>
  inBrowser(t, async (page) => {
    await page.goto(url())
    await signIn(page, anna)
    await accept(page)
    const code = ((await page.textContent('#authorization-code')) ?? '').toLowerCase()
    assert.equal((await redeemShown(`${code.slice(0, 4)} ${code.slice(4)}`)).status, 200)
  }))

test('DENY without a redirect URI is a page that says so, and no code', (t) =>
  inBrowser(t, async (page) => {
    await page.goto(url())
    await signIn(page, anna)
    await deny(page)
    assert.match((await page.textContent('#oauth-error')) ?? '', /denied/)
    assert.equal(await page.locator('#authorization-code').count(), 0)
  }))
