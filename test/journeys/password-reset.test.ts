import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ben, definition } from '../definition.ts'
import { runCli } from '../start-latchkey.ts'
import { signIn } from './browser-steps.ts'
import { inBrowser, useStage } from './stage.ts'

const stage = useStage(definition)

async function resetLink(): Promise<string> {
  const { folder, port } = stage.latchkey
  const env = { PORT: String(port), LATCHKEY_DATA: folder, LATCHKEY_DEMO: '0' }
  const printed = await runCli(env, ['account', 'reset', ben.email])
  return /http\S+/.exec(printed)?.[0] ?? assert.fail(printed)
}

test('the link of `account reset` sets a password once and ends the sessions of the account', (t) =>
  inBrowser(t, async (page) => {
    await page.goto(`${stage.issuer}/login`)
    await signIn(page, ben)
    await page.waitForURL(`${stage.issuer}/`)
    const link = await resetLink()
    await page.goto(link)
    assert.equal(await page.inputValue('[name=email]'), ben.email)
    const setTo = async (password: string, again: string) => {
      await page.fill('[name=password]', password)
      await page.fill('[name=password_again]', again)
      await page.click('#reset-password-submit')
    }
    await setTo('a new and better one', 'a new and other one')
    assert.match((await page.textContent('#password_again-error')) ?? '', /differ/)
    await setTo('password', 'password')
    assert.match((await page.textContent('#password-error')) ?? '', /well known/)
    await setTo('a new and better one', 'a new and better one')
    await page.waitForSelector('#reset-password-done')
    await page.goto(`${stage.issuer}/`)
    assert.match((await page.textContent('main')) ?? '', /Nobody is signed in/)
    await page.goto(link)
    assert.match((await page.textContent('h1')) ?? '', /no longer works/)
    await page.goto(`${stage.issuer}/login`)
    await signIn(page, ben)
    await page.waitForSelector('#login-problem')
    await signIn(page, { ...ben, password: 'a new and better one' })
    await page.waitForURL(`${stage.issuer}/`)
  }))

test('a link that was changed, or none, is a page that says so', (t) =>
  inBrowser(t, async (page) => {
    const link = await resetLink()
    const middle = link.length - 20
    const changed = link.slice(0, middle) + (link[middle] === 'A' ? 'B' : 'A') + link.slice(middle + 1)
    for (const wrong of [changed, `${stage.issuer}/reset`, `${stage.issuer}/reset?token=1`]) {
      const response = await page.goto(wrong)
      assert.equal(response?.status(), 410)
      assert.match((await page.textContent('h1')) ?? '', /no longer works/)
    }
  }))
