// `npm run screenshots`: every page of the table in pages.ts, at both widths, light and dark, into screenshots/.

import { mkdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openChromium } from '../chromium.ts'
import { looks, setLook } from './page-checks.ts'
import type { PageEntry } from './page-entry.ts'
import { pages } from './pages.ts'
import { type SeededServer, startSeededServer } from './seeded-server.ts'
import { arrive, type ViewerSessions, viewerSessions } from './viewer-sessions.ts'

const folder = fileURLToPath(new URL('../../screenshots/', import.meta.url))

const [wanted = ''] = process.argv.slice(2)
const chosen = pages.filter(({ name }) => name.startsWith(wanted))
const failed = await takeAll(chosen)
process.stdout.write(`${chosen.length - failed} of ${chosen.length} pages are in ${folder}\n`)
process.exitCode = failed === 0 ? 0 : 1

/** Answers how many could not be taken; what was taken before for other pages stays. */
async function takeAll(entries: readonly PageEntry[]): Promise<number> {
  if (wanted === '') rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const server = await startSeededServer()
  const browser = await openChromium()
  const sessions = viewerSessions(browser, server.seeded)
  let failures = 0
  try {
    for (const [at, entry] of entries.entries()) {
      const problem = await take(sessions, server, entry)
      if (problem !== undefined) failures++
      process.stdout.write(`${at + 1}/${entries.length} ${entry.name}${problem ?? ''}\n`)
    }
  } finally {
    await browser.close()
    await server.end()
  }
  return failures
}

/** Answers what went wrong. */
async function take(
  sessions: ViewerSessions,
  { seeded }: SeededServer,
  entry: PageEntry,
): Promise<string | undefined> {
  try {
    await sessions.visit(entry, {}, async (page) => {
      await arrive(page, entry, seeded)
      for (const look of looks) {
        await setLook(page, look)
        const path = `${folder}${entry.name}-${look.width}-${look.colorScheme}.png`
        await page.screenshot({ path, fullPage: true })
      }
    })
    return undefined
  } catch (error) {
    return ` could not be taken: ${error instanceof Error ? error.message : String(error)}`
  }
}
