import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { secretsIn, type TryRequest } from './encode-try-requests.ts'

/** The whole server as a function: the same handlers, checks and limits that a request from outside meets. */
export type Send = (request: Request, env: unknown) => Response | Promise<Response>

/** A request and its answer as they went over the wire, what is secret masked. */
export interface Exchange {
  readonly request: string
  readonly status: number
  readonly answer: string
  /** The body as it was, for what goes on from it; never shown. */
  readonly body: string
}

const shownHeaders = ['content-type', 'cache-control', 'www-authenticate', 'retry-after', 'x-error-id']
const longestAnswer = 8_000

export async function sendToSelf(
  server: ServerContext,
  c: Context,
  send: Send,
  request: TryRequest,
): Promise<Exchange> {
  const { method, path, headers, body } = request
  const url = server.issuer + path
  const response = await send(
    new Request(url, { method, headers, ...(body !== undefined && { body }) }),
    c.env,
  )
  const text = await response.text()
  const shown = [...response.headers].filter(([name]) => shownHeaders.includes(name))
  const answered = [
    `HTTP/1.1 ${response.status}`,
    ...shown.map(([name, value]) => `${name}: ${value}`),
    '',
    readable(text),
  ]
  return {
    request: masked(asWritten(url, request), request.secrets),
    status: response.status,
    // Masked before it is cut: half of a token would not be found.
    answer: masked(answered.join('\n'), [...request.secrets, ...secretsIn(text)]).slice(0, longestAnswer),
    body: text,
  }
}

function asWritten(url: string, { method, path, headers, body }: TryRequest): string {
  const lines = [`${method} ${path} HTTP/1.1`, `Host: ${new URL(url).host}`]
  const all = [...lines, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)]
  return body === undefined ? all.join('\n') : [...all, '', body].join('\n')
}

function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

/** As it is and as addresses and forms spell it; the first and last characters say which one it was. */
function masked(text: string, secrets: readonly string[]): string {
  const spellings = secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [secret, encodeURIComponent(secret), inForm(secret)])
  return spellings.reduce((shown, secret) => shown.replaceAll(secret, () => ends(secret)), text)
}

/** A form spells `!'()~` and spaces otherwise than an address does. */
function inForm(text: string): string {
  return String(new URLSearchParams([['', text]])).slice(1)
}

function ends(secret: string): string {
  return secret.length < 16 ? '••••' : `${secret.slice(0, 6)}…••••…${secret.slice(-2)}`
}
