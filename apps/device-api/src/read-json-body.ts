import type { MiddlewareHandler } from 'hono'
import { Problem } from './problem.ts'

const longestBody = 64 * 1024
/** A body that is too long is read on this far, so that its sender gets to read the answer. */
const longestDiscarded = 1024 * 1024

/** `application/json`, and types that are built on it such as `application/merge-patch+json`. */
const jsonType = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i

const wrongType = () =>
  new Problem(415, 'Send the change as JSON with the header Content-Type: application/json.', {
    headers: { 'Accept-Patch': 'application/json' },
  })
const tooLong = () => new Problem(413, 'A body may have 64 KiB at most.')

/** The sender went away or broke off, which is no fault of ours. */
const cutOff = () => new Problem(400, 'The body ended before it was complete.')

async function readBytes(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > longestDiscarded) break
    if (length <= longestBody) chunks.push(chunk)
  }
  if (length > longestBody) throw tooLong()
  return Buffer.concat(chunks)
}

function refuse(cause: unknown): never {
  throw cause instanceof Problem ? cause : cutOff()
}

const arrivals = new WeakMap<Request, Promise<Uint8Array>>()

/** The bytes of a request's body, if there are any. Throws a `Problem` when there are too many, or they break off. */
export function readBody(request: Request): Promise<Uint8Array> {
  const known = arrivals.get(request)
  if (known !== undefined) return known
  const { body } = request
  const bytes = body === null ? Promise.resolve(new Uint8Array()) : readBytes(body).catch(refuse)
  arrivals.set(request, bytes)
  return bytes
}

const withoutBody = ['GET', 'HEAD', 'OPTIONS']

/**
 * Stands before whatever checks tokens, so that what a request may do is asked when all of it is there. Whoever holds back the end
 * of a body would otherwise keep the rights of the moment at which it began.
 */
export const awaitBody: MiddlewareHandler = async (c, next) => {
  // Whoever reads it is told what is wrong with it.
  if (!withoutBody.includes(c.req.method)) await readBody(c.req.raw).catch(() => undefined)
  await next()
}

/** The JSON of a request's body. Throws a `Problem` when there is none, or too much of it. */
export async function readJsonBody(request: Request): Promise<unknown> {
  if (!jsonType.test(request.headers.get('Content-Type') ?? '')) throw wrongType()
  const bytes = await readBody(request)
  if (bytes.length === 0)
    throw new Problem(400, 'The request has no body. Send a JSON object with what to change.')
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Problem(400, 'The body is not valid JSON in UTF-8.')
  }
}
