import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPasswordQueue } from './password-queue.ts'

test('two work at once, a hundred wait in order, the next is told that it is busy', async () => {
  const queue = createPasswordQueue()
  const gates: (() => void)[] = []
  const begun: number[] = []
  const work = (n: number) =>
    queue.enter(async () => {
      begun.push(n)
      await new Promise<void>((resolve) => gates.push(resolve))
      return n
    })
  const entered = Array.from({ length: 102 }, (_, n) => work(n))
  assert.equal(await queue.enter(async () => 'too much'), 'busy')
  assert.deepEqual(begun, [0, 1])
  for (let opened = 0; opened < 102; opened++) {
    gates[opened]?.()
    await entered[opened]
  }
  assert.deepEqual(await Promise.all(entered), begun)
  assert.deepEqual(
    begun,
    begun.toSorted((a, b) => a - b),
  )
})

test('work that fails leaves its place', async () => {
  const queue = createPasswordQueue()
  const fail = () => queue.enter(async () => Promise.reject(new Error('no')))
  for (let n = 0; n < 5; n++) await assert.rejects(fail())
  assert.equal(await queue.enter(async () => 'in'), 'in')
})
