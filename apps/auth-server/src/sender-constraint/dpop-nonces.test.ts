import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestServer, type TestServer } from '../open-test-server.testing.ts'
import { currentNonce, isGoodNonce } from './dpop-nonces.ts'

let opened: TestServer
before(async () => {
  opened = await openTestServer()
})
after(() => opened.close())

const minute = 60_000

test('a nonce is good for a minute at least and two at most', () => {
  const { server, clock } = opened
  clock.time = Math.ceil(clock.time / minute) * minute
  const early = currentNonce(server)
  clock.time += minute - 1
  assert.equal(currentNonce(server), early)
  clock.time += minute
  assert.notEqual(currentNonce(server), early)
  assert.equal(isGoodNonce(server, early), true)
  clock.time += 1
  assert.equal(isGoodNonce(server, early), false)
})

test('every process accepts the nonces of the others, though its clock is a little behind', async () => {
  const { server, clock } = opened
  const second = await opened.openSecond()
  const nonce = currentNonce(server)
  assert.equal(isGoodNonce(second, nonce), true)
  clock.time -= 1000
  assert.equal(isGoodNonce(second, nonce), true)
})

test('a new key of the ring does not make the nonces bad that were given out before', async () => {
  const { server, clock } = opened
  const nonce = currentNonce(server)
  await server.keys.rotate('pepper')
  clock.time += 10_000
  assert.equal(isGoodNonce(server, nonce), true)
  clock.time += minute
  assert.equal(isGoodNonce(server, currentNonce(server)), true)
})

test('nothing that we did not make is good', () => {
  const { server } = opened
  for (const text of ['', 'x', currentNonce(server).slice(1), `${currentNonce(server)}x`])
    assert.equal(isGoodNonce(server, text), false)
})
