import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import type { Page } from 'playwright-core'
import { withChromium } from '../../../test/chromium.ts'
import { formActionFor, pageHeaders } from './security-headers.ts'

const hosts = ['127.0.0.1', '[::1]']

async function listening(server: Server, host: string): Promise<string> {
  await new Promise<void>((done, failed) =>
    server.on('error', failed).listen(0, host.replace(/[[\]]/g, ''), done),
  )
  return `http://${host}:${(server.address() as AddressInfo).port}`
}

/** Submits a form of ours that is answered with a redirect to the app, and says where the browser ends. */
async function whereTheFormEnds(
  page: Page,
  returnUri: string,
  formAction: readonly string[],
): Promise<string> {
  const server = createServer((request, answer) => {
    if (request.method === 'POST') return void answer.writeHead(303, { location: returnUri }).end()
    const headers = {
      ...pageHeaders({ issuer: 'http://localhost', formAction }),
      'content-type': 'text/html',
    }
    answer.writeHead(200, headers).end('<form method="post"><button>ACCEPT</button></form>')
  })
  const origin = await listening(server, '127.0.0.1')
  await page.goto(origin)
  await page.click('button')
  await page.waitForURL((url) => url.origin !== origin, { timeout: 1500 }).catch(() => undefined)
  server.close()
  return page.url()
}

for (const host of hosts) {
  test(`a form may end at an app on ${host}, and only if the policy says so`, (t: TestContext) =>
    withChromium(t, async (browser) => {
      const app = createServer((_request, answer) => answer.end('welcome back'))
      const origin = await listening(app, host).catch(() => undefined)
      if (origin === undefined) return t.diagnostic(`this machine has no loopback address ${host}`)
      const returnUri = `${origin}/callback`
      const page = await browser.newPage()
      assert.equal(await whereTheFormEnds(page, returnUri, formActionFor(returnUri)), returnUri)
      assert.notEqual(await whereTheFormEnds(page, returnUri, []), returnUri)
      app.close()
    }))
}
