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
 * Answers in place of an app on the internet, so that no test leaves this machine. The browser's own door for this
 * (Playwright's routes) is passed by redirects, and every answer of ours is one.
 */
export async function standInFor(page: Page, redirectUri: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  session.on('Fetch.requestPaused', ({ requestId }) => {
    const body = Buffer.from('<!doctype html><title>App</title><link rel="icon" href="data:,">')
    const responseHeaders = [{ name: 'content-type', value: 'text/html' }]
    const answer = { requestId, responseCode: 200, responseHeaders, body: body.toString('base64') }
    session.send('Fetch.fulfillRequest', answer).catch(() => undefined)
  })
  await session.send('Fetch.enable', { patterns: [{ urlPattern: `${new URL(redirectUri).origin}/*` }] })
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
