import { challenge } from '@latchkey/protocol'
import { type Refusal, refusalStatus, type TokenFate } from '@latchkey/resource-kit'
import type { Problem, ProblemStatus } from '../problem.ts'

const sentences: Readonly<Record<TokenFate | 'invalid', string>> = {
  expired: 'The access token expired',
  revoked: 'The access token was revoked',
  invalid: 'The access token is invalid',
}

/** As Doorkeeper says it: an empty body, everything in the header. */
function doorkeeper(status: number, error: string, description: string): Response {
  const value = challenge('Bearer', { realm: 'Doorkeeper', error, error_description: description })
  return new Response(null, { status, headers: { 'WWW-Authenticate': value, 'Cache-Control': 'no-store' } })
}

const plain = (text: string) => text.replace(/[^\x20-\x7e]|["\\]/g, "'")

/** A request without a token is told the same as one with a bad one. */
export function encodeGogoxRefusal({ code, detail, fate }: Refusal): Response {
  const status = refusalStatus[code]
  if (status === 401) return doorkeeper(401, 'invalid_token', sentences[fate ?? 'invalid'])
  if (code === 'verification_unavailable')
    return new Response(null, { status, headers: { 'Retry-After': '1', 'Cache-Control': 'no-store' } })
  return doorkeeper(status, code, plain(detail))
}

const codes: Readonly<Partial<Record<ProblemStatus, string>>> = {
  404: 'not_found',
  405: 'method_not_allowed',
  429: 'too_many_requests',
  500: 'server_error',
  503: 'temporarily_unavailable',
}

export function encodeGogoxProblem({ status, message, more }: Problem): Response {
  const json = { error: codes[status] ?? 'invalid_request', error_description: message }
  const headers = { 'Content-Type': 'application/json; charset=utf-8', ...more.headers }
  return new Response(JSON.stringify(json), { status, headers })
}
