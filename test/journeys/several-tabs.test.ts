import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeJwt } from 'jose'
import { anna, ben, definition } from '../definition.ts'
import { redeem, requestUrl } from './app-side.ts'
import { accept, answerAt, askedPerson, goBack, signIn } from './browser-steps.ts'
import { inBrowser, useStage } from './stage.ts'

const stage = useStage(definition)
const url = (more: Record<string, string> = {}) =>
  requestUrl(stage.issuer, 'standard', { redirect_uri: stage.callback, scope: 'openid email', ...more })

async function whoseCode(code: string | undefined): Promise<unknown> {
  const { access_token, id_token } = await redeem(stage.issuer, 'standard', code, stage.callback)
  const headers = { authorization: `Bearer ${access_token}` }
  const userinfo = await fetch(`${stage.issuer}/oauth2/userinfo`, { headers })
  const { sub, email } = (await userinfo.json()) as Record<string, unknown>
  assert.equal(sub, decodeJwt(String(id_token)).sub)
  return email
}

test('"Use another account" goes on with the same request', (t) =>
  inBrowser(t, async (page) => {
    await page.goto(url({ state: 'kept' }))
    await signIn(page, anna)
    assert.equal(await askedPerson(page), anna.email)
    await page.click('#other-account')
    await signIn(page, ben)
    assert.equal(await askedPerson(page), ben.email)
    await accept(page)
    const { code, state } = await answerAt(page, stage.callback)
    assert.equal(state, 'kept')
    assert.equal(await whoseCode(code), ben.email)
  }))

test('when somebody else signed in meanwhile in another tab, the first tab asks again', (t) =>
  inBrowser(t, async (page) => {
    await page.goto(url())
    await signIn(page, anna)
    assert.equal(await askedPerson(page), anna.email)
    const other = await page.context().newPage()
    await other.goto(`${stage.issuer}/logout`)
    await other.click('#logout-confirm')
    await other.goto(`${stage.issuer}/login`)
    await signIn(other, ben)
    await other.waitForURL(`${stage.issuer}/`)
    await accept(page)
    assert.equal(
      await askedPerson(page),
      ben.email,
      'the answer was meant for Anna, and is not taken from Ben',
    )
    await accept(page)
    assert.equal(await whoseCode((await answerAt(page, stage.callback)).code), ben.email)
  }))

test('when nobody is signed in any more, ACCEPT leads back to the sign-in form', (t) =>
  inBrowser(t, async (page) => {
    await page.goto(url())
    await signIn(page, anna)
    await page.waitForSelector('#consent-form')
    await page.context().clearCookies({ name: 'latchkey_session' })
    await accept(page)
    await signIn(page, anna)
    await accept(page)
    assert.equal(await whoseCode((await answerAt(page, stage.callback)).code), anna.email)
  }))

test('two tabs that were opened before anybody signed in both reach their end', (t) =>
  inBrowser(t, async (page) => {
    const other = await page.context().newPage()
    await page.goto(url({ state: 'first' }))
    await other.goto(url({ state: 'second' }))
    await signIn(page, anna)
    await signIn(other, anna)
    await accept(page)
    await accept(other)
    assert.equal((await answerAt(page, stage.callback)).state, 'first')
    assert.equal((await answerAt(other, stage.callback)).state, 'second')
  }))

test('back and sending the forms again does no harm: each ACCEPT has its own code', (t) =>
  inBrowser(t, async (page) => {
    await page.goto(url())
    await signIn(page, anna)
    await accept(page)
    const first = await answerAt(page, stage.callback)
    await goBack(page)
    await accept(page)
    const second = await answerAt(page, stage.callback)
    assert.ok(first.code !== second.code)
    await page.goto(url())
    await goBack(page)
    assert.equal(await whoseCode(first.code), anna.email)
    assert.equal(await whoseCode(second.code), anna.email)
  }))

test('back to the sign-in form after signing in asks for consent, not for the password', (t) =>
  inBrowser(t, async (page) => {
    await page.goto(url())
    await signIn(page, anna)
    await page.waitForSelector('#consent-form')
    await goBack(page)
    assert.equal(await askedPerson(page), anna.email)
  }))
