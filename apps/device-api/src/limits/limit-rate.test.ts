import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createTokenBuckets } from './token-buckets.ts'

const rate = { requests: 5, seconds: 10 }

test('so many at once, then as they come back, and each connection for itself', () => {
  const buckets = createTokenBuckets(rate)
  const taken = Array.from({ length: 6 }, () => buckets.take('a', 0).left)
  assert.deepEqual(taken, [4, 3, 2, 1, 0, -1])
  assert.equal(buckets.take('b', 0).left, 4)
  assert.deepEqual(buckets.take('a', 500), { left: -1, waitSeconds: 2 })
  assert.equal(buckets.take('a', 2000).left, 0)
  assert.equal(buckets.take('a', 60_000).left, 4)
})

test('a clock that goes backwards gives nothing away', () => {
  const buckets = createTokenBuckets(rate)
  for (let n = 0; n < 5; n += 1) buckets.take('a', 1_000_000)
  assert.equal(buckets.take('a', 0).left, -1)
  assert.equal(buckets.take('a', 1_000_000).left, -1)
})

test('in any time no more than the bucket and what came back', () => {
  const steps = fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 200 })
  const property = fc.property(steps, (waits) => {
    const buckets = createTokenBuckets(rate)
    let now = 0
    let passed = 0
    for (const step of waits) {
      now += step
      if (buckets.take('a', now).left >= 0) passed += 1
      assert.ok(passed <= rate.requests + (now / 1000) * (rate.requests / rate.seconds) + 1e-6)
    }
  })
  fc.assert(property, { numRuns: 300 })
})

test('who waits as long as was said passes', () => {
  const buckets = createTokenBuckets({ requests: 3, seconds: 7 })
  let now = 0
  for (let n = 0; n < 40; n += 1) {
    const { left, waitSeconds } = buckets.take('a', now)
    if (left >= 0) continue
    now += waitSeconds * 1000
    assert.ok(buckets.take('a', now).left >= 0)
  }
})

test('full buckets are forgotten', () => {
  const buckets = createTokenBuckets({ requests: 2, seconds: 1 })
  for (let n = 0; n < 10_100; n += 1) buckets.take(`client ${n}`, 0)
  assert.equal(buckets.take('client 1', 5000).left, 1)
})
