import { DatabaseUnavailable } from '@latchkey/sql'

/** Where in the body a mistake is: a JSON pointer (RFC 6901), and a sentence about it. */
export interface BodyMistake {
  readonly pointer: string
  readonly detail: string
}

/** The kinds of problems, each with its words in the documentation of the device API. */
export const problemKinds = [
  'malformed-request',
  'invalid-body',
  'not-found',
  'method-not-allowed',
  'conflict',
  'outside-the-lock',
  'under-way',
  'changed-meanwhile',
  'body-too-long',
  'not-json',
  'key-reused',
  'too-many-requests',
  'fault',
  'busy',
] as const
export type ProblemKind = (typeof problemKinds)[number]

interface ProblemMore {
  /** Where the status does not say it. */
  readonly kind?: ProblemKind
  readonly errors?: readonly BodyMistake[]
  readonly headers?: Readonly<Record<string, string>>
}

const titles = {
  400: 'The request cannot be understood',
  404: 'Not found',
  405: 'This method is not allowed here',
  409: 'This does not fit to how things are now',
  412: 'It was changed since you read it',
  413: 'The body is too long',
  415: 'The body must be JSON',
  422: 'This key belongs to another request',
  429: 'Too many requests',
  500: 'Something went wrong here',
  503: 'Not available right now',
} as const

export type ProblemStatus = keyof typeof titles

const usualKinds: Readonly<Record<ProblemStatus, ProblemKind>> = {
  400: 'malformed-request',
  404: 'not-found',
  405: 'method-not-allowed',
  409: 'conflict',
  412: 'changed-meanwhile',
  413: 'body-too-long',
  415: 'not-json',
  422: 'key-reused',
  429: 'too-many-requests',
  500: 'fault',
  503: 'busy',
}

/** Stable: programs compare it, people open it. Relative to the API's own address (RFC 9457 §3.1.1). */
const typeOf = (kind: ProblemKind) => `/docs/device-api#${kind}`

/** An answer that is an error. The message is sent: it says what is allowed. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: ProblemStatus
  readonly more: ProblemMore

  constructor(status: ProblemStatus, message: string, more: ProblemMore = {}) {
    super(message)
    this.status = status
    this.more = more
  }
}

const retrySoon = { headers: { 'Retry-After': '1' } }

/** Somebody else changes the same thing all the time, or the database is away: the caller may ask again. */
export const notNow = () => new Problem(503, 'The server is too busy. Ask again in a second.', retrySoon)

/** Any error → what may be said about it. What is not a `Problem` is a fault of ours and says nothing. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof DatabaseUnavailable) return notNow()
  return new Problem(500, 'The server has a fault. It was logged; asking again may help.')
}

/** Problem details (RFC 9457). */
export function encodeProblem({ status, message, more }: Problem): Response {
  const { errors, kind = errors === undefined ? usualKinds[status] : 'invalid-body' } = more
  const json = {
    type: typeOf(kind),
    title: titles[status],
    status,
    detail: message,
    ...(errors !== undefined && { errors }),
  }
  const headers = { 'Content-Type': 'application/problem+json', ...more.headers }
  return new Response(JSON.stringify(json), { status, headers })
}
