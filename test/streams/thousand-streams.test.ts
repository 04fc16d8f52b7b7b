// 1,000 event streams on one server process while homes change: order, resuming, memory, revoking, stopping.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { definition } from '../definition.ts'
import { type SeededLatchkey, startSeeded, type Tokens } from '../seeded-latchkey.ts'
import { Reader } from './event-reader.ts'

const people = Array.from({ length: 20 }, (_, n) => `person${n}@example.com`)
const clients = ['standard', 'other'] as const
const streamsEach = 25
const devicesEach = 4
const writesEach = 10

const homes = people.map((owner, n) => ({
  id: `home-${n}`,
  name: `Home ${n}`,
  owner,
  devices: Array.from({ length: devicesEach }, (_, d) => ({
    id: `device-${n}-${d}`,
    name: 'Device 0',
    type: 'thermostat',
  })),
}))

interface Connection extends Tokens {
  readonly clientId: string
  readonly person: number
  readonly readers: readonly Reader[]
}

let server: SeededLatchkey
let connections: readonly Connection[]
const memory: number[] = []

const allReaders = () => connections.flatMap(({ readers }) => readers)

before(async () => {
  const accounts = [...definition.accounts, ...people.map((email) => ({ email, roles: ['homeowner'] }))]
  server = await startSeeded({
    definition: { ...definition, accounts, structures: homes },
    env: { LATCHKEY_RATES: 'v1=off' },
  })
  const made: Connection[] = []
  for (const [person, email] of people.entries())
    for (const clientId of clients) {
      const tokens = await server.connect(clientId, { email })
      const readers = Array.from(
        { length: streamsEach },
        () => new Reader(`${server.issuer}/v1/events`, tokens.accessToken),
      )
      made.push({ ...tokens, clientId, person, readers })
    }
  connections = made
})
after(() => server.end())

/** `VmRSS`, in MiB. */
function residentMemory(): number {
  const [, kilobytes = '0'] =
    /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.running.pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

async function until(condition: () => boolean, what: string): Promise<void> {
  for (let left = 1200; left > 0; left -= 1) {
    if (condition()) return
    await wait(50)
  }
  assert.fail(`${what} did not happen`)
}

async function write(connection: Connection, device: number, number: number): Promise<void> {
  const { status, text } = await server.send(`/v1/devices/device-${connection.person}-${device}`, {
    method: 'PATCH',
    headers: { Authorization: `Bearer ${connection.accessToken}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: `Device ${number}` }),
  })
  assert.equal(status, 200, text)
}

/** Each person's app turns each device so often, one turn after the other; all persons at once. */
async function writeAll(from: number, to: number): Promise<void> {
  const writers = connections.filter(({ clientId }) => clientId === 'standard')
  const write1 = async (connection: Connection) => {
    for (let number = from; number <= to; number += 1)
      await Promise.all(Array.from({ length: devicesEach }, (_, device) => write(connection, device, number)))
  }
  await Promise.all(writers.map(write1))
}

const hasRead = (reader: Reader, last: number) =>
  reader.told.size === devicesEach &&
  [...reader.told.values()].every((numbers) => (numbers.at(-1) ?? 0) >= last)

test('a thousand streams open', async () => {
  const readers = allReaders()
  assert.equal(readers.length, 1000)
  for (let at = 0; at < readers.length; at += 100)
    await Promise.all(readers.slice(at, at + 100).map((reader) => reader.resume()))
  assert.deepEqual([...new Set(readers.map(({ status }) => status))], [200])
  await until(() => readers.every(({ resets }) => resets === 1), 'the first event of every stream')
})

test('every stream is told every change once and in order, also those that were cut off meanwhile', async () => {
  const sampling = setInterval(() => memory.push(residentMemory()), 250)
  await writeAll(1, 2)
  const cut = connections.flatMap(({ readers }) => readers.slice(0, 3))
  const half = Math.floor(writesEach / 2)
  const writing = writeAll(3, half)
  for (const reader of cut) {
    reader.cut()
    await wait(2)
  }
  await writing
  const goingOn = writeAll(half + 1, writesEach)
  await Promise.all(cut.map((reader) => reader.resume()))
  await goingOn
  await until(
    () => allReaders().every((reader) => hasRead(reader, writesEach)),
    'the last change on every stream',
  )
  clearInterval(sampling)
  const expected = Array.from({ length: writesEach }, (_, n) => n + 1)
  for (const { person, readers } of connections)
    for (const { told, resets, isOver } of readers) {
      const own = homes[person]?.devices.map(({ id }) => id) ?? []
      assert.deepEqual([...told.keys()].toSorted(), own)
      for (const numbers of told.values()) assert.deepEqual(numbers, expected)
      assert.deepEqual([resets, isOver], [1, false])
    }
})

const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

test('memory is flat', (t) => {
  const middle = Math.floor(memory.length / 2)
  const [first, second] = [median(memory.slice(0, middle)), median(memory.slice(middle))]
  t.diagnostic(`resident memory with 1,000 streams: ${first.toFixed(0)}, then ${second.toFixed(0)} MiB`)
  assert.ok(memory.length >= 4, 'it was not measured')
  assert.ok(second <= first * 1.5 + 60, `${first} MiB became ${second} MiB`)
})

test('revoking closes the streams of the connection, and no other', async (t) => {
  const revoked = connections.filter((_, n) => n % 8 === 0)
  const times: number[] = []
  for (const { clientId, refreshToken = '', readers } of revoked) {
    const began = performance.now()
    assert.equal((await server.revoke(clientId, refreshToken)).status, 200)
    await until(() => readers.every(({ isOver }) => isOver), 'the end of revoked streams')
    times.push(Math.max(...readers.map(({ endedAt = 0 }) => endedAt)) - began)
  }
  t.diagnostic(`revoked streams closed after ${times.map((time) => time.toFixed(0)).join(', ')} ms`)
  assert.ok(Math.max(...times) < 5000, 'half a second, and what a busy machine takes')
  const others = connections.filter((connection) => !revoked.includes(connection))
  assert.ok(others.every(({ readers }) => readers.every(({ isOver }) => !isOver)))
})

test('the server stops cleanly while streams are open', async (t) => {
  const began = performance.now()
  assert.equal(await server.running.stop(), 0)
  t.diagnostic(`stopped after ${(performance.now() - began).toFixed(0)} ms`)
  assert.ok(performance.now() - began < 9000, 'it waited for its streams')
  await until(() => allReaders().every(({ isOver }) => isOver), 'the end of every stream')
})
