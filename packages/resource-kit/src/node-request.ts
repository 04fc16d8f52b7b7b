import type { IncomingRequest } from './incoming-request.ts'

/** What is used of Node's `IncomingMessage`; a real one fits, of HTTP/2 too. */
export interface NodeRequest {
  readonly method?: string | undefined
  readonly url?: string | undefined
  /** Names and values in turns. */
  readonly rawHeaders: readonly string[]
}

/** What is used of Node's `ServerResponse`; a real one fits, of HTTP/2 too. */
export interface NodeResponse {
  statusCode: number
  setHeader(name: string, value: string): unknown
  end(body?: string): unknown
}

/** `url` is what the client asked for, where a framework has shortened it. */
export function readNodeRequest(
  { method = 'GET', url: own = '/', rawHeaders }: NodeRequest,
  certificateThumbprint?: (() => string | undefined) | undefined,
  url: string = own,
): IncomingRequest {
  return {
    method,
    url,
    header: (name) => headerOf(rawHeaders, name),
    ...(certificateThumbprint && { certificateThumbprint }),
  }
}

/** Node drops a second `Authorization` without a word, and two credentials are to be refused: so the raw ones are read. */
function headerOf(rawHeaders: readonly string[], name: string): string | undefined {
  let value: string | undefined
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() !== name) continue
    value = value === undefined ? rawHeaders[at + 1] : `${value}, ${rawHeaders[at + 1]}`
  }
  return value
}

/** An answer that is made already, over Node's own response. */
export function sendAnswer(
  response: NodeResponse,
  answer: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
  },
): void {
  response.statusCode = answer.status
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value)
  response.end(answer.body)
}
