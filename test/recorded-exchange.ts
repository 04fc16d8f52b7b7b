// Reads the recorded exchanges of packages/dialects/src/recorded; its README describes the format.

/** A request as on the wire, and the answer that is expected of it. */
export interface Exchange {
  readonly title: string
  readonly before: readonly Directive[]
  readonly request: { readonly line: string; readonly headers: readonly Header[]; readonly body: string }
  readonly answer: {
    readonly status: number
    readonly reason: string
    readonly headers: readonly Header[]
    readonly body: string
  }
}

export type Header = readonly [name: string, value: string]

/** What happens before an exchange: a person decides in a browser, or time goes by. */
export type Directive =
  | { readonly kind: 'allow' | 'deny'; readonly person: string }
  | { readonly kind: 'wait'; readonly seconds: number }
  /** The request is sent so often; the last answer counts. */
  | { readonly kind: 'times'; readonly times: number }

/** The exchanges of one file, in their order. Throws when a block is not one. */
export function parseExchanges(text: string): readonly Exchange[] {
  return text
    .split(/^### /m)
    .slice(1)
    .map((block) => parseExchange(block))
}

function parseExchange(block: string): Exchange {
  const [title = '', ...lines] = block.trimEnd().split('\n')
  const comments = lines.filter((line, at) => line.startsWith('#') && isAbove(lines, at))
  const rest = lines.slice(comments.length).join('\n').trim()
  const divided = /^(.*?)\n\n(HTTP\/1\.1 .*)$/s.exec(rest)
  if (divided === null) throw new Error(`"${title}" has no request with an answer`)
  const [, request = '', answer = ''] = divided
  const [line, headers, body] = parseMessage(request)
  const [statusLine, answerHeaders, answerBody] = parseMessage(answer)
  const [, status, reason = ''] = /^HTTP\/1\.1 (\d{3}) (.+)$/.exec(statusLine) ?? []
  if (status === undefined) throw new Error(`"${title}": not a status line: ${statusLine}`)
  return {
    title: title.trim(),
    before: comments.flatMap(parseDirective),
    request: { line, headers, body },
    answer: { status: Number(status), reason, headers: answerHeaders, body: answerBody },
  }
}

/** Comments stand above the request, without a line of another kind between. */
function isAbove(lines: readonly string[], at: number): boolean {
  return lines.slice(0, at).every((line) => line.startsWith('#'))
}

function parseDirective(comment: string): readonly Directive[] {
  const [, kind, value = ''] = /^# @(\w+) (.+)$/.exec(comment) ?? []
  if (kind === undefined) return []
  if (kind === 'allow' || kind === 'deny') return [{ kind, person: value }]
  if (kind === 'wait') return [{ kind, seconds: Number.parseFloat(value) }]
  if (kind === 'times') return [{ kind, times: Number.parseInt(value, 10) }]
  throw new Error(`not a directive: ${comment}`)
}

function parseMessage(text: string): [line: string, headers: readonly Header[], body: string] {
  const [head = '', ...body] = text.split('\n\n')
  const [line = '', ...headers] = head.split('\n')
  return [line, headers.map(parseHeader), body.join('\n\n')]
}

function parseHeader(line: string): Header {
  const colon = line.indexOf(':')
  if (colon < 1) throw new Error(`not a header: ${line}`)
  return [line.slice(0, colon), line.slice(colon + 1).trim()]
}

/** `{{name}}` becomes what an earlier answer gave that name, `{{base64 text}}` the base64 of that text. */
export function filledIn(text: string, remembered: ReadonlyMap<string, string>): string {
  return text.replace(/\{\{(base64 )?([^}]+)\}\}/g, (_, base64: string | undefined, name: string) => {
    if (base64 !== undefined) return Buffer.from(name).toString('base64')
    const value = remembered.get(name)
    if (value === undefined) throw new Error(`nothing was remembered as ${name}`)
    return value
  })
}
