import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { documentPages } from '../apps/auth-server/src/documentation/document-pages.ts'
import { documentationDefinition } from './documentation-world.ts'
import { inBrowser, useStage } from './journeys/stage.ts'

const hostile = { name: 'meter:hostile', title: `${'W'.repeat(80)} <b>"'` }
const base: { scopes?: readonly object[] } = await documentationDefinition()
const stage = useStage({ ...base, scopes: [...(base.scopes ?? []), hostile] })
const axeSource = readFileSync(new URL(import.meta.resolve('axe-core')), 'utf8')
const phone = { width: 360, height: 800 }
const paths = [
  ...documentPages.map(({ path }) => path),
  '/docs/search',
  '/docs/search?q=refresh%20token%20expired',
  '/docs/search?q=nothing%20of%20the%20kind%20qqqq',
]

// Every page as it opens is looked at by every-page/; here with all that is folded opened.
for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in what was folded: ${colorScheme}`, (t) =>
    // The policy of the pages would refuse axe's own script, and only that is bypassed here.
    inBrowser(t, (page) => opened(page, ['/docs/authorization-code'], axeFindsNothing), {
      bypassCSP: true,
      colorScheme,
      viewport: phone,
    }))
}

test('nothing sticks out of a phone, and everything can be hit', (t) =>
  inBrowser(t, (page) => opened(page, paths, fits), { viewport: phone }))

type Inspect = (page: Page, path: string) => Promise<void>

async function opened(page: Page, paths: readonly string[], inspect: Inspect): Promise<void> {
  for (const path of paths) {
    await page.goto(stage.issuer + path)
    for (const summary of await page.locator('summary:visible').all()) await summary.click()
    await inspect(page, path)
  }
}

async function axeFindsNothing(page: Page, path: string): Promise<void> {
  await page.evaluate(axeSource)
  const found = await page.evaluate<string[]>(`axe.run(document).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ' at ' + node.target.join(' '))))`)
  assert.deepEqual(found, [], path)
}

async function fits(page: Page, path: string): Promise<void> {
  assert.deepEqual(await page.evaluate<string[]>(askLayout), [], path)
}

// Runs in the page. Links inside sentences may be as small as the sentence (WCAG 2.2 §2.5.8).
const askLayout = `[
  ...(document.documentElement.scrollWidth > innerWidth ? ['the page is wider than the window'] : []),
  ...[...document.querySelectorAll('.table, .prose > :not(figure)')].filter((e) => e.scrollWidth > e.clientWidth + 1)
    .map((e) => e.className + ' ' + e.tagName + ' scrolls sideways: ' + e.textContent.slice(0, 60)),
  ...[...document.querySelectorAll('button, .button, input, summary, nav a')]
    .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < (innerWidth < 960 ? 44 : 34))
    .map((e) => e.outerHTML + ' is a small target'),
]`

test('the list of pages, the contents and the copy buttons work by keyboard alone', (t) =>
  inBrowser(
    t,
    async (page) => {
      await page.goto(`${stage.issuer}/docs/authorization-code`)
      await page.locator('.toc summary').focus()
      await page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      assert.equal(new URL(page.url()).hash, '#pkce')
      const copy = page.locator('button[data-copy=code-1]')
      assert.equal(await page.locator('#code-1').textContent(), await copied(page, () => copy.press('Enter')))
    },
    { permissions: ['clipboard-read', 'clipboard-write'] },
  ))

async function copied(page: Page, act: () => Promise<void>): Promise<string> {
  await act()
  return page.evaluate<string>('navigator.clipboard.readText()')
}

test('a search is typed and followed without script', (t) =>
  inBrowser(
    t,
    async (page) => {
      await page.goto(`${stage.issuer}/docs`)
      await page.fill('#q', 'redirect_uri')
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/docs\/search\?q=redirect_uri$/)
      assert.ok((await page.locator('mark').count()) > 0)
      await page.locator('.items a').first().click()
      await page.waitForURL(/\/docs\/[a-z-]+#/)
      const target = page.locator(`[id="${new URL(page.url()).hash.slice(1)}"]`)
      assert.ok(await target.isVisible())
    },
    { javaScriptEnabled: false },
  ))

test('what is shown is the same with and without script', (t) =>
  inBrowser(t, async (page) => {
    const shown = async (from: Page) => {
      await from.goto(`${stage.issuer}/docs/quick-start`)
      return from.locator('.prose > :not(figure), pre').allInnerTexts()
    }
    const plain = await page.context().browser()?.newContext({ javaScriptEnabled: false })
    assert.ok(plain)
    const texts = await shown(await plain.newPage())
    assert.ok(texts.length > 20)
    assert.deepEqual(texts, await shown(page))
    await plain.close()
  }))
