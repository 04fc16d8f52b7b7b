import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeJwt } from 'jose'
import type { Page } from 'playwright-core'
import { anna, definition, redirectUri } from '../definition.ts'
import { redeem, requestUrl } from './app-side.ts'
import { accept, answerAt, signIn, standInFor } from './browser-steps.ts'
import { inBrowser, useStage } from './stage.ts'

const stage = useStage(definition)

function url(more: Record<string, string>): string {
  return requestUrl(stage.issuer, 'standard', { redirect_uri: redirectUri, ...more })
}

async function allowOnce(page: Page): Promise<string | undefined> {
  await standInFor(page, redirectUri)
  await page.goto(url({ prompt: 'consent' }))
  await signIn(page, anna)
  await accept(page)
  return (await answerAt(page, redirectUri)).code
}

test('prompt=none: login_required, then consent_required, then a code, and never a page', (t) =>
  inBrowser(t, async (page) => {
    await standInFor(page, redirectUri)
    await page.goto(url({ prompt: 'none' }))
    const nobody = await answerAt(page, redirectUri)
    assert.deepEqual([nobody.error, nobody.state], ['login_required', 'the-state'])
    await page.goto(`${stage.issuer}/login`)
    await signIn(page, anna)
    await page.waitForURL(`${stage.issuer}/`)
    await page.goto(url({ prompt: 'none' }))
    assert.equal((await answerAt(page, redirectUri)).error, 'consent_required')
    await page.goto(url({}))
    await accept(page)
    await answerAt(page, redirectUri)
    await page.goto(url({ prompt: 'none', state: 'now' }))
    const { code, state } = await answerAt(page, redirectUri)
    assert.ok(code)
    assert.equal(state, 'now')
  }))

test('prompt=login asks for the password of somebody who is signed in, and auth_time moves', (t) =>
  inBrowser(t, async (page) => {
    const before = await redeem(stage.issuer, 'standard', await allowOnce(page), redirectUri)
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    await page.goto(url({ prompt: 'login' }))
    await signIn(page, anna)
    const { code } = await answerAt(page, redirectUri)
    const after = await redeem(stage.issuer, 'standard', code, redirectUri)
    assert.ok(authTime(after.id_token) > authTime(before.id_token))
  }))

test('max_age: an old sign-in is asked again, a young one is not', (t) =>
  inBrowser(t, async (page) => {
    await allowOnce(page)
    await page.goto(url({ max_age: '600' }))
    assert.ok((await answerAt(page, redirectUri)).code)
    await page.goto(url({ max_age: '0' }))
    await page.waitForSelector('#login-form')
    await page.goto(url({ max_age: '0', prompt: 'none' }))
    assert.equal((await answerAt(page, redirectUri)).error, 'login_required')
    await page.goto(url({ max_age: '0' }))
    await signIn(page, anna)
    assert.ok((await answerAt(page, redirectUri)).code)
  }))

test('prompt=select_account shows the sign-in form, and login_hint fills it in', (t) =>
  inBrowser(t, async (page) => {
    await allowOnce(page)
    await page.goto(url({ prompt: 'select_account', login_hint: 'ben@example.com' }))
    assert.equal(await page.inputValue('#login-form [name=email]'), 'ben@example.com')
  }))

test('a wrong max_age or prompt is told to the app', (t) =>
  inBrowser(t, async (page) => {
    await standInFor(page, redirectUri)
    for (const wrong of [{ max_age: 'soon' }, { prompt: 'none login' }]) {
      await page.goto(url(wrong))
      const { error, state } = await answerAt(page, redirectUri)
      assert.deepEqual([error, state], ['invalid_request', 'the-state'])
      await page.goto('about:blank')
    }
  }))

function authTime(idToken: unknown): number {
  return Number(decodeJwt(String(idToken)).auth_time)
}
