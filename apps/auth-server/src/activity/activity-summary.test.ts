import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ActivityCount, ActivityKind } from '../store/activity-store.ts'
import { beginningOf, summarizeActivity } from './activity-summary.ts'

const hour = 3_600_000
/** 4 May 2026, 13:20 UTC. */
const now = Date.UTC(2026, 4, 4, 13, 20)
const thisHour = Date.UTC(2026, 4, 4, 13)

function count(hoursAgo: number, kind: ActivityKind, name: string, times: number): ActivityCount {
  return { clientId: 'app', hour: thisHour - hoursAgo * hour, kind, name, count: times }
}

const counts = [
  count(0, 'token', 'refresh_token', 5),
  count(0, 'error', 'invalid_grant', 2),
  count(1, 'call', 'ok', 40),
  count(1, 'call', 'refused', 3),
  count(23, 'authorization', 'denied', 1),
  count(24, 'token', 'refresh_token', 100),
  count(24 * 29, 'token', 'authorization_code', 1_000),
]

test('24 hours, by the hour, the present one last', () => {
  const { times, requests, errors, totals, byKind } = summarizeActivity(counts, '24h', now)
  assert.equal(times.length, 24)
  assert.equal(times.at(-1), thisHour)
  assert.deepEqual(requests.slice(-2), [43, 7])
  assert.equal(requests[0], 1)
  assert.deepEqual(errors.slice(-2), [3, 2])
  assert.deepEqual(totals, { requests: 51, errors: 5 })
  assert.deepEqual(byKind.token, [{ name: 'refresh_token', count: 5 }])
})

test('7 days by the hour', () => {
  const { requests, totals } = summarizeActivity(counts, '7d', now)
  assert.equal(requests.length, 168)
  assert.equal(requests.at(-25), 100)
  assert.equal(totals.requests, 151)
})

test('30 days by the day of UTC, the most frequent first', () => {
  const { times, requests, byKind } = summarizeActivity(counts, '30d', now)
  assert.deepEqual([times.length, times.at(-1)], [30, Date.UTC(2026, 4, 4)])
  assert.deepEqual(requests.slice(-2), [101, 50])
  assert.equal(requests[0], 1_000)
  assert.deepEqual(
    byKind.token.map(({ name }) => name),
    ['authorization_code', 'refresh_token'],
  )
  assert.equal(beginningOf('30d', now), Date.UTC(2026, 3, 5))
})

test('an app that did nothing', () => {
  const { requests, totals } = summarizeActivity([], '24h', now)
  assert.deepEqual([requests.length, totals.requests], [24, 0])
})
