import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { signIn } from '../journeys/browser-steps.ts'
import type { PageEntry, Seeded, Viewer } from './page-entry.ts'
import { people, type SignedInViewer } from './seeded-server.ts'

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>

/** Some pages want a sign-in of the last five minutes, and looking at every page takes longer. */
const freshMillis = 120_000

/** Opens pages as one of the people of the seeded server. */
export interface ViewerSessions {
  /** A profile of its own for this entry, at its page; it is closed behind `look`. */
  visit<T>(entry: PageEntry, options: BrowserContextOptions, look: (page: Page) => Promise<T>): Promise<T>
}

export function viewerSessions(browser: Browser, seeded: Seeded): ViewerSessions {
  const known = new Map<Viewer, { readonly cookies: Cookies; readonly at: number }>()

  async function cookiesOf(viewer: SignedInViewer): Promise<Cookies> {
    const before = known.get(viewer)
    if (before !== undefined && Date.now() - before.at < freshMillis) return before.cookies
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${seeded.issuer}/login`)
    await signIn(page, people[viewer])
    await page.waitForURL(`${seeded.issuer}/`)
    const cookies = await context.cookies()
    await context.close()
    known.set(viewer, { cookies, at: Date.now() })
    return cookies
  }

  return {
    async visit(entry, options, look) {
      const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
      context.setDefaultTimeout(20_000)
      try {
        if (entry.as !== 'nobody') await context.addCookies(await cookiesOf(entry.as))
        return await look(await context.newPage())
      } finally {
        await context.close()
      }
    },
  }
}

/** Brings a page into the state that the entry means. */
export async function arrive(page: Page, entry: PageEntry, seeded: Seeded): Promise<void> {
  const path = entry.path?.(seeded) ?? entry.route
  const answer = await page.goto(seeded.issuer + path)
  const isError = answer === null || !answer.ok()
  if (isError !== (entry.isError ?? false))
    throw new Error(`${entry.name} is answered with ${answer?.status()}`)
  await entry.act?.(page, seeded)
  const { pathname } = new URL(page.url())
  const isThere = entry.endsAt?.test(pathname) ?? pathname === new URL(path, seeded.issuer).pathname
  if (!isThere) throw new Error(`${entry.name} ended at ${pathname}`)
}
