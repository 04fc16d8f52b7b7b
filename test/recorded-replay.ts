import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { anna, ben } from './definition.ts'
import { type Directive, type Exchange, filledIn, type Header } from './recorded-exchange.ts'
import { allow, newVisitor } from './sign-in.ts'

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly statusLine: string
  readonly status: number
  /** Names in lower case; several of one name are joined by a comma. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

const people: Readonly<Record<string, typeof anna | typeof ben>> = { anna, ben }

/** Plays one exchange against a server: over a raw socket, or by a person's journey where somebody has to decide. */
export async function replay(
  issuer: string,
  exchange: Exchange,
  remembered: ReadonlyMap<string, string>,
): Promise<RawAnswer> {
  let times = 1
  for (const directive of exchange.before) {
    if (directive.kind === 'wait')
      await new Promise((resolve) => setTimeout(resolve, directive.seconds * 1000))
    else if (directive.kind === 'times') times = directive.times
    else return decide(issuer, exchange, directive)
  }
  const request = requestBytes(issuer, exchange, remembered)
  for (; times > 1; times -= 1) await sendRaw(issuer, request)
  return sendRaw(issuer, request, streamedLines(exchange))
}

/** A stream never ends: it is read as far as it was recorded. */
function streamedLines({ answer }: Exchange): number | undefined {
  return answer.body.startsWith('<stream>') ? answer.body.split('\n').length - 1 : undefined
}

/** The authorize URL is opened in a browser, which ends at what the client or the person is answered. */
async function decide(
  issuer: string,
  { request }: Exchange,
  { kind, person }: Extract<Directive, { person: string }>,
): Promise<RawAnswer> {
  const who = people[person]
  if (who === undefined) throw new Error(`nobody is called ${person}`)
  const [, target = ''] = request.line.split(' ')
  const { page, response } = await allow(
    newVisitor(issuer),
    target,
    who,
    kind === 'allow' ? 'accept' : 'deny',
  )
  const headers = new Map(response.headers)
  return { statusLine: `HTTP/1.1 ${response.status}`, status: response.status, headers, body: page }
}

/** Every line as recorded; only what no client can leave out is added where it is not shown: Host and Content-Length. */
function requestBytes(
  issuer: string,
  { request }: Exchange,
  remembered: ReadonlyMap<string, string>,
): string {
  const body = filledIn(request.body, remembered)
  const headers: Header[] = [...request.headers]
  const has = (name: string) => headers.some(([given]) => given.toLowerCase() === name)
  if (!has('host')) headers.unshift(['Host', new URL(issuer).host])
  const size = Buffer.byteLength(body)
  const isChunked = has('transfer-encoding')
  if (!isChunked && !has('content-length') && !/^(GET|HEAD|DELETE) /.test(request.line))
    headers.push(['Content-Length', String(size)])
  const head = [request.line, ...headers.map(([name, value]) => `${name}: ${value}`)]
  const sent = isChunked ? `${size.toString(16)}\r\n${body}\r\n0\r\n\r\n` : body
  return `${filledIn(head.join('\r\n'), remembered)}\r\n\r\n${sent}`
}

/**
 * Writes these bytes and reads one answer; of a stream so many lines that are not empty. Gives up after ten seconds without a
 * byte.
 */
export async function sendRaw(issuer: string, request: string, streamed?: number): Promise<RawAnswer> {
  const { hostname, port } = new URL(issuer)
  const socket = connect(Number(port), hostname)
  socket.setTimeout(10_000, () => socket.destroy(new Error(`no answer to\n${request}`)))
  await once(socket, 'connect')
  socket.write(request)
  try {
    if (streamed !== undefined) return await readStream(socket, streamed)
    return await readAnswer(socket, request.startsWith('HEAD '))
  } finally {
    socket.destroy()
  }
}

/** The first answer that arrives on a socket, as soon as it is complete. */
export async function readAnswer(socket: Socket, isHead: boolean): Promise<RawAnswer> {
  let bytes = Buffer.alloc(0)
  for await (const chunk of socket) {
    bytes = Buffer.concat([bytes, chunk])
    const answer = parseAnswer(bytes, isHead)
    if (answer !== undefined) return answer
  }
  throw new Error(`the answer broke off: ${bytes}`)
}

async function readStream(socket: Socket, lines: number): Promise<RawAnswer> {
  let bytes = Buffer.alloc(0)
  for await (const chunk of socket) {
    bytes = Buffer.concat([bytes, chunk])
    const head = bytes.indexOf('\r\n\r\n')
    // As if its last chunk had come: the pieces that are there are whole, or else more are awaited.
    const answer =
      head === -1 ? undefined : parseAnswer(Buffer.concat([bytes, Buffer.from('0\r\n\r\n')]), false)
    const isRead = (answer?.body.split('\n').filter((line) => line !== '').length ?? 0) >= lines
    if (answer !== undefined && (isRead || answer.status !== 200)) return answer
  }
  throw new Error(`the stream broke off: ${bytes}`)
}

/** The answer, or `undefined` as long as it is not complete. */
function parseAnswer(bytes: Buffer, isHead: boolean): RawAnswer | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end === -1) return undefined
  const [statusLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const headers = new Map<string, string>()
  for (const line of lines) {
    const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(line) ?? []
    const earlier = headers.get(name.toLowerCase())
    headers.set(name.toLowerCase(), earlier === undefined ? value : `${earlier}, ${value}`)
  }
  const body = isHead ? '' : bodyOf(bytes.subarray(end + 4), headers)
  return body === undefined
    ? undefined
    : { statusLine, status: Number(statusLine.split(' ')[1]), headers, body }
}

function bodyOf(rest: Buffer, headers: ReadonlyMap<string, string>): string | undefined {
  if (headers.get('transfer-encoding') === 'chunked') return dechunked(rest)
  const length = Number(headers.get('content-length') ?? 0)
  return rest.length < length ? undefined : rest.subarray(0, length).toString()
}

function dechunked(rest: Buffer): string | undefined {
  const chunks: Buffer[] = []
  for (let at = 0; ; ) {
    const lineEnd = rest.indexOf('\r\n', at)
    if (lineEnd === -1) return undefined
    const size = Number.parseInt(rest.subarray(at, lineEnd).toString(), 16)
    const from = lineEnd + 2
    if (rest.length < from + size + 2) return undefined
    if (size === 0) return Buffer.concat(chunks).toString()
    chunks.push(rest.subarray(from, from + size))
    at = from + size + 2
  }
}
