import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, type TestContext, test } from 'node:test'
import { getRequestListener } from '@hono/node-server'
import type { Browser } from 'playwright-core'
import { withChromium } from '../../../../test/chromium.ts'
import { keyboardFindings } from '../../../../test/every-page/keyboard-walk.ts'
import {
  axeFindings,
  layoutFindings,
  looks,
  markupFindings,
  setLook,
} from '../../../../test/every-page/page-checks.ts'
import { pageHeaders } from '../security-headers.ts'
import { assetResponse } from './assets.ts'
import type { Brand } from './brand.ts'
import { pageResponse } from './page-response.ts'
import { siteVariants } from './site-variants.testing.ts'

const brands: readonly Brand[] = [{ name: 'Latchkey' }, { name: 'Sol & Varme', color: '#ffd500' }]
let brand: Brand = { name: 'Latchkey' }
const names = [...siteVariants(brand).keys()]

/** Serves `/<name of the page>` and the assets of the brand that is looked at. */
const server = createServer(getRequestListener((request) => answer(new URL(request.url).pathname)))
let origin = ''

before(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
after(() => server.close())

async function answer(path: string): Promise<Response> {
  const page = siteVariants(brand).get(path.slice(1))
  if (page !== undefined)
    return pageResponse(page, { headers: pageHeaders({ issuer: origin, hasScripts: true }) })
  return assetResponse(brand, path) ?? new Response('nothing here', { status: 404 })
}

for (const one of brands) {
  test(`axe finds nothing in what pages are made of: ${one.name}`, (t: TestContext) =>
    withChromium(t, async (browser) => {
      brand = one
      assert.deepEqual(await axeOnEveryPage(browser), [])
    }))
}

test('nothing sticks out, names stay text, the policy refuses nothing, and the keyboard reaches all', (t: TestContext) =>
  withChromium(t, async (browser) => {
    const page = await browser.newPage({ reducedMotion: 'reduce' })
    const found: string[] = []
    page.on('console', (message) => found.push(message.text()))
    page.on('pageerror', (error) => found.push(error.message))
    for (const name of names) {
      await page.goto(`${origin}/${name}`)
      for (const width of [320, 360, 800, 1280]) {
        await page.setViewportSize({ width, height: 740 })
        const lines = await layoutFindings(page)
        found.push(...lines.map((line) => `${name} at ${width} px: ${line}`))
      }
      const lines = [...(await markupFindings(page)), ...(await keyboardFindings(page))]
      found.push(...lines.map((line) => `${name}: ${line}`))
    }
    assert.deepEqual(found, [])
  }))

test('a copy button copies exactly what is shown, and says so on itself and aloud', (t: TestContext) =>
  withChromium(t, async (browser) => {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
    const page = await context.newPage()
    await page.goto(`${origin}/site-app`)
    const button = page.getByRole('button', { name: 'Copy token.py' })
    await button.click()
    await page.getByRole('button', { name: 'Copied token.py' }).waitFor()
    assert.equal(await page.textContent('p[role=status].unseen'), 'Copied')
    const copied = await page.evaluate<string>('navigator.clipboard.readText()')
    assert.equal(copied, await page.textContent('#sample-python'))
    assert.match(copied, /^# Asks .*\nimport os\n\ndef token[\s\S]*}\n$/)
    await button.waitFor()
    await context.close()
  }))

test('without scripts nothing promises to copy', (t: TestContext) =>
  withChromium(t, async (browser) => {
    const page = await browser.newPage({ javaScriptEnabled: false })
    await page.goto(`${origin}/site-app`)
    assert.equal(await page.getByRole('button', { name: 'Copy' }).count(), 0)
    assert.ok((await page.locator('button[data-copy]').count()) > 0)
  }))

/** The page's policy would refuse axe's own script, and only that is bypassed here. */
async function axeOnEveryPage(browser: Browser): Promise<readonly string[]> {
  const context = await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const found: string[] = []
  for (const name of names.filter((one) => !/hostile-[12]/.test(one))) {
    await page.goto(`${origin}/${name}`)
    await page.evaluate(`document.querySelectorAll('details').forEach((e) => { e.open = true })`)
    for (const look of looks) {
      await setLook(page, look)
      const lines = await axeFindings(page)
      found.push(...lines.map((line) => `${name}, ${look.width} px, ${look.colorScheme}: ${line}`))
    }
  }
  await context.close()
  return found
}
