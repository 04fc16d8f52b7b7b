import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { anna, definition } from '../definition.ts'
import { requestUrl } from './app-side.ts'
import { accept, answerAt, fits, signIn } from './browser-steps.ts'
import { inBrowser, useStage } from './stage.ts'

const stage = useStage(definition)
const url = () => requestUrl(stage.issuer, 'standard', { redirect_uri: stage.callback })

test('keyboard only: Tab and Enter lead through sign-in and ACCEPT', (t) =>
  inBrowser(t, async (page) => {
    await page.goto(url())
    await tabTo(page, 'email')
    await page.keyboard.type(anna.email)
    await tabTo(page, 'password')
    await page.keyboard.type(anna.password)
    await page.keyboard.press('Enter')
    await page.waitForSelector('#consent-form')
    await tabTo(page, 'consent-accept')
    await page.keyboard.press('Enter')
    assert.ok((await answerAt(page, stage.callback)).code)
  }))

test('keyboard only: DENY is one Tab after ACCEPT, and Space presses it', (t) =>
  inBrowser(t, async (page) => {
    await page.goto(url())
    await signIn(page, anna)
    await tabTo(page, 'consent-accept')
    await page.keyboard.press('Tab')
    assert.equal(await focused(page), 'consent-deny')
    await page.keyboard.press('Space')
    assert.equal((await answerAt(page, stage.callback)).error, 'access_denied')
  }))

test('without JavaScript everything works', (t) =>
  inBrowser(
    t,
    async (page) => {
      await page.goto(url())
      await signIn(page, { ...anna, password: 'wrong horse battery' })
      await signIn(page, anna)
      await accept(page)
      assert.ok((await answerAt(page, stage.callback)).code)
    },
    { javaScriptEnabled: false },
  ))

test('on a small phone in the dark nothing sticks out and every button can be hit', (t) =>
  inBrowser(
    t,
    async (page) => {
      await page.goto(url())
      await fits(page)
      await signIn(page, anna)
      await page.waitForSelector('#consent-form')
      await fits(page)
      await page.tap('#consent-deny')
      assert.equal((await answerAt(page, stage.callback)).error, 'access_denied')
      await page.goto(`${stage.issuer}/login/oauth2?client_id=nest-pin&state=s`)
      await accept(page)
      await page.waitForSelector('#authorization-code')
      await fits(page)
    },
    { viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true, colorScheme: 'dark' },
  ))

/** Presses Tab until the element with this id has the focus; a page has far fewer stops than this. */
async function tabTo(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 20; presses++) {
    if ((await focused(page)) === id) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`no Tab leads to ${id}`)
}

function focused(page: Page): Promise<string> {
  return page.evaluate<string>('document.activeElement?.id ?? ""')
}
