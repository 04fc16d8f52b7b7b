import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { type Access, requireToken, type TokenEnv } from '@latchkey/resource-kit'
import { Hono } from 'hono'
import { encodeProblem, problemOf } from '../problem.ts'
import { encodeServerSentEvent } from './encode-server-sent-event.ts'
import { type EventStream, openEventStream } from './event-stream.ts'
import { createOpenStreams, mostPerConnection, type OpenStreams } from './open-streams.ts'
import { mostWaiting } from './send-queue.ts'

const villa = { type: 'home_access', structure: 'villa', devices: 'all', actions: ['read'] } as const
const accessOf = (subject: string, homes: Access['homes']): Access => {
  return { subject, clientId: 'app', scope: ['devices:read'], homes, expiresAt: 4e9 }
}
const tokens: Record<string, Access | Error> = {}
const asked: string[] = []
const opened: EventStream[] = []
let ended = 0
const stop = new AbortController()
let streams: OpenStreams
let server: Server
let origin: string

before(async () => {
  const recheck = async (token: string) => {
    asked.push(token)
    const access = tokens[token]
    if (access instanceof Error) throw access
    return access
  }
  streams = createOpenStreams({ recheck, stop: stop.signal })
  const gate = { verify: recheck, realm: 'test', now: Date.now }
  const app = new Hono<TokenEnv>().get('/events', requireToken(gate), (c) =>
    openEventStream(
      c,
      { streams, gate, keepAliveSeconds: 1 },
      {
        keepAlive: ': quiet\n\n',
        begin: (stream) => {
          opened.push(stream)
          stream.send(encodeServerSentEvent({ event: 'hello', data: stream.access.subject }))
          return () => {
            ended += 1
          }
        },
        onAccess: (stream) => stream.send(encodeServerSentEvent({ data: stream.access.homes.length })),
        onRevoked: () => encodeServerSentEvent({ event: 'auth_revoked', data: null }),
      },
    ),
  )
  app.onError((error) => encodeProblem(problemOf(error)))
  server = createServer(getRequestListener(app.fetch)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
after(() => {
  server.closeAllConnections()
  server.close()
})

async function ask(token: string, method = 'GET'): Promise<IncomingMessage> {
  const asking = request(`${origin}/events`, { method, headers: { Authorization: `Bearer ${token}` } })
  asking.end()
  const [answer] = (await once(asking, 'response')) as [IncomingMessage]
  return answer
}

/** Reads into a list of chunks as they come. */
function reading(answer: IncomingMessage): { text: string; isOver: boolean } {
  const seen = { text: '', isOver: false }
  answer.setEncoding('utf8').on('data', (chunk) => {
    seen.text += chunk
  })
  answer.on('close', () => {
    seen.isOver = true
  })
  answer.on('error', () => undefined)
  return seen
}

async function until(condition: () => boolean, what: string): Promise<void> {
  for (let left = 200; left > 0; left -= 1) {
    if (condition()) return
    await wait(50)
  }
  assert.fail(`${what} did not happen`)
}

test('the first event comes at once, signs of life when nothing else does, and the end is heard', async () => {
  tokens.anna = accessOf('anna', [villa])
  const answer = await ask('anna')
  const seen = reading(answer)
  assert.equal(answer.headers['content-type'], 'text/event-stream')
  await until(() => seen.text.includes(': quiet\n\n'), 'the keep-alive')
  assert.match(seen.text, /^event: hello\ndata: anna\n\n: quiet\n\n/)
  assert.equal(streams.size, 1)
  answer.destroy()
  await until(() => streams.size === 0 && ended === 1, 'the end')
})

test('what the token allows is asked again, once for all its streams', async () => {
  tokens.bo = accessOf('bo', [villa])
  const seen = [reading(await ask('bo')), reading(await ask('bo'))]
  asked.length = 0
  await until(() => asked.length >= 3, 'asking')
  tokens.bo = accessOf('bo', [])
  await until(() => seen.every(({ text }) => text.includes('data: 0\n\n')), 'the change')
  delete tokens.bo
  await until(() => seen.every(({ isOver }) => isOver), 'the end')
  for (const { text } of seen) assert.match(text, /event: auth_revoked\ndata: null\n\n$/)
  const rounds = asked.length
  assert.equal(streams.size, 0)
  await wait(700)
  assert.equal(asked.length, rounds, 'nobody asks when there is no stream')
})

test('a token that cannot be checked for long ends its streams', async () => {
  tokens.lost = accessOf('lost', [])
  const seen = reading(await ask('lost'))
  tokens.lost = new Error('the database is away')
  await wait(1200)
  assert.equal(seen.isOver, false)
  await until(() => seen.isOver, 'the end')
  assert.doesNotMatch(seen.text, /auth_revoked/)
})

test('HEAD opens nothing', async () => {
  tokens.head = accessOf('head', [])
  const answer = await ask('head', 'HEAD')
  assert.deepEqual([answer.statusCode, streams.size], [200, 0])
  answer.resume()
})

test('a reader that does not read is cut off', async () => {
  tokens.slow = accessOf('slow', [])
  const answer = await ask('slow')
  const stream = opened.at(-1)
  answer.pause()
  let sent = 0
  for (; sent < 4000 && stream?.isOpen === true; sent += 1) {
    stream.send(encodeServerSentEvent({ data: 'x'.repeat(32 * 1024) }))
    await wait(0)
  }
  assert.ok(sent < 4000, 'it was never cut off')
  assert.equal(streams.size, 0)
  const seen = reading(answer.resume())
  await until(() => seen.isOver, 'the end')
})

test('one event may be longer than what may wait', async () => {
  tokens.long = accessOf('long', [])
  const answer = await ask('long')
  const seen = reading(answer)
  await until(() => seen.text !== '', 'the first event')
  opened.at(-1)?.send(encodeServerSentEvent({ data: 'y'.repeat(2 * mostWaiting) }))
  await until(() => seen.text.length > 2 * mostWaiting, 'the long event')
  answer.destroy()
  await until(() => streams.size === 0, 'the end')
})

test('a connection has so many streams, and others have theirs', async () => {
  tokens.many = accessOf('many', [])
  tokens.other = accessOf('other', [])
  const answers = await Promise.all(Array.from({ length: mostPerConnection }, () => ask('many')))
  const refused = await ask('many')
  assert.deepEqual([refused.statusCode, refused.headers['retry-after']], [429, '5'])
  refused.resume()
  const other = await ask('other')
  assert.equal(other.statusCode, 200)
  for (const answer of [...answers, other]) answer.destroy()
  await until(() => streams.size === 0, 'the end')
  const again = await ask('many')
  assert.equal(again.statusCode, 200)
  again.destroy()
  await until(() => streams.size === 0, 'the end')
})

test('data of several lines stays one event', () => {
  assert.equal(
    encodeServerSentEvent({ id: '7', event: 'a', data: 'one\ntwo\r\nthree' }),
    'id: 7\nevent: a\ndata: one\ndata: two\ndata: three\n\n',
  )
  assert.equal(encodeServerSentEvent({ data: { a: 'x\ny' } }), 'data: {"a":"x\\ny"}\n\n')
})

test('when the server stops its streams end, and no other begins', async () => {
  tokens.stop = accessOf('stop', [])
  const seen = reading(await ask('stop'))
  await until(() => streams.size === 1, 'the beginning')
  stop.abort()
  await until(() => seen.isOver, 'the end')
  const late = await ask('stop')
  assert.equal(late.statusCode, 503)
  late.resume()
})
