import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readParameters } from '@latchkey/protocol'
import type { PolicyName, PolicyOverrides } from '../clients/policies.ts'
import { openTestServer, type TestServer } from '../open-test-server.testing.ts'
import { beginning, minute, sampleAccount, sampleClient } from '../store/contract/samples.testing.ts'
import { decodeAuthorizationRequest } from './decode-authorization-request.ts'
import { findReturnAddress } from './find-return-address.ts'
import { issueCode } from './issue-code.ts'

let opened: TestServer
before(async () => {
  opened = await openTestServer()
})
after(() => opened.close())

/** How long the code lives that a client of this policy gets for a pushed request. */
async function secondsOf(policy: PolicyName, overrides: PolicyOverrides): Promise<number> {
  const { server } = opened
  const client = sampleClient({ dialect: 'standard', policy, overrides, scopes: ['devices:read'] })
  await server.store.saveClient(client)
  const sent = {
    client_id: client.clientId,
    response_type: 'code',
    redirect_uri: 'https://app.example.com/cb',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  }
  const hash = `pushed by ${client.clientId}`
  const pushed = { hash, clientId: client.clientId, parameters: Object.entries(sent), isSigned: false }
  await server.store.savePushedRequest({ ...pushed, expiresAt: beginning + minute })
  const addressed = await findReturnAddress(server, readParameters(pushed.parameters), () => {})
  const request = await decodeAuthorizationRequest(server, addressed, {
    kind: 'pushed',
    hash,
    isSigned: false,
  })
  const account = sampleAccount()
  await server.store.addAccount(account)
  const times = { signedInAt: beginning, lastSeenAt: beginning, expiresAt: beginning + minute }
  const session = { idHash: 'hash', sessionId: 'sid', accountId: account.id, ...times }
  const { livesSeconds } = await issueCode(server, request, { account, session }, [])
  await assert.rejects(issueCode(server, request, { account, session }, []), { code: 'invalid_request_uri' })
  return livesSeconds
}

test('a code lives as its policy and the client’s own setting say, but a minute at most where requests are pushed', async () => {
  assert.equal(await secondsOf('fapi2', {}), 60)
  assert.equal(await secondsOf('fapi2', { codeSeconds: 600 }), 60)
  assert.equal(await secondsOf('fapi2', { codeSeconds: 20 }), 20)
  assert.equal(await secondsOf('default', { codeSeconds: 600 }), 600)
})
