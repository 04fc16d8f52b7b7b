import { once } from 'node:events'
import { connect } from 'node:tls'
import { type RawAnswer, readAnswer } from '../recorded-replay.ts'

/** Sends a bare HTTP request as it stands, with the Content-Length that every client adds; the certificate is verified. */
export async function sendOverTls(port: number, text: string): Promise<RawAnswer> {
  const [head = '', body = ''] = text.trim().split('\n\n')
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]
  const socket = connect({ host: 'localhost', port, servername: 'localhost' })
  socket.setTimeout(10_000, () => socket.destroy(new Error(`no answer to\n${text}`)))
  await once(socket, 'secureConnect')
  socket.write(`${[...head.split('\n'), ...length].join('\r\n')}\r\n\r\n${body}`)
  try {
    return await readAnswer(socket, false)
  } finally {
    socket.destroy()
  }
}
