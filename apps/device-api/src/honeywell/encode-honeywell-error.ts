import type { Refusal, RefusalBody } from '@latchkey/resource-kit'
import type { Problem } from '../problem.ts'
import { HoneywellProblem } from './honeywell-problem.ts'

const contentType = 'application/json'

/** The gateway's own errors (Apigee's), which the API behind it never writes. */
const fault = (faultstring: string, errorcode: string) => ({ fault: { faultstring, detail: { errorcode } } })

const invalidApiKey = fault('Invalid ApiKey', 'oauth.v2.InvalidApiKey')
const invalidToken = fault('Invalid Access Token', 'keymanagement.service.invalid_access_token')
const expiredToken = fault('Access Token expired', 'keymanagement.service.access_token_expired')

// With its two spaces at the end, as the vendor sends it.
const unauthorized = {
  code: 'Unauthorized',
  message: 'Authorization has been denied for this request  ',
}

function refusalJson({ code, detail, fate }: Refusal): object {
  switch (code) {
    case 'no_token':
      return unauthorized
    case 'invalid_request':
      return { code: 400, message: detail }
    case 'insufficient_scope':
      return fault(detail, 'steps.oauth.v2.InsufficientScope')
    case 'verification_unavailable':
      return { code: 503, message: detail }
    default:
      return fate === 'expired' ? expiredToken : invalidToken
  }
}

export function encodeHoneywellRefusal(refusal: Refusal): RefusalBody {
  return { contentType, json: refusalJson(refusal) }
}

/** The `apikey` of the URL is not the one of the client whose token this is. */
export const invalidApiKeyBody: RefusalBody = { contentType, json: invalidApiKey }

function problemJson(problem: Problem): object {
  if (problem.status === 429) return { code: '429.02.001', message: 'rate limit has been exhausted' }
  const code = problem instanceof HoneywellProblem ? problem.code : problem.status
  return { code, message: problem.message }
}

export function encodeHoneywellProblem(problem: Problem): Response {
  const { status, more } = problem
  const headers = { 'Content-Type': contentType, ...more.headers }
  return new Response(JSON.stringify(problemJson(problem)), { status, headers })
}
