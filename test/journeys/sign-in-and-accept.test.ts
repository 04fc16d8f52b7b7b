import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anna, definition, redirectUri } from '../definition.ts'
import { redeem, requestUrl } from './app-side.ts'
import { accept, answerAt, cookieOf, deny, signIn, standInFor } from './browser-steps.ts'
import { inBrowser, useStage } from './stage.ts'

const stage = useStage(definition)
const state = 'as+it was/&=% 100%25 "é" \u{1f3e0} <b>\''

function url(more: Record<string, string> = {}): string {
  return requestUrl(stage.issuer, 'standard', { redirect_uri: stage.callback, state, ...more })
}

test('sign in, ACCEPT, and the app has a code and its state', (t) =>
  inBrowser(t, async (page) => {
    await page.goto(url())
    await signIn(page, anna)
    await accept(page)
    const { code, ...rest } = await answerAt(page, stage.callback)
    assert.deepEqual(rest, { state, iss: stage.issuer })
    const tokens = await redeem(stage.issuer, 'standard', code, stage.callback)
    assert.match(tokens.access_token, /^lk_at_/)
    assert.match(String(tokens.refresh_token), /^lk_rt_/)
  }))

test('an app on the web may send the person on to another site: the policy of our pages allows it', (t) =>
  inBrowser(t, async (page) => {
    const welcome = 'https://shop.example.net/welcome'
    await standInFor(page, redirectUri, { '/callback': welcome })
    await page.goto(url({ redirect_uri: redirectUri, prompt: 'consent' }))
    await signIn(page, anna)
    await accept(page)
    await page.waitForURL(welcome)
  }))

test('an app on this device gets the answer at its own scheme', (t) =>
  inBrowser(t, async (page) => {
    const redirect_uri = 'com.example.app:/callback'
    await page.goto(requestUrl(stage.issuer, 'public', { redirect_uri }))
    await signIn(page, anna)
    await page.waitForSelector('#consent-form')
    const answered = page.waitForResponse(`${stage.issuer}/consent`)
    await accept(page)
    assert.match((await answered).headers().location ?? '', /^com\.example\.app:\/callback\?code=/)
  }))

test('a state of eight thousand characters comes back whole', (t) =>
  inBrowser(t, async (page) => {
    const long = 'state'.repeat(1_600)
    await page.goto(url({ state: long }))
    await signIn(page, anna)
    await accept(page)
    assert.equal((await answerAt(page, stage.callback)).state, long)
  }))

test('DENY is access_denied, with the state', (t) =>
  inBrowser(t, async (page) => {
    await page.goto(url())
    await signIn(page, anna)
    await deny(page)
    const { error_description, ...rest } = await answerAt(page, stage.callback)
    assert.deepEqual(rest, { error: 'access_denied', state, iss: stage.issuer })
    assert.ok(error_description)
  }))

test('to cancel at sign-in is access_denied, and needs no fields', (t) =>
  inBrowser(t, async (page) => {
    await page.goto(url())
    await page.click('#login-cancel')
    const { error, state: returned } = await answerAt(page, stage.callback)
    assert.deepEqual([error, returned], ['access_denied', state])
    assert.equal(await cookieOf(page, stage.issuer, 'latchkey_session'), undefined)
  }))

test('a wrong password is told, the e-mail stays, and the right one goes on', (t) =>
  inBrowser(t, async (page) => {
    await page.goto(url())
    await signIn(page, { ...anna, password: 'wrong horse battery' })
    assert.match((await page.textContent('#login-problem')) ?? '', /e-mail or the password is wrong/)
    assert.equal(await page.inputValue('[name=email]'), anna.email)
    assert.equal(await page.inputValue('[name=password]'), '')
    assert.ok(!page.url().includes('horse'))
    await page.fill('[name=password]', anna.password)
    await page.click('#login-submit')
    await accept(page)
    assert.ok((await answerAt(page, stage.callback)).code)
  }))

test('an unknown e-mail reads the same as a wrong password', (t) =>
  inBrowser(t, async (page) => {
    await page.goto(url())
    await signIn(page, { ...anna, password: 'wrong horse battery' })
    const wrong = await page.textContent('#login-problem')
    await signIn(page, { email: 'nobody@example.com', password: 'wrong horse battery' })
    assert.equal(await page.inputValue('[name=email]'), 'nobody@example.com')
    assert.equal(await page.textContent('#login-problem'), wrong)
  }))

test('every sign-in gives a new session id, and the one before is dead', (t) =>
  inBrowser(t, async (page) => {
    await page.goto(url())
    assert.equal(await cookieOf(page, stage.issuer, 'latchkey_session'), undefined)
    await signIn(page, anna)
    await page.waitForSelector('#consent-form')
    const first = await cookieOf(page, stage.issuer, 'latchkey_session')
    await page.goto(url({ prompt: 'login' }))
    await signIn(page, anna)
    await page.waitForSelector('#consent-form')
    const second = await cookieOf(page, stage.issuer, 'latchkey_session')
    assert.ok(first && second && first !== second)
    const asFirst = await fetch(`${stage.issuer}/`, { headers: { cookie: `latchkey_session=${first}` } })
    assert.match(await asFirst.text(), /Nobody is signed in/)
  }))
