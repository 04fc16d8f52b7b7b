import { OAuthError } from '@latchkey/protocol'
import type { Context } from 'hono'

const mostBytes = 65_536
/** A body that is too long is read on and thrown away up to here, so that its sender gets to hear the answer. */
const mostDiscarded = 1_048_576

/** The body as text. Throws `invalid_request` with status 413 when it is over 64 KiB. */
export async function readBody(c: Context): Promise<string> {
  try {
    return await read(c)
  } catch (cause) {
    throw cause instanceof OAuthError ? cause : cutOff(cause)
  }
}

async function read(c: Context): Promise<string> {
  const length = Number(c.req.header('content-length') ?? Number.NaN)
  if (length <= mostBytes) return c.req.text()
  const body = c.req.raw.body
  if (body === null) return ''
  return readChunks(body.getReader(), length > mostBytes)
}

async function readChunks(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  isTooLong: boolean,
): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size <= mostBytes && !isTooLong) chunks.push(value)
    if (size > mostDiscarded) await reader.cancel()
  }
  if (isTooLong || size > mostBytes) throw tooLong()
  return Buffer.concat(chunks).toString('utf8')
}

function tooLong(): OAuthError {
  return new OAuthError('invalid_request', 'The body is longer than 64 KiB.', {
    status: 413,
    reason: { kind: 'unreadable request', detail: 'too long' },
  })
}

/** The sender went away or broke off: its fault or its network's, and nothing that the log should call ours. */
function cutOff(cause: unknown): OAuthError {
  return new OAuthError('invalid_request', 'The body ended before it was complete.', {
    reason: { kind: 'unreadable request', detail: 'cut off' },
    cause,
  })
}
