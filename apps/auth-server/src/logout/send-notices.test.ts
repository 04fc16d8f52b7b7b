import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { ServerContext } from '../context.ts'
import { openTestServer, type TestServer } from '../open-test-server.testing.ts'
import { guardedOutbound } from '../outbound/guarded-outbound.ts'
import { beginning, sampleAccount, sampleClient } from '../store/contract/samples.testing.ts'
import { mostNoticeAttempts, noticeWaits } from '../store/logout-notices-store.ts'
import { createNoticeSender } from './send-notices.ts'

let opened: TestServer
let app: Server
let address = ''
/** What the app answers with; the tokens that it was sent. */
let status = 200
let heard: string[] = []

before(async () => {
  opened = await openTestServer()
  app = createServer((request, answer) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      heard.push(body)
      answer.writeHead(status).end()
    })
  }).listen(0, '127.0.0.1')
  await once(app, 'listening')
  address = `http://127.0.0.1:${(app.address() as AddressInfo).port}/logout`
})
after(async () => {
  app.close()
  await opened.close()
})

/** The same server, which may call the app on this machine. */
function calling(server: ServerContext): ServerContext {
  const allow = [{ host: '127.0.0.1', port: Number(new URL(address).port) }]
  return { ...server, outbound: guardedOutbound({ allow, httpAllowed: true, trustedCa: undefined }) }
}

async function leaveNotice(uri: string): Promise<string> {
  const { store } = opened.server
  const account = sampleAccount()
  const client = sampleClient({ backchannelLogoutUri: uri })
  await store.addAccount(account)
  await store.saveClient(client)
  const times = { signedInAt: beginning, lastSeenAt: beginning, expiresAt: beginning + 1e12 }
  const session = { idHash: account.id, sessionId: `sid of ${account.id}`, accountId: account.id }
  await store.saveSession({ ...session, ...times })
  const { clientId } = client
  const { sessionId, accountId } = session
  await store.joinSession({ sessionId, clientId, accountId, endsAt: beginning + 1e12 })
  await store.endSession(account.id)
  heard = []
  return clientId
}

async function round(server: ServerContext): Promise<void> {
  const sender = createNoticeSender(server)
  await sender.send()
  await sender.settled()
}

test('an app that answers an error is told again after growing waits, and not before', async () => {
  status = 500
  const clientId = await leaveNotice(address)
  const server = calling(opened.server)
  for (const [taken, wait] of noticeWaits.entries()) {
    await round(server)
    assert.equal(heard.length, taken + 1)
    opened.clock.time += wait - 1
    await round(server)
    assert.equal(heard.length, taken + 1, 'too early')
    opened.clock.time += 1
  }
  status = 204
  await round(server)
  assert.equal(heard.length, mostNoticeAttempts)
  opened.clock.time += 1e9
  await round(server)
  assert.equal(heard.length, mostNoticeAttempts, 'it was heard')
  await server.activity.flush()
  assert.deepEqual(await server.store.listFailures(clientId, 10), [])
  const ids = heard.map((body) => JSON.parse(claimsText(body)).jti)
  assert.equal(new Set(ids).size, ids.length, 'each token has an id of its own')
})

function claimsText(body: string): string {
  const token = new URLSearchParams(body).get('logout_token') ?? ''
  return Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()
}

test('an app that never hears it is given up, and its developer is told why', async () => {
  status = 400
  const clientId = await leaveNotice(address)
  const server = calling(opened.server)
  for (const wait of [...noticeWaits, 1e9]) {
    await round(server)
    opened.clock.time += wait
  }
  await round(server)
  assert.equal(heard.length, mostNoticeAttempts)
  await server.activity.flush()
  const failures = await server.store.listFailures(clientId, 10)
  assert.equal(failures.length, 1)
  assert.equal(failures[0]?.endpoint, 'backchannelLogoutUri')
  const expected = { kind: 'outbound request failed', url: address, detail: 'it answered with status 400' }
  assert.deepEqual(failures[0]?.reason, expected)
})

test('what may not be called is not called', async () => {
  const clientId = await leaveNotice(address)
  for (const wait of [...noticeWaits, 1e9]) {
    await round(opened.server)
    opened.clock.time += wait
  }
  assert.deepEqual(heard, [])
  await opened.server.activity.flush()
  const [failure] = await opened.server.store.listFailures(clientId, 10)
  assert.equal(failure?.reason.kind, 'outbound request failed')
})

test('an app that was suspended or took its address away is not told', async () => {
  status = 200
  const server = calling(opened.server)
  const suspended = await leaveNotice(address)
  await server.store.setClientState(suspended, 'suspended')
  await round(server)
  const changed = await leaveNotice(address)
  await server.store.saveClient(sampleClient({ clientId: changed }))
  await round(server)
  await server.store.setClientState(suspended, 'active')
  opened.clock.time += 1e9
  await round(server)
  assert.deepEqual(heard, [])
})

test('of several processes one tells the app', async () => {
  status = 200
  await leaveNotice(address)
  const processes = await Promise.all([1, 2, 3].map(() => opened.openSecond()))
  await Promise.all(processes.map((server) => round(calling(server))))
  assert.equal(heard.length, 1)
})
