import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSecretThrottle } from './secret-throttle.ts'

function open() {
  const clock = { time: 1_000_000 }
  return { clock, throttle: createSecretThrottle(() => clock.time) }
}

test('after twenty wrong secrets in a minute a client waits for the end of that minute', () => {
  const { clock, throttle } = open()
  for (let n = 0; n < 20; n++) {
    assert.equal(throttle.waitSeconds('a'), 0)
    throttle.countWrong('a')
  }
  assert.equal(throttle.waitSeconds('a'), 60)
  assert.equal(throttle.waitSeconds('b'), 0, 'another client')
  clock.time += 59_001
  assert.equal(throttle.waitSeconds('a'), 1)
  throttle.countWrong('a')
  clock.time += 999
  assert.equal(throttle.waitSeconds('a'), 0, 'a wrong one while waiting does not prolong the wait')
  throttle.countWrong('a')
  assert.equal(throttle.waitSeconds('a'), 0, 'and the count began anew')
})

test('an address is known for the client whose secret it had right', () => {
  const { throttle } = open()
  throttle.countRight('a', '192.0.2.1')
  assert.equal(throttle.isKnownAddress('a', '192.0.2.1'), true)
  assert.equal(throttle.isKnownAddress('a', '192.0.2.2'), false)
  assert.equal(throttle.isKnownAddress('b', '192.0.2.1'), false)
})
