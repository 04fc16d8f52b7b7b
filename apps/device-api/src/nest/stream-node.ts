import { createHash } from 'node:crypto'
import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import { encodeServerSentEvent } from '../streams/encode-server-sent-event.ts'
import { type EventStream, openEventStream } from '../streams/event-stream.ts'
import { type Lookout, lookAgain } from './look-again.ts'
import { nodeAt } from './node.ts'
import { type NodeAddress, pathOf } from './node-address.ts'
import { addressOf, found, see, settled, viewerOf } from './read-node.ts'

const keepAlive = encodeServerSentEvent({ event: 'keep-alive', data: 'null' })

export const asksForStream = (c: TokenContext) =>
  /(?:^|[,\s])text\/event-stream(?:[;,\s]|$)/i.test(c.req.header('Accept') ?? '')

/** `GET` of any node with `Accept: text/event-stream`: the whole node at once, and again after each change of it. */
export async function streamNode(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const asked = addressOf(c)
  const { tree } = await see(context, viewerOf(c), asked)
  const address = settled(tree, asked)
  found(tree, address)
  const { token } = c.var
  const watches: NodeWatch[] = []
  return openEventStream(c, context, {
    keepAlive,
    begin: (stream) => {
      const watch = new NodeWatch(stream, token, context, address)
      watches.push(watch)
      return () => watch.end()
    },
    onAccess: () => {
      for (const watch of watches) watch.lookSoon()
    },
    onRevoked: () => encodeServerSentEvent({ event: 'auth_revoked', data: JSON.stringify(token) }),
  })
}

/** Tells a stream what a node is, whenever it is something else than before. */
class NodeWatch {
  readonly #stream: EventStream
  readonly #token: string
  readonly #context: DeviceApiContext
  readonly #address: NodeAddress
  readonly #lookout: Lookout
  readonly #unwatch: () => void
  /** Trees are large and streams are many: what was told last is remembered by its hash. */
  #told: string | undefined

  constructor(stream: EventStream, token: string, context: DeviceApiContext, address: NodeAddress) {
    this.#stream = stream
    this.#token = token
    this.#context = context
    this.#address = address
    this.#lookout = lookAgain({
      look: () => this.#look(),
      // Temperatures move without anybody's doing.
      restMillis: context.keepAliveSeconds * 1000,
      onFault: () => stream.close(),
      now: context.now,
    })
    this.#unwatch = context.feed.watch(stream.access.subject, () => this.lookSoon())
    this.lookSoon()
  }

  lookSoon(): void {
    this.#lookout.lookSoon()
  }

  end(): void {
    this.#unwatch()
    this.#lookout.end()
  }

  /** A node that is gone, or that the homeowner no longer shares, is `null`. */
  async #look(): Promise<void> {
    const { access, scope } = this.#stream
    const viewer = { access, scope, token: this.#token }
    const { tree } = await see(this.#context, viewer, this.#address)
    const data = nodeAt(tree, this.#address) ?? null
    const text = encodeServerSentEvent({ event: 'put', data: { path: pathOf(this.#address), data } })
    const hash = createHash('sha256').update(text).digest('base64')
    if (hash !== this.#told) this.#stream.send(text)
    this.#told = hash
  }
}
