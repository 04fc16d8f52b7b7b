import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestServer, type TestServer } from '../open-test-server.testing.ts'
import { sampleClient, sampleSecret } from '../store/contract/samples.testing.ts'
import { limitPushes } from './limit-pushes.ts'

let opened: TestServer
before(async () => {
  opened = await openTestServer()
})
after(() => opened.close())

test('what anybody can push is limited for each network and hour; whoever proves to be a verified app pushes on', async () => {
  const { server, clock } = opened
  const isPublic = sampleClient()
  const push = (address: string, client = isPublic) => limitPushes(server, { address }, client)
  for (let count = 0; count < 1_000; count++) await push('192.0.2.7')
  await assert.rejects(push('192.0.2.8'), { code: 'temporarily_unavailable', status: 429 })
  const secrets = [sampleSecret()]
  await push('192.0.2.8', sampleClient({ secrets }))
  await assert.rejects(push('192.0.2.8', sampleClient({ secrets, verified: false })), { status: 429 })
  await push('198.51.100.7')
  clock.time += 3_600_000
  await push('192.0.2.7')
})
