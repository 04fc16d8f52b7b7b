// A program that reads a stream of server-sent events as it comes, and comes again where it was when it is cut off.

import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'

/** What a stream has told. */
export interface EventReader {
  readonly token: string
  readonly status: number
  /** For each device the numbers in its names, in the order in which they came. */
  readonly told: ReadonlyMap<string, readonly number[]>
  readonly resets: number
  readonly isOver: boolean
  /** When it ended, by `performance.now()`. */
  readonly endedAt: number | undefined
  /** Cuts the connection without a word. */
  cut(): void
  /** Comes again and goes on after the last event that it has read. */
  resume(): Promise<void>
}

export class Reader implements EventReader {
  readonly token: string
  #url: string
  readonly told = new Map<string, number[]>()
  status = 0
  resets = 0
  isOver = true
  endedAt: number | undefined
  #request: ClientRequest | undefined
  #rest = ''
  #lastId = ''

  constructor(url: string, token: string) {
    this.#url = url
    this.token = token
  }

  async resume(): Promise<void> {
    const headers = {
      Authorization: `Bearer ${this.token}`,
      ...(this.#lastId !== '' && { 'Last-Event-ID': this.#lastId }),
    }
    const asking = request(this.#url, { agent: false, headers })
    asking.on('error', () => undefined).end()
    const [answer] = (await once(asking, 'response')) as [IncomingMessage]
    this.status = answer.statusCode ?? 0
    this.#request = asking
    this.#rest = ''
    this.isOver = false
    this.endedAt = undefined
    answer.setEncoding('utf8')
    answer.on('data', (text: string) => this.#request === asking && this.#read(text))
    answer.on('error', () => undefined)
    answer.on('close', () => this.#request === asking && this.#end())
  }

  /** Another server that tells the same. */
  moveTo(url: string): void {
    this.#url = url
  }

  cut(): void {
    this.#request?.destroy()
    this.#request = undefined
    this.#end()
  }

  #end(): void {
    this.isOver = true
    this.endedAt ??= performance.now()
  }

  #read(text: string): void {
    const blocks = (this.#rest + text).split('\n\n')
    this.#rest = blocks.pop() ?? ''
    for (const block of blocks) this.#hear(block)
  }

  #hear(block: string): void {
    const members = new Map(
      block.split('\n').map((line) => [line.split(':', 1)[0] ?? '', line.replace(/^\w+: /, '')]),
    )
    this.#lastId = members.get('id') ?? this.#lastId
    const event = members.get('event')
    if (event === 'reset') this.resets += 1
    if (event !== 'device') return
    const { id, name } = JSON.parse(members.get('data') ?? '{}') as {
      readonly id: string
      readonly name: string
    }
    const numbers = this.told.get(id) ?? []
    this.told.set(id, [...numbers, Number(/\d+$/.exec(name)?.[0])])
  }
}
