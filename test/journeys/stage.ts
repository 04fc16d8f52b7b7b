import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { after, before, type TestContext } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { chromiumPath, openChromium, withChromium } from '../chromium.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'

/** What the stories of one file share: our server, and an app on this device that waits for answers. */
export interface Stage {
  readonly latchkey: RunningLatchkey
  readonly issuer: string
  /** The app's redirect URI, registered as http://127.0.0.1/callback with another port. */
  readonly callback: string
}

/** Starts the stage before the stories of this file and ends it after them. */
export function useStage(definition: object): Stage {
  let latchkey: RunningLatchkey | undefined
  let app: Server | undefined
  let callback = ''
  before(async () => {
    latchkey = await startLatchkey({ definition })
    app = createServer((_request, answer) => answer.setHeader('content-type', 'text/html').end(appPage))
    callback = `http://127.0.0.1:${await listen(app)}/callback`
  })
  after(async () => {
    app?.closeAllConnections()
    app?.close()
    await latchkey?.end()
  })
  const running = () => latchkey ?? assert.fail('the stage is not set')
  return {
    get latchkey() {
      return running()
    },
    get issuer() {
      return running().issuer
    },
    get callback() {
      return callback
    },
  }
}

/** Begins to listen on a free port of this machine only, and answers it. */
export async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : assert.fail('no port')
}

const appPage = '<!doctype html><title>App</title><link rel="icon" href="data:,"><h1>Welcome back</h1>'

// One for all stories of a file, because it starts slowly; every story has a profile of its own.
let browser: Promise<Browser> | undefined
after(async () => (await browser)?.close())

/**
 * A story in a browser with a fresh profile. It fails when the browser complains of anything on the way: a refusal by
 * the policy of a page, an error in its console. That a page came with an error status is no complaint.
 */
export async function inBrowser(
  t: TestContext,
  story: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  if (chromiumPath() === undefined) return withChromium(t, async () => {})
  browser ??= openChromium()
  const context = await (await browser).newContext({ reducedMotion: 'reduce', ...options })
  context.setDefaultTimeout(20_000)
  const complaints: string[] = []
  context.on('console', (message) => complaints.push(message.text()))
  context.on('weberror', (error) => complaints.push(error.error().message))
  try {
    await story(await context.newPage())
  } finally {
    await context.close()
  }
  assert.deepEqual(
    complaints.filter((text) => !isErrorStatus.test(text)),
    [],
  )
}

const isErrorStatus = /^Failed to load resource: the server responded with a status of 4\d\d/
