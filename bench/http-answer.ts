/** An answer as it came over the socket. */
export interface HttpAnswer {
  readonly status: number
  /** The lines of the head without the first. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

/** Where the first answer in these bytes ends, or `undefined` when it is not whole yet. Throws for chunked answers. */
export function endOfAnswer(text: string): number | undefined {
  const headEnd = text.indexOf('\r\n\r\n')
  if (headEnd === -1) return undefined
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, headEnd)) ?? []
  if (length === undefined) throw new Error(`an answer without length: ${text.slice(0, headEnd)}`)
  const end = headEnd + 4 + Number(length)
  return end <= text.length ? end : undefined
}

/** The status of an answer, without reading the rest. */
export function statusOf(text: string): number {
  return Number(text.slice(9, 12))
}

export function bodyOf(text: string): string {
  return text.slice(text.indexOf('\r\n\r\n') + 4)
}

export function parseAnswer(text: string): HttpAnswer {
  const [, ...lines] = text.slice(0, text.indexOf('\r\n\r\n')).split('\r\n')
  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon), line.slice(colon + 1).trim()] as const
  })
  return { status: statusOf(text), headers, body: bodyOf(text) }
}
