import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anna, ben, definition } from '../definition.ts'
import { allow, newVisitor } from '../sign-in.ts'
import { runCli } from '../start-latchkey.ts'
import { requestUrl } from './app-side.ts'
import { signIn } from './browser-steps.ts'
import { inBrowser, useStage } from './stage.ts'

const stage = useStage(definition)

function cliEnvironment() {
  const { folder, port } = stage.latchkey
  return { PORT: String(port), LATCHKEY_DATA: folder, LATCHKEY_DEMO: '0' }
}

async function resetLink(email: string = ben.email): Promise<string> {
  const printed = await runCli(cliEnvironment(), ['account', 'reset', email])
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

test('a new password by a link ends connections where that is ticked', (t) =>
  inBrowser(t, async (page) => {
    const connected = async () => (await connectionsOf(anna.email)).includes('standard')
    const visitor = newVisitor(stage.issuer)
    await allow(visitor, requestUrl(stage.issuer, 'standard', { redirect_uri: stage.callback }), anna)
    assert(await connected())
    for (const isTicked of [false, true]) {
      await page.goto(await resetLink(anna.email))
      await page.fill('[name=password]', `another good one ${isTicked}`)
      await page.fill('[name=password_again]', `another good one ${isTicked}`)
      if (isTicked) await page.check('#disconnect')
      await page.click('#reset-password-submit')
      await page.waitForSelector('#reset-password-done')
      assert.equal(await connected(), !isTicked)
    }
  }))

async function connectionsOf(email: string): Promise<string> {
  return runCli(cliEnvironment(), ['account', 'connections', email])
}

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
