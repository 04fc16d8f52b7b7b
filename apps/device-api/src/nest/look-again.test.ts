import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DatabaseUnavailable } from '@latchkey/sql'
import { type Lookout, lookAgain } from './look-again.ts'

async function until(isSo: () => boolean): Promise<void> {
  const end = performance.now() + 20_000
  while (!isSo()) {
    assert.ok(performance.now() < end, 'waited too long')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

const hour = 3_600_000

test('however many ask, one looks at a time, and once more after the last who asked', async () => {
  let [looks, under, asked, seen] = [0, 0, 0, 0]
  const lookout = lookAgain({
    look: async () => {
      looks += 1
      under += 1
      assert.equal(under, 1)
      seen = asked
      await new Promise((resolve) => setTimeout(resolve, 5))
      under -= 1
    },
    restMillis: hour,
    onFault: () => assert.fail(),
    now: () => 0,
  })
  for (; asked < 500; asked += 1) {
    lookout.lookSoon()
    if (asked % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
  }
  lookout.lookSoon()
  await until(() => seen === 500 && under === 0)
  assert.ok(looks < 50, `${looks}`)
  lookout.end()
})

test('a look that takes long is followed by a longer pause', async () => {
  let clock = 0
  const looks: number[] = []
  const lookout: Lookout = lookAgain({
    look: async () => {
      looks.push(performance.now())
      clock += 20
      lookout.lookSoon()
    },
    restMillis: hour,
    onFault: () => assert.fail(),
    now: () => clock,
  })
  lookout.lookSoon()
  await until(() => looks.length >= 3)
  lookout.end()
  const [first = 0, , third = 0] = looks
  assert.ok(third - first >= 390, `${third - first}`)
})

test('a lost database is looked for again, a fault is told, and after the end nobody looks', async () => {
  let fails: Error | undefined = new DatabaseUnavailable('lost')
  let [looks, faults] = [0, 0]
  const lookout = lookAgain({
    look: async () => {
      looks += 1
      if (fails !== undefined) throw fails
    },
    restMillis: hour,
    onFault: () => {
      faults += 1
    },
    now: () => 0,
  })
  lookout.lookSoon()
  await until(() => looks === 2)
  assert.equal(faults, 0)
  fails = new Error('a fault')
  await until(() => faults === 1)
  lookout.end()
  const before = looks
  lookout.lookSoon()
  await new Promise((resolve) => setTimeout(resolve, 1200))
  assert.equal(looks, before)
})
