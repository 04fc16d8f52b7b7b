import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { signJwt } from '../keys/sign-jwt.ts'
import { issuer, openTestServer, type TestServer } from '../open-test-server.testing.ts'
import { minute } from '../store/contract/samples.testing.ts'
import { readIdTokenHint } from './read-id-token-hint.ts'

let opened: TestServer
before(async () => {
  opened = await openTestServer()
})
after(() => opened.close())

const claims = { iss: issuer, sub: 'anna', aud: 'app', iat: 1, exp: 2, sid: 'session' }
const day = 24 * 60 * minute

function write(more: object = {}, typ = 'JWT'): string {
  return signJwt(opened.server.keys, 'ES256', typ, { ...claims, ...more })
}

test('a hint tells whom it is about, which clients it is for and the session', async () => {
  const { server } = opened
  const read = await readIdTokenHint(server, write())
  assert.deepEqual(read, { subject: 'anna', clientIds: ['app'], sessionId: 'session' })
  const several = await readIdTokenHint(server, write({ aud: ['a', 'b'], azp: 'c', sid: undefined }))
  assert.deepEqual(several, { subject: 'anna', clientIds: ['a', 'b', 'c'], sessionId: undefined })
})

test('what is no ID token of this issuer is no hint', async () => {
  const { server } = opened
  const others = [
    write({ iss: 'https://other.example.com' }),
    write({ exp: undefined }),
    write({ iat: undefined }),
    write({ sub: 7 }),
    write({}, 'at+jwt'),
    write({}, 'logout+jwt'),
    '',
    'a.b.c',
  ]
  for (const text of others) assert.equal(await readIdTokenHint(server, text), undefined, text)
})

test('a hint outlives its key’s use, not the key’s end', async () => {
  const { server, clock } = opened
  const { id } = server.keys.current('ES256')
  const hint = write()
  await server.keys.rotate('ES256')
  clock.time += 400 * day
  await server.keys.reload()
  assert.equal(
    server.keys.publicKeys().some(({ kid }) => kid === id),
    false,
    'the key is published no more',
  )
  assert.equal((await readIdTokenHint(server, hint))?.subject, 'anna')
  await server.store.endKey(id, clock.time)
  await server.keys.reload()
  assert.equal(await readIdTokenHint(server, hint), undefined)
})
