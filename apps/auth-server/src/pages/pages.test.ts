import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, type TestContext, test } from 'node:test'
import { getRequestListener } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { withChromium } from '../../../../test/chromium.ts'
import { pageHeaders } from '../security-headers.ts'
import { assetResponse, assetsOf } from './assets.ts'
import type { Brand } from './brand.ts'
import { type Language, languages } from './language.ts'
import { pageResponse } from './page-response.ts'
import { pageVariants } from './page-variants.testing.ts'

const brands: readonly Brand[] = [
  { name: 'Latchkey' },
  {
    name: 'Sol & Varme',
    color: '#ffd500',
    logoUrl: 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=',
  },
]
const names = [...pageVariants(brands[0] ?? { name: '' }).keys()]
const schemes = ['light', 'dark'] as const
const looks = schemes.flatMap((colorScheme) => [360, 1280].map((width) => ({ colorScheme, width })))

/** Serves `/<number of the brand>/<language>/<name of the page>` with the headers of production, and the assets of both. */
const server = createServer(getRequestListener((request) => answer(new URL(request.url).pathname)))
let origin = ''

before(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
after(() => server.close())

async function answer(path: string): Promise<Response> {
  const [, index, lang, name = ''] = path.split('/')
  const brand = brands[Number(index)]
  const page =
    brand &&
    pageVariants(
      brand,
      languages.find((one) => one === lang),
    ).get(name)
  if (brand && page)
    return pageResponse(page, {
      headers: pageHeaders({ issuer: origin, logoUrl: brand.logoUrl, hasScripts: true }),
    })
  // What scripts do is looked at elsewhere; here every page stands still.
  if (path.startsWith('/assets/script-'))
    return new Response('', { headers: { 'content-type': 'text/javascript' } })
  const owner = brands.find((one) => Object.values(assetsOf(one)).some((asset) => asset.path === path))
  return (owner && assetResponse(owner, path)) ?? new Response('nothing here', { status: 404 })
}

/** Opens the pages of a brand in each look, and gathers what `inspect` and the browser's console complain of. */
async function complaints(browser: Browser, brand: number, visit: Visit): Promise<readonly string[]> {
  const context = await browser.newContext({ bypassCSP: visit.bypassCSP ?? false, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const found: string[] = []
  const tell = (text: string) => found.push(`${new URL(page.url()).pathname}: ${text}`)
  page.on('console', (message) => tell(message.text()))
  page.on('pageerror', (error) => tell(error.message))
  for (const name of visit.names ?? names) {
    await page.goto(`${origin}/${brand}/${visit.lang ?? 'en'}/${name}`)
    for (const { width, colorScheme } of visit.looks) {
      await page.setViewportSize({ width, height: 740 })
      await page.emulateMedia({ colorScheme })
      for (const complaint of await visit.inspect(page)) tell(`${width} px, ${colorScheme}: ${complaint}`)
    }
  }
  await context.close()
  return found
}

interface Visit {
  /** English, when absent. */
  readonly lang?: Language
  /** All pages, when absent. */
  readonly names?: readonly string[]
  readonly looks: readonly { readonly width: number; readonly colorScheme: 'light' | 'dark' }[]
  readonly bypassCSP?: boolean
  readonly inspect: (page: Page) => Promise<readonly string[]>
}

const axeSource = readFileSync(new URL(import.meta.resolve('axe-core')), 'utf8')
// Runs in the page: what axe finds, as lines to read.
const askAxe = `axe.run(document).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
  nodes.map((node) => id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary)))`

async function axe(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axeSource)
  return page.evaluate<string[]>(askAxe)
}

// Runs in the page: whatever sticks out to the side, and whether the stylesheet came.
const askLayout = `[
  ...(document.documentElement.scrollWidth > innerWidth ? ['wider than the window'] : []),
  ...[...document.querySelectorAll('main *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
    .map((e) => e.tagName + ' sticks out'),
  ...(getComputedStyle(document.body).margin === '0px' ? [] : ['no style']),
  ...[...document.querySelectorAll('button, .button, input:not([type=hidden])')]
    // The label around a box is what a finger hits; what a choice hides cannot be hit.
    .filter((e) => e.checkVisibility() && (e.closest('label') ?? e).getBoundingClientRect().height < 44)
    .map((e) => (e.id || e.className) + ' is a small target'),
  ...(document.querySelector('script:not([src^="/assets/"]), [style], [onerror]') ? ['a name became markup'] : []),
]`

async function layout(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(askLayout)
}

const smallest = { width: 320, colorScheme: 'light' } as const

// Widths do not change colours, so the second brand is looked at on the phone only.
const axeLooks = [looks, looks.filter(({ width }) => width === 360)]

for (const [index, brand] of brands.entries()) {
  test(`axe finds nothing: ${brand.name}`, (t: TestContext) =>
    // The policy of the pages would refuse axe's own script, and only that is bypassed here.
    withChromium(t, async (browser) => {
      assert.deepEqual(
        await complaints(browser, index, { looks: axeLooks[index] ?? [], bypassCSP: true, inspect: axe }),
        [],
      )
    }))

  test(`nothing is refused by the policy and nothing sticks out: ${brand.name}`, (t: TestContext) =>
    withChromium(t, async (browser) => {
      assert.deepEqual(await complaints(browser, index, { looks: [smallest, ...looks], inspect: layout }), [])
    }))
}

// Colours and names of strangers do not depend on the language; words that are longer do change the layout.
const ownNames = names.filter((name) => !name.startsWith('hostile-'))
const axeNames = ['login-wrong', 'sign-up', 'reset', 'consent-unverified', 'code', 'error', 'logout', 'front']

for (const lang of languages.filter((language) => language !== 'en')) {
  test(`the longer words of other languages find room, and axe finds nothing: ${lang}`, (t: TestContext) =>
    withChromium(t, async (browser) => {
      const fits: Visit = { lang, names: ownNames, looks: [smallest], inspect: layout }
      const phone = { ...smallest, width: 360 }
      const isAccessible: Visit = { lang, names: axeNames, looks: [phone], bypassCSP: true, inspect: axe }
      for (const visit of [fits, isAccessible]) assert.deepEqual(await complaints(browser, 0, visit), [])
    }))
}
