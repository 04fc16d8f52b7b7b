import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { openTestServer } from '../open-test-server.testing.ts'
import { answerPage, type PageAnswer } from './answer-page.ts'

/** What a browser gets that takes gzip. */
async function answerOf(options: PageAnswer, acceptEncoding: string): Promise<Response> {
  const opened = await openTestServer()
  try {
    const app = new Hono().get('/', (c) =>
      answerPage(opened.server, c, html`<html lang="en"><p>Text</p>`, options),
    )
    return await app.request('/', { headers: { 'accept-encoding': acceptEncoding } })
  } finally {
    await opened.close()
  }
}

test('a page comes as it is, because it may hold a form', async () => {
  const answer = await answerOf({}, 'gzip')
  assert.equal(answer.headers.get('content-encoding'), null)
  assert.match(await answer.text(), /<p>Text/)
})

test('a page that holds nothing secret comes in fewer bytes, with the same headers', async () => {
  const answer = await answerOf({ isCompressible: true, status: 404 }, 'gzip, br')
  assert.equal(answer.status, 404)
  assert.equal(answer.headers.get('content-encoding'), 'gzip')
  assert.equal(answer.headers.get('vary'), 'Accept-Language, Accept-Encoding')
  assert.ok(answer.headers.has('content-security-policy'))
  assert.match(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString(), /<p>Text/)
})

test('whoever does not take gzip gets such a page as it is', async () => {
  const answer = await answerOf({ isCompressible: true }, 'gzip;q=0')
  assert.equal(answer.headers.get('content-encoding'), null)
  assert.equal(answer.headers.get('vary'), 'Accept-Language, Accept-Encoding')
  assert.match(await answer.text(), /<p>Text/)
})
