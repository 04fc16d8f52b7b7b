import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestServer } from '../open-test-server.testing.ts'
import { sampleClient } from '../store/contract/samples.testing.ts'
import { hashSecret, matchingSecret, newClientSecret, secretRecord } from './client-secret.ts'

test('secrets: new ones, kept as peppered hashes, two at a time, over when they expire', async (t) => {
  const { server, openSecond, close } = await openTestServer()
  t.after(close)
  const pepper = server.keys.current('pepper')
  const secret = newClientSecret()
  assert.match(secret, /^lk_cs_[0-9A-Za-z]{43,}$/)
  assert.notEqual(newClientSecret(), secret)
  const record = secretRecord(pepper, secret, { label: 'first', now: 5 })
  assert.deepEqual([record.ending, record.weak, record.createdAt], [secret.slice(-2), false, 5])
  assert(!JSON.stringify(record).includes(secret.slice(0, -2)))
  assert.equal(hashSecret((await openSecond()).keys.current('pepper'), secret), record.hash)

  const short = secretRecord(pepper, 'imported-secret', { label: 'second', now: 5, expiresAt: 100 })
  assert.equal(short.weak, true)
  const client = sampleClient({ secrets: [record, short] })
  assert.equal(matchingSecret(pepper, client, secret, 99), record)
  assert.equal(matchingSecret(pepper, client, 'imported-secret', 99), short)
  assert.equal(matchingSecret(pepper, client, 'imported-secret', 100), undefined)
  for (const wrong of ['', secret.slice(1), `${secret}x`, secret.toLowerCase(), record.hash])
    assert.equal(matchingSecret(pepper, client, wrong, 99), undefined)
})
