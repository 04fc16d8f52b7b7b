import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { languageIds, languages } from '../../apps/auth-server/src/samples/languages.ts'
import { withChromium } from '../chromium.ts'
import { anna } from '../definition.ts'
import { signIn } from '../journeys/browser-steps.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'
import { sampleApps, sampleDefinition } from './sample-apps.ts'
import { openSamplePages } from './sample-pages.ts'

let latchkey: RunningLatchkey
before(async () => {
  latchkey = await startLatchkey({ definition: sampleDefinition })
})
after(() => latchkey?.end())

const kind = 'authorization-code'
const { clientId, clientSecret } = sampleApps.awkward
const tab = (language: string) =>
  `${latchkey.issuer}/console/apps/${encodeURIComponent(clientId)}/samples?kind=${kind}&language=${language}`
const codeOf = (page: Page) => page.locator('#sample-code').textContent()

async function signedIn(page: Page): Promise<void> {
  await page.goto(`${latchkey.issuer}/login`)
  await signIn(page, anna)
  await page.waitForURL(`${latchkey.issuer}/`)
}

test('a secret typed into the page stands in the program as that language writes it, and goes nowhere', (t) =>
  withChromium(t, async (browser) => {
    const pages = await openSamplePages(latchkey.issuer)
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
    const page = await context.newPage()
    await signedIn(page)
    for (const language of languageIds) {
      await page.goto(tab(language))
      const before = await codeOf(page)
      const sent: string[] = []
      page.on('request', (request) => sent.push(request.url()))
      await page.getByLabel('Client secret (stays in this browser)').fill(clientSecret)
      const { text } = await pages.programWithSecret(sampleApps.awkward, { language, kind })
      assert.equal(await codeOf(page), text, languages[language].title)
      await page.getByRole('button', { name: /^Copy .*authorization/i }).click()
      assert.equal(await page.evaluate('navigator.clipboard.readText()'), text)
      await page.getByLabel('Client secret').fill('')
      assert.equal(await codeOf(page), before)
      assert.deepEqual(sent, [])
      page.removeAllListeners('request')
    }
  }))

test('the secret is gone when the page is loaded again, and without JavaScript nobody is asked for it', (t) =>
  withChromium(t, async (browser) => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await signedIn(page)
    await page.goto(tab('ruby'))
    const empty = await codeOf(page)
    await page.getByLabel('Client secret').fill('a secret')
    assert.notEqual(await codeOf(page), empty)
    await page.reload()
    assert.equal(await codeOf(page), empty)
    assert.equal(await page.getByLabel('Client secret').inputValue(), '')
    const plain = await browser.newContext({
      javaScriptEnabled: false,
      storageState: await context.storageState(),
    })
    const still = await plain.newPage()
    await still.goto(tab('ruby'))
    assert.equal(await still.getByLabel('Client secret').isVisible(), false)
    assert.equal(await codeOf(still), empty)
  }))
