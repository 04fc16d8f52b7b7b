import assert from 'node:assert/strict'
import { after, before, type TestContext, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { chromiumPath, openChromium, withChromium } from '../chromium.ts'
import { keyboardFindings } from './keyboard-walk.ts'
import {
  axeFindings,
  headings,
  layoutFindings,
  looks,
  markupFindings,
  setLook,
  weigh,
  widths,
} from './page-checks.ts'
import type { PageEntry } from './page-entry.ts'
import { pages } from './pages.ts'
import { type SeededServer, startSeededServer } from './seeded-server.ts'
import { arrive, type ViewerSessions, viewerSessions } from './viewer-sessions.ts'

/** What a page may weigh over the wire, without images. */
const mostBytes = 60_000

let server: SeededServer | undefined
let browser: Browser | undefined
let sessions: ViewerSessions | undefined

before(async () => {
  if (chromiumPath() === undefined) return
  server = await startSeededServer()
  browser = await openChromium()
  sessions = viewerSessions(browser, server.seeded)
})
after(async () => {
  await browser?.close()
  await server?.end()
})

for (const entry of pages) {
  test(`${entry.name}, as ${entry.as}`, async (t: TestContext) => {
    // Says by name what this machine lacks, or fails where nothing may lack.
    if (sessions === undefined || server === undefined) return withChromium(t, async () => {})
    const found = [...(await asItIs(sessions, server, entry)), ...(await byAxe(sessions, server, entry))]
    assert.deepEqual(found, [])
  })
}

/** With its policy and by keyboard, and with scripts and without. */
async function asItIs(
  sessions: ViewerSessions,
  { seeded }: SeededServer,
  entry: PageEntry,
): Promise<readonly string[]> {
  const withScripts = await sessions.visit(entry, {}, async (page) => {
    const complaints = complaintsOf(page)
    const weight = await weigh(page)
    await setLook(page, { width: 360, colorScheme: 'light' })
    await arrive(page, entry, seeded)
    await page.waitForLoadState('load')
    const bytes = weight()
    return {
      headings: await headings(page),
      found: [
        ...(bytes > 0 && bytes < mostBytes ? [] : [`${bytes} bytes came over the wire`]),
        ...(await markupFindings(page)),
        ...(await atEveryWidth(page)),
        ...(await keyboardFindings(page)),
        ...complaints,
      ],
    }
  })
  const plain = await sessions.visit(entry, { javaScriptEnabled: false }, async (page) => {
    await arrive(page, entry, seeded)
    return headings(page)
  })
  const isSame = JSON.stringify(plain) === JSON.stringify(withScripts.headings)
  return [...withScripts.found, ...(isSame ? [] : [`without scripts its headings are ${plain.join(', ')}`])]
}

// Runs in the page. What follows the window, as a chart does, has done so when the frame after this one begins.
const nextFrame = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))'

async function atEveryWidth(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  for (const width of [320, ...widths]) {
    await page.setViewportSize({ width, height: 740 })
    await page.evaluate(nextFrame)
    found.push(...(await layoutFindings(page)).map((text) => `${width} px: ${text}`))
  }
  return found
}

/** What the browser complains of: a refusal by the policy, an error of a script. That a page has an error status is none. */
function complaintsOf(page: Page): readonly string[] {
  const found: string[] = []
  const isErrorStatus = /^Failed to load resource: the server responded with a status of 4\d\d/
  page.on('console', (message) => {
    if (!isErrorStatus.test(message.text())) found.push(message.text())
  })
  page.on('pageerror', (error) => found.push(error.message))
  return found
}

/** The policy of the pages would refuse axe's own script, and only here it is bypassed. */
function byAxe(
  sessions: ViewerSessions,
  { seeded }: SeededServer,
  entry: PageEntry,
): Promise<readonly string[]> {
  return sessions.visit(entry, { bypassCSP: true }, async (page) => {
    await arrive(page, entry, seeded)
    const found: string[] = []
    for (const look of looks) {
      await setLook(page, look)
      const lines = await axeFindings(page)
      found.push(...lines.map((line) => `${look.width} px, ${look.colorScheme}: ${line}`))
    }
    return found
  })
}
