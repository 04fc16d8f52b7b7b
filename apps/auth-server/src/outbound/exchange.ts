import type { LookupAddress } from 'node:dns'
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { type Agent, request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { type OutboundAnswer, OutboundRefused } from './outbound.ts'

export interface Call {
  readonly url: URL
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** The only addresses that are connected to. */
  readonly addresses: readonly LookupAddress[]
  readonly mostBytes: number
  readonly signal: AbortSignal
  /** For https: it knows which authorities are trusted, and keeps no connection. */
  readonly agent: Agent
}

const mostHeaderBytes = 16_384
const mostHeaders = 100

/** One request on a connection of its own, and as much of its answer as may be read. Rejects with whatever happened. */
export async function exchange(call: Call): Promise<OutboundAnswer> {
  const request = begin(call)
  try {
    const response = await answerTo(request, call.body)
    checkHead(response, call.mostBytes)
    const bytes = await readBounded(response, call.mostBytes)
    return {
      status: response.statusCode ?? 0,
      contentType: (response.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
      bytes,
      body: new TextDecoder().decode(bytes),
      maxAge: maxAgeOf(response.headers['cache-control']),
    }
  } finally {
    request.destroy()
  }
}

function begin({ url, method, headers, addresses, signal, agent }: Call): ClientRequest {
  const options = {
    method,
    // What a compressed answer would become cannot be bounded by what is read.
    headers: { ...headers, 'User-Agent': 'Latchkey', 'Accept-Encoding': 'identity' },
    lookup: pinnedTo(addresses),
    maxHeaderSize: mostHeaderBytes,
    signal,
  } as const
  const request =
    url.protocol === 'http:'
      ? httpRequest(url, { ...options, agent: false })
      : httpsRequest(url, { ...options, agent })
  request.maxHeadersCount = mostHeaders
  return request
}

/** Looks nothing up: between the look and the connection a name may be given another address (DNS rebinding). */
function pinnedTo(addresses: readonly LookupAddress[]): LookupFunction {
  return (_host, options, callback) => {
    const [first] = addresses
    if (options.all === true) callback(null, [...addresses])
    else callback(null, first?.address ?? '', first?.family)
  }
}

function answerTo(request: ClientRequest, body: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve)
    request.on('error', reject)
    // An answer that changes the protocol (101) ends the connection without an error.
    request.once('close', () => reject(new Error('the connection was closed')))
    request.end(body)
  })
}

/** RFC 9110 §15.4: a redirect would lead past every check that the first address has passed. */
function checkHead({ statusCode = 0, headers }: IncomingMessage, mostBytes: number): void {
  if (statusCode >= 300 && statusCode < 400)
    throw new OutboundRefused('it answers by a redirect, which is not followed')
  const encoding = headers['content-encoding'] ?? 'identity'
  if (encoding.toLowerCase() !== 'identity')
    throw new OutboundRefused('its answer is compressed, which was not asked for')
  if (Number(headers['content-length'] ?? 0) > mostBytes) throw tooLong(mostBytes)
}

async function readBounded(response: IncomingMessage, mostBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > mostBytes) throw tooLong(mostBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function tooLong(mostBytes: number): OutboundRefused {
  return new OutboundRefused(`its answer is longer than ${mostBytes} bytes`)
}

function maxAgeOf(cacheControl = ''): number | undefined {
  if (/\bno-(?:store|cache)\b/i.test(cacheControl)) return 0
  const [, seconds] = /(?:^|[\s,])max-age="?(\d{1,9})/i.exec(cacheControl) ?? []
  return seconds === undefined ? undefined : Number(seconds)
}
