import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestServer, type TestServer } from '../open-test-server.testing.ts'
import type { Failure } from '../store/activity-store.ts'
import { sampleClient } from '../store/contract/samples.testing.ts'
import { appActivityView } from './app-activity-view.ts'

const app = sampleClient({ clientId: 'app' })
const other = sampleClient({ clientId: 'other' })
const hour = 3_600_000

let opened: TestServer
before(async () => {
  opened = await openTestServer()
})
after(() => opened.close())

function failure(clientId: string, n: number): Failure {
  const { time } = opened.clock
  const words = { endpoint: '/oauth2/token', code: 'invalid_grant', message: 'No.' } as const
  return { id: `${clientId}-${n}`, clientId, at: time + n, ...words, reason: { kind: 'code spent' } }
}

async function page(query: Readonly<Record<string, string>> = {}, client = app): Promise<string> {
  return String(await appActivityView(opened.server, client, query))
}

test('an app that did nothing is told how to get a first request', async () => {
  assert.match(await page({}, sampleClient({ clientId: 'new' })), /No requests in this time.*href="samples"/s)
})

test('what several processes counted is one sum, and a failure is there at once', async () => {
  const { server, openSecond } = opened
  const second = await openSecond()
  for (const { activity } of [server, second, second]) activity.count('app', 'token', 'refresh_token')
  second.activity.failed(failure('app', 1))
  await second.activity.flush()
  server.activity.failed(failure('app', 2))
  const text = await page()
  assert.match(text, /<dt>Requests<\/dt><dd>5<\/dd>/)
  assert.match(text, /<dt>Tokens for refresh_token<\/dt><dd>3<\/dd>/)
  assert.match(text, /<dt>invalid_grant<\/dt><dd>2<\/dd>/)
  assert.ok(text.indexOf('Error app-2') < text.indexOf('Error app-1'), 'the newest stands first')
})

test('the chart and the table have the same numbers', async () => {
  const text = await page()
  const data = /data-activity="([^"]*)"/.exec(text)?.[1]?.replaceAll('&quot;', '"') ?? '{}'
  const { from, step, requests, errors } = JSON.parse(data)
  assert.deepEqual([requests.length, errors.length, requests.at(-1), errors.at(-1)], [24, 24, 5, 2])
  assert.equal(from + 23 * step, opened.clock.time - (opened.clock.time % hour))
  assert.match(text, /<td>5<\/td><td>2<\/td>/)
})

test('an id leads to its failure, and another app’s id to nothing', async () => {
  opened.server.activity.failed(failure('other', 1))
  assert.match(await page({ error: 'other-1' }, other), /<h2>Error other-1/)
  const text = await page({ error: ' app-1 ' })
  assert.match(text, /id="failure".*<h2>Error app-1.*The code was spent before/s)
  assert.match(await page({ error: 'other-1' }), /No such failure of this app/)
  assert.doesNotMatch(await page(), /other-1/)
})

test('an id that nobody gave is text', async () => {
  const text = await page({ error: '"><script>alert(1)</script>' })
  assert.doesNotMatch(text, /<script>/)
})

test('many failures have pages; a page or range of nonsense is the first', async () => {
  for (let n = 10; n < 40; n++) {
    opened.clock.time += 60_000
    opened.server.activity.failed({ ...failure('app', n), at: opened.clock.time })
  }
  const first = await page()
  assert.match(first, /Page 1 of 4/)
  assert.match(first, /href="\?range=24h&amp;page=2"|href="\?range=24h&page=2"/)
  assert.match(await page({ page: '4', range: '7d' }), /Error app-1<.*rel="prev"/s)
  for (const odd of ['0', '-1', '99999999999999999999', 'x', '1e9'])
    assert.match(await page({ page: odd, range: '__proto__' }), /Page [14] of 4/)
})

test('a full week of a busy app fits into a page, with stylesheet and chart library under 60 kB', async () => {
  const { server, clock } = opened
  const client = sampleClient({ clientId: 'busy', redirectUris: ['https://app.example.com/callback'] })
  const thisHour = clock.time - (clock.time % hour)
  const counts = Array.from({ length: 168 }, (_, n) => ({ hour: thisHour - n * hour, count: 12_345 + n }))
  await server.store.countActivity(
    counts.map((one) => ({ clientId: 'busy', kind: 'error', name: 'invalid_request', ...one })),
  )
  const { redirectUris: registered } = client
  const reason = { kind: 'redirect uri not registered', given: `${registered}/`, registered } as const
  for (let n = 0; n < 10; n++) server.activity.failed({ ...failure('busy', n), reason })
  const bytes = Buffer.byteLength(await page({ range: '7d', error: 'busy-3' }, client))
  assert.ok(bytes > 10_000 && bytes < 25_000, `${bytes} bytes`)
})
