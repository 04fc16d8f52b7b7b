import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pino } from 'pino'
import type { Store } from '../store/store.ts'
import { createUseLog, type FamilyUse } from './use-log.ts'

const hour = 3_600_000

function openLog() {
  const written: FamilyUse[] = []
  const touchFamilies: Store['touchFamilies'] = async (uses) => void written.push(...uses)
  const uses = createUseLog({ touchFamilies, touchSecrets: async () => {} }, pino({ level: 'silent' }))
  return { uses, written }
}

test('a use is written once an hour', async () => {
  const { uses, written } = openLog()
  for (const at of [10 * hour, 10 * hour + 1, 11 * hour]) {
    uses.family({ id: 'f', at, endsAt: 0 })
    await uses.flush()
  }
  assert.deepEqual(
    written.map(({ at }) => at),
    [10 * hour, 11 * hour],
  )
})

test('a refresh moves the end of a connection that is used all the time', async () => {
  const { uses, written } = openLog()
  for (let minute = 0; minute < 120; minute++) {
    const at = 10 * hour + minute * 60_000
    uses.family({ id: 'f', at, endsAt: 0 })
    if (minute % 60 === 5) uses.family({ id: 'f', at, refreshExpiresAt: at + hour, endsAt: at + hour })
    await uses.flush()
  }
  const moved = written.flatMap(({ refreshExpiresAt }) => refreshExpiresAt ?? [])
  assert.deepEqual(moved, [10 * hour + 65 * 60_000, 11 * hour + 65 * 60_000])
})

test('a connection that idles out within the hour lives on while it is refreshed', async () => {
  const { uses, written } = openLog()
  const idle = 30 * 60_000
  let expiresAt = 10 * hour + idle
  for (let at = 10 * hour; at < 12 * hour; at += 10 * 60_000) {
    assert.ok(at < expiresAt, `over at ${at}`)
    uses.family({ id: 'f', at, refreshExpiresAt: at + idle, endsAt: at + hour })
    await uses.flush()
    expiresAt = written.at(-1)?.refreshExpiresAt ?? 0
  }
})
