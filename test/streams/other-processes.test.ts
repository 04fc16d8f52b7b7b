// A stream at one process hears what another writes: a second server on PostgreSQL, the command line on SQLite.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { anna, definition, redirectUri, secretOf } from '../definition.ts'
import { withOwnDatabase } from '../own-database.ts'
import { startSeeded } from '../seeded-latchkey.ts'
import { allowedCode, newVisitor } from '../sign-in.ts'
import { startLatchkey } from '../start-latchkey.ts'
import { Reader } from './event-reader.ts'

const home = {
  id: 'story-home',
  name: 'Story home',
  owner: anna.email,
  devices: [{ id: 'story-device', name: 'Device 1', type: 'lock' }],
}
const withHome = { ...definition, structures: [...definition.structures, home] }
const renamed = (number: number) => ({
  structures: [{ ...home, devices: [{ id: 'story-device', name: `Device ${number}`, type: 'lock' }] }],
})

const toldOf = (reader: Reader) => reader.told.get('story-device') ?? []

async function until(condition: () => boolean, what: string): Promise<void> {
  for (let left = 400; left > 0; left -= 1) {
    if (condition()) return
    await wait(50)
  }
  assert.fail(`${what} did not happen`)
}

test('what the command line applies is told while the server runs', async () => {
  const server = await startSeeded({ definition: withHome })
  try {
    const { accessToken } = await server.connect('standard')
    const reader = new Reader(`${server.issuer}/v1/devices/story-device/events`, accessToken)
    await reader.resume()
    await until(() => reader.resets === 1, 'the beginning')
    for (const number of [2, 3]) await server.running.apply(renamed(number))
    await until(() => toldOf(reader).length === 2, 'the changes')
    assert.deepEqual(toldOf(reader), [2, 3])
    reader.cut()
    await server.running.apply(renamed(4))
    await reader.resume()
    await until(() => toldOf(reader).length === 3, 'what was missed')
    assert.deepEqual([toldOf(reader), reader.resets], [[2, 3, 4], 1])
    reader.cut()
  } finally {
    await server.end()
  }
})

/** As a person allows it in a browser. */
async function nibeToken(issuer: string): Promise<string> {
  const query = new URLSearchParams({
    ...{ response_type: 'code', client_id: 'nibe', scope: 'READSYSTEM WRITESYSTEM' },
    ...{ redirect_uri: redirectUri, state: 's' },
  })
  const code = await allowedCode(newVisitor(issuer), `/oauth/authorize?${query}`, anna)
  const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri }
  const client = { client_id: 'nibe', client_secret: secretOf('nibe') }
  const body = new URLSearchParams({ ...client, ...form })
  const answer = await fetch(`${issuer}/oauth/token`, { method: 'POST', body })
  return ((await answer.json()) as { readonly access_token: string }).access_token
}

test('what another server writes is told, and a stream that breaks goes on there', async (t) => {
  await withOwnDatabase(t, 'streams', async (databaseUrl) => {
    const one = await startLatchkey({ definition: withHome, env: { DATABASE_URL: databaseUrl } })
    const shared = { DATABASE_URL: databaseUrl, LATCHKEY_ISSUER: one.issuer }
    const masterKey = { LATCHKEY_MASTER_KEY_FILE: `${one.folder}/master.key` }
    const other = await startLatchkey({ env: { ...shared, ...masterKey } })
    try {
      const token = await nibeToken(one.issuer)
      const write = async (port: number, number: number) => {
        const address = `http://localhost:${port}/v1/devices/story-device`
        const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
        const answer = await fetch(address, { method: 'PATCH', headers, body: `{"name":"Device ${number}"}` })
        assert.equal(answer.status, 200)
      }
      const path = '/v1/devices/story-device/events'
      const reader = new Reader(one.issuer + path, token)
      await reader.resume()
      await until(() => reader.resets === 1, 'the beginning')
      for (let number = 1; number <= 20; number += 1)
        await write([one.port, other.port][number % 2] ?? 0, number)
      await until(() => toldOf(reader).length === 20, 'the changes of both servers')
      reader.cut()
      await write(one.port, 21)
      reader.moveTo(`http://localhost:${other.port}${path}`)
      await reader.resume()
      await until(() => toldOf(reader).length === 21, 'what was missed')
      assert.deepEqual([toldOf(reader), reader.resets], [Array.from({ length: 21 }, (_, n) => n + 1), 1])
      reader.cut()
    } finally {
      await other.end()
      await one.end()
    }
  })
})
