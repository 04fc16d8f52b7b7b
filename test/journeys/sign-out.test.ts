import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anna, definition } from '../definition.ts'
import { requestUrl } from './app-side.ts'
import { cookieOf, signIn } from './browser-steps.ts'
import { inBrowser, useStage } from './stage.ts'

const stage = useStage(definition)

test('sign in without an app, sign out, and the session is dead on the server too', (t) =>
  inBrowser(t, async (page) => {
    await page.goto(`${stage.issuer}/login`)
    assert.equal(await page.locator('#login-cancel').count(), 0, 'nobody waits for an answer')
    await signIn(page, anna)
    await page.waitForURL(`${stage.issuer}/`)
    assert.match((await page.textContent('main')) ?? '', /Signed in as anna@example.com/)
    const session = await cookieOf(page, stage.issuer, 'latchkey_session')
    await page.click('a[href="/logout"]')
    await page.click('#logout-confirm')
    await page.waitForSelector('#logout-done')
    assert.equal(await cookieOf(page, stage.issuer, 'latchkey_session'), undefined)
    const before = await fetch(`${stage.issuer}/`, { headers: { cookie: `latchkey_session=${session}` } })
    assert.match(await before.text(), /Nobody is signed in/)
    await page.goto(requestUrl(stage.issuer, 'standard', { redirect_uri: stage.callback }))
    await page.waitForSelector('#login-form')
  }))

test('a link signs nobody out, and the person may stay', (t) =>
  inBrowser(t, async (page) => {
    await page.goto(`${stage.issuer}/login`)
    await signIn(page, anna)
    await page.goto(`${stage.issuer}/logout`)
    await page.click('#logout-cancel')
    await page.waitForURL(`${stage.issuer}/`)
    assert.match((await page.textContent('main')) ?? '', /Signed in as/)
  }))

test('nobody is signed in: there is nothing to ask', (t) =>
  inBrowser(t, async (page) => {
    await page.goto(`${stage.issuer}/logout`)
    await page.waitForSelector('#logout-done')
  }))
