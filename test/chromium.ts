import { existsSync } from 'node:fs'
import type { TestContext } from 'node:test'
import { type Browser, chromium } from 'playwright-core'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

// Quiet, so that a test's browser talks to nobody but the server under test.
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

/** Where this machine has its Chromium; undefined when it has none. */
export function chromiumPath(): string | undefined {
  return places.find((place) => existsSync(place))
}

/** Starts Chromium with a fresh profile. The caller closes it. Throws when the machine has none. */
export async function openChromium(): Promise<Browser> {
  const executablePath = chromiumPath()
  if (executablePath === undefined) throw new Error(missing)
  return chromium.launch({ executablePath, args: flags, timeout: 60_000 })
}

/**
 * Runs a story in a browser of its own and closes it. A machine without Chromium says so by name in the test's
 * output and goes on; under `CI=true` that is a failure, because there nothing may be left out.
 */
export async function withChromium(
  t: TestContext,
  story: (browser: Browser) => Promise<void>,
): Promise<void> {
  if (chromiumPath() === undefined && process.env.CI !== 'true') {
    t.diagnostic(missing)
    return
  }
  const browser = await openChromium()
  try {
    await story(browser)
  } finally {
    await browser.close()
  }
}

const missing = `chromium is missing (looked at ${places.join(', ')}); install it with: apt-get install chromium`
