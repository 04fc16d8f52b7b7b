import assert from 'node:assert/strict'
import { it } from 'node:test'
import { randomToken } from '@latchkey/protocol'
import { journeyMillis } from '../pushed-requests-store.ts'
import { atOnce, beginning, minute, type OpenedStore } from './samples.testing.ts'

function newRequest(expiresAt: number) {
  const parameters = [
    ['client_id', 'app'],
    ['state', 'a "state" with 家'],
    ['resource', 'https://one.example'],
    ['resource', 'https://other.example'],
  ] as const
  return { hash: randomToken(256), clientId: 'app', parameters, isSigned: true, expiresAt }
}

/** What every store does for authorization requests that came beforehand. */
export function describePushedRequests(opened: () => OpenedStore): void {
  it('keeps a request as it was pushed, in its order', async () => {
    const { store } = opened()
    const request = newRequest(beginning + minute)
    await store.savePushedRequest(request)
    assert.deepEqual(await store.findPushedRequest(request.hash), { ...request, completedAt: undefined })
    assert.equal(await store.findPushedRequest(`${request.hash}x`), undefined)
  })

  it('completes a request for exactly one of twenty who come at once', async () => {
    const { store } = opened()
    const request = newRequest(beginning + minute)
    await store.savePushedRequest(request)
    const completed = await atOnce(20, () => store.completePushedRequest(request.hash, beginning))
    assert.equal(completed.filter(Boolean).length, 1)
    assert.equal((await store.findPushedRequest(request.hash))?.completedAt, beginning)
    assert.equal(await store.completePushedRequest('of nobody', beginning), false)
  })

  it('keeps an expired request as long as a journey may go on, and then sweeps it', async () => {
    const { store } = opened()
    // Long before every other row of these tests, so that only this one is over.
    const request = newRequest(100 - journeyMillis)
    await store.savePushedRequest(request)
    await store.sweep(99, 10)
    assert.equal((await store.findPushedRequest(request.hash))?.hash, request.hash)
    await store.sweep(100, 10)
    assert.equal(await store.findPushedRequest(request.hash), undefined)
  })
}
