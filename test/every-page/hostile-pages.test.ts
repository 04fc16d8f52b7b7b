import assert from 'node:assert/strict'
import { after, type TestContext, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { tamed } from '../../apps/auth-server/src/pages/foreign-text.ts'
import { hostileNames } from '../../apps/auth-server/src/pages/page-variants.testing.ts'
import { chromiumPath, openChromium, withChromium } from '../chromium.ts'
import { layoutFindings, markupFindings } from './page-checks.ts'
import type { Names, PageEntry } from './page-entry.ts'
import { pages } from './pages.ts'
import { plainNames, type SeededServer, startSeededServer } from './seeded-server.ts'
import { arrive, viewerSessions } from './viewer-sessions.ts'

let browser: Promise<Browser> | undefined
after(async () => (await browser)?.close())

/** Which of the names a page shows when they are harmless: it has to show the others in the same places. */
type Shown = ReadonlyMap<string, readonly (keyof Names)[]>
let shownPlainly: Promise<Shown> | undefined

for (const [at, hostile] of hostileNames.entries()) {
  test(`hostile name ${at}: every page that shows names shows it as text and stays whole`, async (t: TestContext) => {
    if (chromiumPath() === undefined) return withChromium(t, async () => {})
    shownPlainly ??= namesShown()
    const shown = await shownPlainly
    const name = longestAllowed(hostile)
    const names = { app: name, publisher: name, home: name, device: name, person: name }
    const found: string[] = []
    const naming = pages.filter((entry) => (shown.get(entry.name) ?? []).length > 0)
    assert.ok(naming.length > 30, `only ${naming.length} pages show a name`)
    await onEach(naming, names, async (page, entry) => {
      const lines = await hostileFindings(page, name, shown.get(entry.name) ?? [])
      found.push(...lines.map((line) => `${entry.name}: ${line}`))
    })
    assert.deepEqual(found, [])
  })
}

/** What the server takes as a name: 100 characters without controls. */
function longestAllowed(name: string): string {
  return [...name]
    .filter((letter) => !/\p{Cc}/u.test(letter))
    .slice(0, 100)
    .join('')
    .trim()
}

async function onEach(
  entries: readonly PageEntry[],
  names: Names,
  look: (page: Page, entry: PageEntry, server: SeededServer) => Promise<void>,
): Promise<void> {
  const server = await startSeededServer(names)
  browser ??= openChromium()
  const sessions = viewerSessions(await browser, server.seeded)
  try {
    for (const entry of entries) {
      await sessions.visit(entry, { viewport: { width: 360, height: 740 } }, async (page) => {
        page.on('dialog', () => assert.fail(`${entry.name}: a name ran as a program`))
        await arrive(page, entry, server.seeded)
        await look(page, entry, server)
      })
    }
  } finally {
    await server.end()
  }
}

async function namesShown(): Promise<Shown> {
  const shown = new Map<string, readonly (keyof Names)[]>()
  await onEach(pages, plainNames, async (page, { name }) => {
    const text = await textOf(page)
    const keys = Object.keys(plainNames) as readonly (keyof Names)[]
    shown.set(
      name,
      keys.filter((key) => text.includes(plainNames[key])),
    )
  })
  return shown
}

async function hostileFindings(
  page: Page,
  name: string,
  shown: readonly (keyof Names)[],
): Promise<readonly string[]> {
  const text = await textOf(page)
  const begin = beginOf(tamed(name))
  const isShown = text.includes(begin) || text.includes(beginOf(name))
  const title = await page.title()
  return [
    ...(shown.length === 0 || isShown ? [] : [`shows no longer ${shown.join(', ')}`]),
    ...(title.includes(begin.slice(0, 8)) ? [`its title is ${title}`] : []),
    ...((await page.locator('main img:not([src^="/assets/"]), main title, [onerror]').count()) === 0
      ? []
      : ['a name became markup']),
    ...(await layoutFindings(page)),
    ...(await markupFindings(page)),
  ]
}

function beginOf(text: string): string {
  return [...text].slice(0, 20).join('')
}

/** What a reader can see or open, and what stands in fields, where a name is as it was written. */
async function textOf(page: Page): Promise<string> {
  return page.evaluate<string>(
    `[document.body.textContent, ...[...document.querySelectorAll('input, textarea')].map((e) => e.value)].join('\\n')`,
  )
}
