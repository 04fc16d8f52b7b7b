import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestServer, type TestServer } from '../open-test-server.testing.ts'
import { sampleClient } from '../store/contract/samples.testing.ts'
import type { Client } from '../store/records.ts'
import { subjectFor } from './subject-for.ts'

let opened: TestServer
before(async () => {
  opened = await openTestServer()
})
after(() => opened.close())

function subjectOf(more: Partial<Client>, accountId = 'anna'): string {
  return subjectFor(opened.server.keys, sampleClient({ subjectType: 'pairwise', ...more }), accountId)
}

const own = ['https://app.example.com/cb', 'https://app.example.com:8443/other']

test('a client that says nothing knows accounts by their ids', () => {
  assert.equal(subjectOf({ subjectType: undefined }), 'anna')
  assert.equal(subjectOf({ subjectType: 'public' }), 'anna')
})

test('clients of one host have the same pairwise subjects, and nobody else', () => {
  const subject = subjectOf({ redirectUris: own })
  assert.match(subject, /^[\w-]{43}$/)
  assert.equal(subjectOf({ redirectUris: ['https://app.example.com/'] }), subject)
  assert.notEqual(subjectOf({ redirectUris: ['https://example.com/cb'] }), subject)
  assert.notEqual(subjectOf({ redirectUris: own }, 'ben'), subject)
})

test('the host of the sector document counts, wherever the redirect URIs are', () => {
  const sectorIdentifierUri = 'https://app.example.com/sector.json'
  const redirectUris = ['https://one.example.net/cb', 'https://two.example.org/cb']
  assert.equal(subjectOf({ redirectUris, sectorIdentifierUri }), subjectOf({ redirectUris: own }))
})

test('apps on people’s devices share a host with strangers, and so no subjects', () => {
  for (const uri of ['http://127.0.0.1/cb', 'http://localhost/cb', 'com.example.app:/cb']) {
    const redirectUris = [uri]
    const one = subjectOf({ redirectUris, clientId: 'one' })
    assert.notEqual(one, subjectOf({ redirectUris, clientId: 'two' }), uri)
    assert.equal(one, subjectOf({ redirectUris, clientId: 'one' }), uri)
  }
})

test('a subject outlives every rotation of keys, and is the same in every process', async () => {
  const { server, clock, openSecond } = opened
  const client = sampleClient({ subjectType: 'pairwise' })
  const before = subjectFor(server.keys, client, 'anna')
  for (const kind of ['sealing', 'refresh', 'RS256', 'ES256'] as const) await server.keys.rotate(kind)
  clock.time += 86_400_000
  await server.keys.reload()
  assert.equal(subjectFor(server.keys, client, 'anna'), before)
  assert.equal(subjectFor((await openSecond()).keys, client, 'anna'), before)
})
