/** One event of a stream of server-sent events (WHATWG HTML §9.2). */
export interface ServerSentEvent {
  readonly event?: string
  /** A reader that comes back sends it as `Last-Event-ID`. */
  readonly id?: string
  /** Text; anything else is written as JSON. */
  readonly data: unknown
}

const lineEnds = /\r\n|\n|\r/

/** Names and ids are ours and have no line ends; data may have them. */
export function encodeServerSentEvent({ event, id, data }: ServerSentEvent): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data)
  const lines = [
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(event === undefined ? [] : [`event: ${event}`]),
    ...text.split(lineEnds).map((line) => `data: ${line}`),
  ]
  return `${lines.join('\n')}\n\n`
}
