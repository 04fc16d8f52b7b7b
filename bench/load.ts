import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks'
import { endOfAnswer, statusOf } from './http-answer.ts'

/** What each connection sends next. Requests may differ: a refresh token is good once. */
export interface Requests {
  next(connection: number): string
  /** Hears of every answer that was not an error. */
  answered?(connection: number, answer: string): void
}

export interface LoadResult {
  readonly requests: number
  /** Answers that were not 2xx, and connections that broke. */
  readonly errors: number
  readonly seconds: number
  /** Nanoseconds. */
  readonly latency: RecordableHistogram
}

/**
 * Keep-alive connections that each wait for an answer before the next request. Plain sockets, so that the load costs less
 * than the server; autocannon cannot follow a refresh token to its successor.
 */
export interface Load {
  run(seconds: number): Promise<LoadResult>
  close(): void
}

export async function openLoad(port: number, connections: number, requests: Requests): Promise<Load> {
  const sockets = await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = createConnection({ port, host: '127.0.0.1', noDelay: true })
      await once(socket, 'connect')
      return socket
    }),
  )
  return {
    run: (seconds) => runLoad(sockets, requests, seconds),
    close: () => {
      for (const socket of sockets) socket.destroy()
    },
  }
}

async function runLoad(sockets: readonly Socket[], requests: Requests, seconds: number): Promise<LoadResult> {
  const latency = createHistogram()
  const counts = { requests: 0, errors: 0 }
  const begin = performance.now()
  const until = begin + seconds * 1000
  napBetweenTurns(until)
  await Promise.all(
    sockets.map((socket, connection) =>
      runConnection(socket, () => performance.now() < until, requests, connection, counts, latency),
    ),
  )
  return { ...counts, seconds: (performance.now() - begin) / 1000, latency }
}

const never = new Int32Array(new SharedArrayBuffer(4))
const napMillis = 0.5

/**
 * A process that waits for its sockets is woken by the server's own write, which on a virtual machine may cost more than
 * the answer: a slow server would pay for it often, a fast one never. So the load naps instead, deaf to its sockets, and
 * takes what has come after each nap.
 */
function napBetweenTurns(until: number): void {
  if (performance.now() >= until) return
  Atomics.wait(never, 0, 0, napMillis)
  setImmediate(() => napBetweenTurns(until))
}

/** `close` follows, and counts it. */
const ignore = () => {}

/** One request after the other until the time is over. A broken connection ends its part of the run as one error. */
function runConnection(
  socket: Socket,
  goesOn: () => boolean,
  requests: Requests,
  connection: number,
  counts: { requests: number; errors: number },
  latency: RecordableHistogram,
): Promise<void> {
  return new Promise((resolve) => {
    let received = ''
    let sentAt = 0
    const send = () => {
      sentAt = performance.now()
      socket.write(requests.next(connection), 'latin1')
    }
    const end = () => {
      socket.off('data', receive).off('close', breakOff).off('error', ignore)
      resolve()
    }
    const breakOff = () => {
      counts.errors++
      end()
    }
    const receive = (chunk: Buffer) => {
      received += chunk.toString('latin1')
      const length = endOfAnswer(received)
      if (length === undefined) return
      const answer = received.slice(0, length)
      received = received.slice(length)
      latency.record(Math.max(1, Math.round((performance.now() - sentAt) * 1e6)))
      counts.requests++
      const isGood = Math.floor(statusOf(answer) / 100) === 2
      if (isGood) requests.answered?.(connection, answer)
      else counts.errors++
      if (goesOn()) send()
      else end()
    }
    socket.on('data', receive).on('close', breakOff).on('error', ignore)
    if (socket.destroyed) breakOff()
    else send()
  })
}

/** One request and its answer. */
export async function exchange(port: number, request: string): Promise<string> {
  const socket = createConnection({ port, host: '127.0.0.1' })
  socket.write(request, 'latin1')
  let received = ''
  for await (const chunk of socket) {
    received += (chunk as Buffer).toString('latin1')
    const length = endOfAnswer(received)
    if (length !== undefined) return received.slice(0, length)
  }
  throw new Error(`no answer: ${received}`)
}
