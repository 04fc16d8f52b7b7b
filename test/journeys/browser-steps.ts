import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

/** A person as the test definition has them. */
export interface Person {
  readonly email: string
  readonly password: string
}

/** Fills in the sign-in form that the page shows, and sends it. */
export async function signIn(page: Page, { email, password }: Person): Promise<void> {
  await page.fill('#login-form [name=email]', email)
  await page.fill('#login-form [name=password]', password)
  await page.click('#login-submit')
}

/** Presses ACCEPT when the page asks. */
export async function accept(page: Page): Promise<void> {
  await page.click('#consent-accept')
}

/** Back in the history, as soon as the page that is left has loaded: before, Chromium may have no history yet. */
export async function goBack(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  await page.goBack()
}

export async function deny(page: Page): Promise<void> {
  await page.click('#consent-deny')
}

/** Whose consent is asked for on this page. */
export async function askedPerson(page: Page): Promise<string> {
  return (await page.textContent('#other-account-form strong'))?.trim() ?? assert.fail('nobody is asked')
}

/** Waits until the browser is at the app's redirect URI, and answers what came with it. */
export async function answerAt(page: Page, redirectUri: string): Promise<Record<string, string>> {
  await page.waitForURL((url) => url.href.startsWith(`${redirectUri}?`), { waitUntil: 'commit' })
  return Object.fromEntries(new URL(page.url()).searchParams)
}

/** The value of a cookie that our server set. */
export async function cookieOf(page: Page, issuer: string, name: string): Promise<string | undefined> {
  const cookies = await page.context().cookies(issuer)
  return cookies.find((cookie) => cookie.name === name)?.value
}

/**
 * Answers in place of apps on the internet, so that no test leaves this machine: with a redirect where `sendsOn` has one
 * for the path, else with a page. The browser's own door for this (Playwright's routes) is passed by redirects, and
 * every answer of ours is one.
 */
export async function standInFor(
  page: Page,
  redirectUri: string,
  sendsOn: Readonly<Record<string, string>> = {},
): Promise<void> {
  const session = await page.context().newCDPSession(page)
  session.on('Fetch.requestPaused', ({ requestId, request }) => {
    const location = sendsOn[new URL(request.url).pathname]
    const answer =
      location === undefined
        ? { responseCode: 200, ...appPage }
        : { responseCode: 302, responseHeaders: [{ name: 'location', value: location }] }
    session.send('Fetch.fulfillRequest', { requestId, ...answer }).catch(() => undefined)
  })
  const origins = [redirectUri, ...Object.values(sendsOn)].map((uri) => new URL(uri).origin)
  await session.send('Fetch.enable', { patterns: origins.map((origin) => ({ urlPattern: `${origin}/*` })) })
}

const appPage = {
  responseHeaders: [{ name: 'content-type', value: 'text/html' }],
  body: Buffer.from('<!doctype html><title>App</title><link rel="icon" href="data:,">').toString('base64'),
}

/** Nothing sticks out of the window to the side, and every button can be hit with a finger. */
export async function fits(page: Page): Promise<void> {
  assert.deepEqual(await page.evaluate<string[]>(askLayout), [])
}

// Runs in the page.
const askLayout = `[
  ...(document.documentElement.scrollWidth > innerWidth ? ['the page is wider than the window'] : []),
  ...[...document.querySelectorAll('button:not(.link-button), .button')]
    .filter((e) => e.getBoundingClientRect().height < 44).map((e) => e.id + ' is a small target'),
]`
