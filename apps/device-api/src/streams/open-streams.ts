import type { Access, VerifyToken } from '@latchkey/resource-kit'
import { notNow, Problem } from '../problem.ts'

/** A stream that is open, as what minds all of them sees it. */
export interface OpenStream {
  readonly token: string
  /** The app and the person. */
  readonly connection: string
  /** What its token allows now; `undefined`: nothing any more. */
  hear(access: Access | undefined): void
  /** Called every `tickMillis`. */
  tick(): void
  close(): void
}

/** Every open stream of this process. */
export interface OpenStreams {
  /** Answers what ends it. Throws a `Problem`: the connection has too many, or the server stops. */
  add(stream: OpenStream): () => void
  readonly size: number
}

export interface OpenStreamsOptions {
  readonly recheck: VerifyToken
  /** Aborted when the server stops: streams would keep it waiting. */
  readonly stop?: AbortSignal | undefined
}

/** How often tokens are asked about, and keep-alives are counted. */
export const tickMillis = 500

/** So many streams may one app have open on one person's homes. */
export const mostPerConnection = 64

/** So often in a row may a token not be checkable, because the database is lost, before its streams are closed. */
const mostUnknown = 10

/** So many tokens are asked about at once. */
const atOnce = 16

const tooMany = () =>
  new Problem(429, `An app may have ${mostPerConnection} streams open for one person.`, {
    headers: { 'Retry-After': '5' },
  })

class Streams implements OpenStreams {
  readonly #recheck: VerifyToken
  readonly #stop: AbortSignal | undefined
  readonly #byToken = new Map<string, Set<OpenStream>>()
  readonly #perConnection = new Map<string, number>()
  readonly #unknown = new Map<string, number>()
  #size = 0
  #timer: NodeJS.Timeout | undefined
  #isAsking = false

  constructor({ recheck, stop }: OpenStreamsOptions) {
    this.#recheck = recheck
    this.#stop = stop
    stop?.addEventListener('abort', () => this.#closeAll(), { once: true })
  }

  get size(): number {
    return this.#size
  }

  add(stream: OpenStream): () => void {
    if (this.#stop?.aborted === true) throw notNow()
    const open = this.#perConnection.get(stream.connection) ?? 0
    if (open >= mostPerConnection) throw tooMany()
    this.#perConnection.set(stream.connection, open + 1)
    const ofToken = this.#byToken.get(stream.token) ?? new Set()
    this.#byToken.set(stream.token, ofToken.add(stream))
    this.#size += 1
    this.#timer ??= setInterval(() => this.#tick(), tickMillis).unref()
    return () => this.#remove(stream)
  }

  #remove(stream: OpenStream): void {
    const ofToken = this.#byToken.get(stream.token)
    if (ofToken?.delete(stream) !== true) return
    if (ofToken.size === 0) this.#byToken.delete(stream.token)
    const left = (this.#perConnection.get(stream.connection) ?? 1) - 1
    if (left === 0) this.#perConnection.delete(stream.connection)
    else this.#perConnection.set(stream.connection, left)
    this.#size -= 1
    if (this.#size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#unknown.clear()
  }

  #closeAll(): void {
    for (const stream of [...this.#byToken.values()].flatMap((ofToken) => [...ofToken])) stream.close()
  }

  #tick(): void {
    for (const ofToken of this.#byToken.values()) for (const stream of [...ofToken]) stream.tick()
    if (!this.#isAsking) void this.#askAll()
  }

  /** Each token once, however many streams it has; a round that takes long is not overtaken by the next. */
  async #askAll(): Promise<void> {
    this.#isAsking = true
    const tokens = [...this.#byToken.keys()]
    for (let at = 0; at < tokens.length; at += atOnce)
      await Promise.all(tokens.slice(at, at + atOnce).map((token) => this.#ask(token)))
    this.#isAsking = false
  }

  async #ask(token: string): Promise<void> {
    try {
      const access = await this.#recheck(token)
      this.#unknown.delete(token)
      for (const stream of [...(this.#byToken.get(token) ?? [])]) stream.hear(access)
    } catch {
      const times = (this.#unknown.get(token) ?? 0) + 1
      this.#unknown.set(token, times)
      if (times >= mostUnknown) for (const stream of [...(this.#byToken.get(token) ?? [])]) stream.close()
    }
  }
}

export function createOpenStreams(options: OpenStreamsOptions): OpenStreams {
  return new Streams(options)
}
