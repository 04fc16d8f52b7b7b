import { type Access, expandScope } from '@latchkey/resource-kit'
import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import { type OpenStream, tickMillis } from './open-streams.ts'
import { type Outgoing, openSendQueue, type SendQueue } from './send-queue.ts'

/** A stream of server-sent events that somebody reads. */
export interface EventStream {
  /** What the token allows now: asked again about every half second. */
  readonly access: Access
  /** The scope of now, with everything that it implies. */
  readonly scope: ReadonlySet<string>
  readonly isOpen: boolean
  /** Text as it goes over the wire (`encodeServerSentEvent`). After the end, and to a reader that is cut off, nothing is sent. */
  send(text: string): void
  /** Resolves when the reader has caught up: who has much to send waits for it, and looks whether the stream is open still. */
  room(): Promise<void>
  close(): void
}

export interface EventStreamRules {
  /** A sign of life, as it goes over the wire; sent when nothing else was for `keepAliveSeconds`. */
  readonly keepAlive: string
  /**
   * Called at once, before anything is sent: watch first, then read what is now, then `send`. What it answers is called
   * once when the stream has ended, whatever ended it.
   */
  readonly begin: (stream: EventStream) => () => void
  /** The token allows something else than before; `stream.access` says what. */
  readonly onAccess?: (stream: EventStream) => void
  /** The last words, as they go over the wire, when the token counts no more. */
  readonly onRevoked?: () => string
}

const contentType = 'text/event-stream'

/** Proxies such as nginx pass on each event at once where the second header stands. */
const headers = { 'Content-Type': contentType, 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' }

/** What a change of rights shows in. */
const rightsOf = ({ scope, homes }: Access) => JSON.stringify([scope, homes])

/** What a stream needs of the API. */
export type StreamSurroundings = Pick<DeviceApiContext, 'streams' | 'gate' | 'keepAliveSeconds'>

class Stream implements EventStream, OpenStream {
  readonly token: string
  readonly connection: string
  readonly #context: StreamSurroundings
  readonly #rules: EventStreamRules
  readonly #queue: SendQueue
  readonly #remove: () => void
  #access: Access
  #scope: ReadonlySet<string>
  #end: (() => void) | undefined
  #isOpen = true
  #quietTicks = 0

  constructor(c: TokenContext, context: StreamSurroundings, rules: EventStreamRules) {
    const { token, access, scope } = c.var
    this.token = token
    this.connection = `${access.clientId} ${access.subject}`
    this.#access = access
    this.#scope = scope
    this.#context = context
    this.#rules = rules
    // Before anything is opened: there may be too many.
    this.#remove = context.streams.add(this)
    this.#queue = openSendQueue(outgoingOf(c), () => this.#ended())
    this.#begin()
  }

  #begin(): void {
    try {
      const end = this.#rules.begin(this)
      if (this.#isOpen) this.#end = end
      else end()
    } catch (error) {
      this.#ended()
      throw error
    }
  }

  get body(): ReadableStream<Uint8Array> {
    return this.#queue.body
  }
  get access(): Access {
    return this.#access
  }
  get scope(): ReadonlySet<string> {
    return this.#scope
  }
  get isOpen(): boolean {
    return this.#isOpen
  }

  send(text: string): void {
    if (!this.#isOpen) return
    this.#quietTicks = 0
    this.#queue.send(text)
  }

  room(): Promise<void> {
    return this.#queue.room()
  }

  close(): void {
    if (!this.#isOpen) return
    this.#ended()
    this.#queue.close()
  }

  hear(access: Access | undefined): void {
    if (!this.#isOpen) return
    if (access === undefined) this.#revoked()
    else this.#allowed(access)
  }

  #allowed(access: Access): void {
    const isSame = rightsOf(access) === rightsOf(this.#access)
    this.#access = access
    if (isSame) return
    this.#scope = expandScope(access.scope, this.#context.gate.hierarchy ?? {})
    this.#rules.onAccess?.(this)
  }

  tick(): void {
    this.#quietTicks += 1
    if (this.#quietTicks * tickMillis >= this.#context.keepAliveSeconds * 1000)
      this.send(this.#rules.keepAlive)
  }

  #revoked(): void {
    const lastWords = this.#rules.onRevoked?.()
    if (lastWords !== undefined) this.send(lastWords)
    this.close()
  }

  #ended(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#remove()
    this.#end?.()
  }
}

function outgoingOf(c: TokenContext): Outgoing | undefined {
  return (c.env as { readonly outgoing?: Outgoing } | undefined)?.outgoing
}

/**
 * Answers with a stream of server-sent events behind `requireToken`. It ends when the reader goes away or does not read,
 * when the token counts no more, and when the server stops. Throws a `Problem` 429: the app has too many open.
 */
export function openEventStream(
  c: TokenContext,
  context: StreamSurroundings,
  rules: EventStreamRules,
): Response {
  // HEAD is answered by the route of GET, and nobody would ever read the stream.
  if (c.req.raw.method === 'HEAD') return new Response(null, { headers })
  return new Response(new Stream(c, context, rules).body, { headers })
}
