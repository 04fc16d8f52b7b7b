import { randomUUID } from 'node:crypto'
import type { Refusal, RefusalBody, RefusalCode } from '@latchkey/resource-kit'
import type { Problem, ProblemStatus } from '../problem.ts'
import { type Details, type NestFragment, NestProblem, shownFields } from './nest-problem.ts'

export const nestContentType = 'application/json'

/** Programs compare the whole of it, as it was while the vendor's programs were written. */
const documentation = 'https://developer.nest.com/documentation/cloud/error-messages'

/** `error` and `message` are in every answer, with the same text. */
function encodeNestError(fragment: NestFragment, text: string, details?: Details) {
  return {
    error: text,
    type: `${documentation}#${fragment}`,
    message: text,
    instance: randomUUID(),
    ...(details && { details }),
  }
}

/** Which fields it is about: also the answer to who was given a home for reading only. */
export function encodeNoWritePermission(fields: readonly string[]) {
  const names = shownFields(fields)
  const text = `No write permission(s) for field(s): ${names.join(', ')}`
  return encodeNestError('no-write-permission', text, { fields: names.join(', ') })
}

export function noWritePermission(fields: readonly string[]): NestProblem {
  const { error, details } = encodeNoWritePermission(fields)
  return new NestProblem('no-write-permission', error, details)
}

/** Two words that programs compare; the rest is told as the sentence that it is. */
const refusals: Readonly<Record<RefusalCode, readonly [NestFragment, text?: string]>> = {
  no_token: ['auth-error', 'unauthorized'],
  invalid_token: ['auth-error', 'unauthorized'],
  invalid_dpop_proof: ['auth-error', 'unauthorized'],
  use_dpop_nonce: ['auth-error', 'unauthorized'],
  insufficient_user_authentication: ['auth-error', 'unauthorized'],
  invalid_request: ['auth-error'],
  insufficient_scope: ['forbidden', 'forbidden'],
  verification_unavailable: ['service-unavailable'],
}

export function encodeNestRefusal({ code, detail }: Refusal): RefusalBody {
  const [fragment, text = detail] = refusals[code]
  return { contentType: nestContentType, json: encodeNestError(fragment, text) }
}

const fragments: Readonly<Partial<Record<ProblemStatus, NestFragment>>> = {
  404: 'not-found',
  405: 'method-not-allowed',
  429: 'blocked',
  500: 'internal-error',
  503: 'service-unavailable',
}

function bodyOf(problem: Problem) {
  const { status, message } = problem
  if (problem instanceof NestProblem) return encodeNestError(problem.fragment, message, problem.details)
  if (status === 429) return encodeNestError('blocked', 'blocked')
  return encodeNestError(fragments[status] ?? 'format-error', message)
}

export function encodeNestProblem(problem: Problem): Response {
  const headers = { 'Content-Type': nestContentType, ...problem.more.headers }
  return new Response(JSON.stringify(bodyOf(problem)), { status: problem.status, headers })
}
