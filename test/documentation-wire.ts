// Sends requests as pages of the documentation show them, to where their Host header means.

import { once } from 'node:events'
import { connect } from 'node:tls'
import { type RawAnswer, readAnswer, sendRaw } from './recorded-replay.ts'

/** What an app needs at a server that asks for certificates. */
export interface Certificates {
  /** PEM, as the others. */
  readonly authority: string
  readonly cert: string
  readonly key: string
  /** Where `cert.pem` and `key.pem` of the app are, and the authority's `ca.pem`. */
  readonly folder: string
}

/** On the page long lines are broken before `?` and `&`, and lines of a form before `&`. */
export function unbroken(text: string): string {
  return text.replace(/\n +(?=[?&])/g, '').replace(/\n(?=&)/g, '')
}

/** The parts of a request that proofs are made for. */
export interface RequestLine {
  readonly method: string
  readonly target: string
  readonly host: string
}

export function requestLineOf(text: string): RequestLine {
  const [method = '', target = ''] = unbroken(text).split(' ')
  const [, host = ''] = /^Host: (.*)$/m.exec(text) ?? []
  return { method, target, host }
}

/** Sends one request, its lines ended as on the wire and its length told. */
export function sendText(origin: string, text: string, certificates?: Certificates): Promise<RawAnswer> {
  const [head = '', body = ''] = text.split('\n\n')
  const lines = [...head.split('\n'), ...(body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`])]
  const bytes = `${lines.join('\r\n')}\r\n\r\n${body}`
  return certificates === undefined ? sendRaw(origin, bytes) : sendOverTls(origin, bytes, certificates)
}

async function sendOverTls(
  origin: string,
  bytes: string,
  { authority, cert, key }: Certificates,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin)
  const socket = connect({
    host: hostname,
    port: Number(port),
    servername: hostname,
    ca: authority,
    cert,
    key,
  })
  socket.setTimeout(10_000, () => socket.destroy(new Error(`no answer to\n${bytes}`)))
  await once(socket, 'secureConnect')
  socket.write(bytes)
  try {
    return await readAnswer(socket, false)
  } finally {
    socket.destroy()
  }
}
