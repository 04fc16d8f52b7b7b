import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pino } from 'pino'
import type { ActivityCount, Failure } from '../store/activity-store.ts'
import { createActivityLog } from './activity-log.ts'

const hour = 3_600_000
const silent = pino({ level: 'silent' })

/** A store that remembers, and that fails as long as `isDown`. */
function openLog() {
  const clock = { time: 10 * hour }
  const state = { isDown: false }
  const written: ActivityCount[] = []
  const saved: Failure[] = []
  const answer = async (keep: () => void) => {
    if (state.isDown) throw new Error('down')
    keep()
  }
  const store = {
    countActivity: (counts: readonly ActivityCount[]) => answer(() => void written.push(...counts)),
    saveFailures: (failures: readonly Failure[]) => answer(() => void saved.push(...failures)),
  }
  return { activity: createActivityLog(store, () => clock.time, silent), clock, state, written, saved }
}

function failure(id: string, more: Partial<Failure> = {}): Failure {
  const words = { endpoint: '/oauth2/token', code: 'invalid_grant', message: 'No.' } as const
  return { id, clientId: 'app', at: 10 * hour, ...words, reason: { kind: 'code spent' }, ...more }
}

test('what happens is counted by client, hour, kind and name, and written once', async () => {
  const { activity, clock, written } = openLog()
  for (const clientId of ['app', 'app', 'other']) activity.count(clientId, 'token', 'refresh_token')
  activity.count('app', 'call', 'ok')
  clock.time += hour
  activity.count('app', 'token', 'refresh_token')
  await activity.flush()
  await activity.flush()
  const rows = written.map(({ clientId, hour: at, kind, name, count }) => [
    clientId,
    at / hour,
    kind,
    name,
    count,
  ])
  assert.deepEqual(rows, [
    ['app', 10, 'token', 'refresh_token', 2],
    ['app', 10, 'call', 'ok', 1],
    ['other', 10, 'token', 'refresh_token', 1],
    ['app', 11, 'token', 'refresh_token', 1],
  ])
})

test('what could not be written waits for the next time, and is written once', async () => {
  const { activity, state, written, saved } = openLog()
  activity.failed(failure('one'))
  state.isDown = true
  await activity.flush()
  activity.failed(failure('two'))
  await activity.flush()
  assert.deepEqual([written, saved], [[], []])
  state.isDown = false
  await activity.flush()
  await activity.flush()
  assert.deepEqual(
    written.map(({ kind, name, count }) => [kind, name, count]),
    [['error', 'invalid_grant', 2]],
  )
  assert.deepEqual(
    saved.map(({ id }) => id),
    ['one', 'two'],
  )
})

test('a write that fails half way keeps only what was not written', async () => {
  const written: ActivityCount[] = []
  let batches = 0
  const countActivity = async (counts: readonly ActivityCount[]) => {
    batches += 1
    if (batches === 2) throw new Error('down')
    written.push(...counts)
  }
  const activity = createActivityLog({ countActivity, saveFailures: async () => {} }, () => 0, silent)
  const ids = Array.from({ length: 1_200 }, (_, n) => `app-${n}`)
  for (const id of ids) activity.count(id, 'call', 'ok')
  await activity.flush()
  assert.equal(written.length, 500)
  await activity.flush()
  assert.deepEqual(written.map(({ clientId }) => clientId).toSorted(), ids.toSorted())
  assert.ok(written.every(({ count }) => count === 1))
})

test('writes do not overlap, and whoever asks meanwhile waits until what was counted before is written', async () => {
  let running = 0
  let written = 0
  const countActivity = async (counts: readonly ActivityCount[]) => {
    assert.equal(++running, 1)
    await new Promise((resolve) => setTimeout(resolve, 5))
    running -= 1
    for (const { count } of counts) written += count
  }
  const activity = createActivityLog({ countActivity, saveFailures: async () => {} }, () => 0, silent)
  activity.count('app', 'call', 'ok')
  const first = activity.flush()
  activity.count('app', 'call', 'ok')
  await Promise.all([activity.flush(), activity.flush()])
  assert.equal(written, 2)
  await first
})

test('a flood of failures keeps few details a minute, and is counted in full', async () => {
  const { activity, clock, written, saved } = openLog()
  const secret = { kind: 'wrong client secret', clientId: 'app', ending: 'xy' } as const
  for (let n = 0; n < 5_000; n++)
    activity.failed(failure(`a${n}`, { code: 'invalid_client', reason: secret }))
  activity.failed(failure('of-another-kind'))
  activity.failed(failure('of-another-app', { clientId: 'other' }))
  await activity.flush()
  assert.equal(saved.length, 12)
  assert.ok(
    saved.some(({ id }) => id === 'of-another-kind') && saved.some(({ id }) => id === 'of-another-app'),
  )
  assert.equal(written.find(({ name }) => name === 'invalid_client')?.count, 5_000)
  clock.time += 60_000
  for (let n = 0; n < 50; n++) activity.failed(failure(`b${n}`, { reason: { kind: 'as described' } }))
  for (let n = 0; n < 50; n++) activity.failed(failure(`c${n}`, { reason: { kind: 'code expired' } }))
  for (let n = 0; n < 50; n++) activity.failed(failure(`d${n}`, { reason: { kind: 'code spent' } }))
  await activity.flush()
  assert.equal(saved.length, 12 + 20)
})

test('a store that is down for long costs a bounded memory, and no count of a client that is known already', async () => {
  const { activity, state, written } = openLog()
  state.isDown = true
  for (let round = 0; round < 3; round++) {
    for (let n = 0; n < 30_000; n++) activity.count(`app-${round}-${n}`, 'call', 'ok')
    await activity.flush()
  }
  activity.count('app-0-0', 'call', 'ok')
  state.isDown = false
  await activity.flush()
  assert.equal(written.length, 50_000)
  assert.equal(written.find(({ clientId }) => clientId === 'app-0-0')?.count, 2)
})
