import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { anna, definition } from '../definition.ts'
import { inHome } from '../oidc/details-world.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'

// Requests that were begun, or answered, while an app had more than it has now.

const villa = {
  id: 'villa',
  name: 'Villa',
  owner: anna.email,
  timeZone: 'Europe/Stockholm',
  devices: [
    { id: 'villa-door', name: 'Door', type: 'lock' },
    { id: 'villa-crib', name: 'Crib', type: 'camera' },
    { id: 'villa-hall', name: 'Hall', type: 'thermostat' },
  ],
}
const everything = inHome('villa', 'all', 'read', 'control', 'away', 'camera', 'unlock')

let server: SeededLatchkey
before(async () => {
  server = await startSeeded({ definition: { ...definition, structures: [...definition.structures, villa] } })
})
after(() => server.end())

async function bearer(...details: Parameters<typeof inHome>[]): Promise<Readonly<{ authorization: string }>> {
  const given = details.length === 0 ? [everything] : details.map((detail) => inHome(...detail))
  const { accessToken } = await server.connect('standard', { details: given })
  return { authorization: `Bearer ${accessToken}` }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 10_000; !(await isSo()); ) {
    assert.ok(Date.now() < deadline, 'it did not come to be')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

interface SlowRequest {
  /** Sends what was held back of the body; answers the status. */
  finish(): Promise<number>
}

/** A request of which all but the end of the body is sent. */
function beginSlowly(head: string, headers: Readonly<Record<string, string>>, body: string): SlowRequest {
  const answered = Promise.withResolvers<number>()
  const lines = Object.entries({ ...headers, host: 'localhost', 'content-length': String(body.length) })
  const socket = connect(server.running.port, 'localhost')
  socket.write(`${head} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`)
  socket.write(body.slice(0, -1))
  socket.once('data', (chunk) => {
    answered.resolve(Number(String(chunk).split(' ')[1]))
    socket.destroy()
  })
  socket.once('error', answered.reject)
  return {
    finish: () => {
      socket.write(body.slice(-1))
      return answered.promise
    },
  }
}

test('CVE-2026-9094: a connection that ended changes nothing by a request that it had begun', async () => {
  const { accessToken } = await server.connect('standard', { details: [everything] })
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' }
  const open = JSON.stringify({ locked: false })
  const call = JSON.stringify({
    ...{ jsonrpc: '2.0', id: 1, method: 'tools/call' },
    params: { name: 'unlock_door', arguments: { device: 'villa-door' } },
  })
  const mcp = { ...headers, accept: 'application/json, text/event-stream' }
  const begun = [
    beginSlowly('PATCH /v1/devices/villa-door', headers, open),
    beginSlowly('PUT /devices/thermostats/villa-hall/label', headers, '"Mine"'),
    beginSlowly('PUT /structures/villa/name', headers, '"Mine"'),
    beginSlowly('POST /mcp', mcp, call),
  ]
  // All have arrived: what was sent behind them was answered.
  assert.equal((await server.get('/v1/devices/villa-door', headers)).json.locked, true)
  assert.equal((await server.revoke('standard', accessToken)).status, 200)
  await until(async () => (await server.get('/v1/devices', headers)).status === 401)
  const statuses = await Promise.all(begun.map((request) => request.finish()))
  assert.deepEqual(statuses, [401, 401, 401, 401])
  const again = await bearer()
  assert.equal((await server.get('/v1/devices/villa-door', again)).json.locked, true)
  assert.equal((await server.get('/v1/structures/villa', again)).json.name, 'Villa')
})

test('a kept answer is not told to a token that may see less than the one that it was given to', async () => {
  const wide = await bearer()
  const narrow = await bearer(['villa', ['villa-hall'], 'read', 'away'])
  const ask = (headers: object) =>
    server.send('/v1/structures/villa', {
      method: 'PATCH',
      headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': 'once' },
      body: JSON.stringify({ away: 'away' }),
    })
  const first = await ask(wide)
  assert.match(first.text, /villa-crib/)
  const same = await ask(await bearer())
  assert.equal(same.headers.get('idempotency-replayed'), 'true')
  assert.equal(same.text, first.text)
  assert.doesNotMatch((await ask(narrow)).text, /villa-crib|villa-door/)
})
