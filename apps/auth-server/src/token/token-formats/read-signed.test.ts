import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ServerContext } from '../../context.ts'
import { signJwt } from '../../keys/sign-jwt.ts'
import { issuer, openTestServer, type TestServer } from '../../open-test-server.testing.ts'
import { beginning } from '../../store/contract/samples.testing.ts'
import { readSigned } from './read-signed.ts'

let opened: TestServer
before(async () => {
  opened = await openTestServer()
})
after(() => opened.close())

function token(latchkey: object): string {
  const iat = beginning / 1000
  const claims = { iss: issuer, sub: 'anna', aud: 'api', client_id: 'app', scope: 'openid', jti: 'x', iat }
  return signJwt(opened.server.keys, 'ES256', 'at+jwt', { ...claims, exp: iat + 300, latchkey })
}

const counters = { client: 0, account: 0, grant: 0, family: 0 }

test('the account is the one of the connection; a token whose connection is gone is none, whatever its sub is', async () => {
  assert.equal(await readSigned(opened.server, token({ ...counters, family_id: 'gone' })), undefined)
  assert.equal(await readSigned(opened.server, token(counters)), undefined)
  assert.equal((await readSigned(opened.server, token({ client: 0 })))?.accountId, undefined)
})

test('a lost database is no bad token', async () => {
  const { server } = opened
  const records = {
    ...server.records,
    family: () => Promise.reject(new Error('the database is lost')),
  }
  const lost: ServerContext = { ...server, records }
  await assert.rejects(readSigned(lost, token({ ...counters, family_id: 'any' })), /the database is lost/)
})
