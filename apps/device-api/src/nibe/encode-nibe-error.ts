import type { Refusal, RefusalBody, RefusalCode } from '@latchkey/resource-kit'
import type { Problem, ProblemStatus } from '../problem.ts'

/** NIBE's own numbers, as far as they are used here. */
export const nibeErrorCodes = {
  unknown: 0,
  format: 1,
  unknownSystem: 2,
  notFound: 7,
  notPossible: 8,
  unknownSystemUnit: 9,
  notAllowedOnSystem: 11,
  tooMany: 13,
  outOfRange: 15,
  notSetable: 16,
  unknownParameter: 18,
  authorizationFailed: 19,
  invalidScope: 20,
  systemOffline: 26,
  rateLimit: 28,
  notAvailable: 29,
} as const

export const nibeContentType = 'application/json;charset=UTF-8'

interface NibeError {
  readonly status: number
  readonly code: number
  readonly detail: string
  readonly now: number
}

/** NIBE's times have whole seconds. */
export const nibeTime = (millis: number) => new Date(millis).toISOString().replace(/\.\d+Z$/, 'Z')

function encodeNibeError({ status, code, detail, now }: NibeError) {
  return { httpStatusCode: status, errorCode: code, timestamp: nibeTime(now), details: [detail], data: {} }
}

const refusals: Readonly<Record<RefusalCode, { readonly status: number; readonly code: number }>> = {
  no_token: { status: 401, code: nibeErrorCodes.authorizationFailed },
  invalid_request: { status: 400, code: nibeErrorCodes.format },
  invalid_token: { status: 401, code: nibeErrorCodes.authorizationFailed },
  invalid_dpop_proof: { status: 401, code: nibeErrorCodes.authorizationFailed },
  use_dpop_nonce: { status: 401, code: nibeErrorCodes.authorizationFailed },
  insufficient_user_authentication: { status: 401, code: nibeErrorCodes.authorizationFailed },
  insufficient_scope: { status: 403, code: nibeErrorCodes.invalidScope },
  verification_unavailable: { status: 503, code: nibeErrorCodes.notAvailable },
}

export function encodeNibeRefusal({ code, detail }: Refusal, now: number): RefusalBody {
  return { contentType: nibeContentType, json: encodeNibeError({ ...refusals[code], detail, now }) }
}

/** The scope would do, but the homeowner did not share this system for this. */
export function encodeNibeNotShared({ detail }: Refusal, now: number): RefusalBody {
  const code = nibeErrorCodes.notAllowedOnSystem
  return { contentType: nibeContentType, json: encodeNibeError({ status: 403, code, detail, now }) }
}

const problems: Readonly<Partial<Record<ProblemStatus, number>>> = {
  400: nibeErrorCodes.format,
  404: nibeErrorCodes.notFound,
  405: nibeErrorCodes.notPossible,
  413: nibeErrorCodes.tooMany,
  415: nibeErrorCodes.format,
  429: nibeErrorCodes.rateLimit,
  503: nibeErrorCodes.notAvailable,
}

/** A `Problem` in NIBE's words; `code` where the status alone does not say it. */
export function encodeNibeProblem({ status, message, more }: Problem, now: number, code?: number): Response {
  const json = encodeNibeError({
    status,
    code: code ?? problems[status] ?? nibeErrorCodes.unknown,
    detail: message,
    now,
  })
  return new Response(JSON.stringify(json), {
    status,
    headers: { 'Content-Type': nibeContentType, ...more.headers },
  })
}
