import { hash } from 'node:crypto'
import type { TokenContext } from '../device-api-context.ts'
import { Problem } from '../problem.ts'

/**
 * A strong validator (RFC 9110 §8.8.1): the version of what is set, and a hash of all that is sent. `If-None-Match` compares
 * the whole; `If-Match` compares what was set (`isCurrent`), because readings move by themselves.
 */
function entityTag(body: string, version: number | undefined): string {
  const digest = hash('sha256', body, 'base64url').slice(0, 16)
  return version === undefined ? `"${digest}"` : `"${version}-${digest}"`
}

/** `"1-abc", W/"2-def"` → each with its quotes. A value that is no list of tags holds none. */
function tagsIn(header: string): readonly string[] {
  return header.match(/(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g) ?? []
}

/** Weak comparison (RFC 9110 §13.1.2). */
function isKnown(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  return header.trim() === '*' || tagsIn(header).some((one) => one.replace(/^W\//, '') === tag)
}

interface AnswerMore {
  /** The version of what is set, where it can be changed. */
  readonly version?: number
  readonly status?: 200 | 201
  readonly headers?: Readonly<Record<string, string>>
}

/** JSON with its `ETag`; a reader who has it already gets 304 without a body (RFC 9110 §13.1.2). */
export function answerJson(c: TokenContext, json: unknown, more: AnswerMore = {}): Response {
  const body = JSON.stringify(json)
  const tag = entityTag(body, more.version)
  const headers = { ETag: tag, ...more.headers }
  const isReading = c.req.method === 'GET' || c.req.method === 'HEAD'
  if (isReading && isKnown(c.req.header('If-None-Match'), tag))
    return new Response(null, { status: 304, headers })
  return new Response(body, {
    status: more.status ?? 200,
    headers: { 'Content-Type': 'application/json', ...headers },
  })
}

const changedMeanwhile = () =>
  new Problem(
    412,
    'It was changed since you read it. Read it again, look whether you still want this, and send the new ETag.',
  )

/** Whether what the caller has read is what is set now. Strong comparison: a weak tag matches nothing (RFC 9110 §13.1.1). */
function isCurrent(header: string, version: number): boolean {
  if (header.trim() === '*') return true
  return tagsIn(header).some((tag) => tag.startsWith(`"${version}-`))
}

/** Throws a `Problem` 412 when the request is meant for another state than the present (`If-Match`). */
export function refuseOutdated(ifMatch: string | undefined, { version }: { readonly version: number }): void {
  if (ifMatch !== undefined && !isCurrent(ifMatch, version)) throw changedMeanwhile()
}
