import type { RequestClaims } from './decode-request-object.ts'

/** What an object is measured by. */
export interface ObjectSituation {
  readonly clientId: string
  readonly issuer: string
  /** Seconds since 1970. */
  readonly now: number
  /** Whether it has to say for whom, from whom and for how long it is (FAPI 2.0 Message Signing §5.3.1). */
  readonly isStrict: boolean
}

const toleranceSeconds = 10
const longestSeconds = 3_600

type Rule = (claims: RequestClaims, situation: ObjectSituation) => string | false

// Sentences in the order in which they are said; the first that holds refuses the object.
const rules: readonly Rule[] = [
  ({ request, request_uri }) =>
    (request !== undefined || request_uri !== undefined) && 'it holds a request or a request_uri itself',
  // RFC 9101 §10.8: it could be used as the client's assertion.
  ({ sub }, { clientId }) => sub === clientId && 'its sub is the client id, as in a client assertion',
  ({ iss }, { clientId, isStrict }) => isOther(iss, clientId, isStrict) && 'its iss is not the client id',
  ({ client_id }, { clientId, isStrict }) =>
    isOther(client_id, clientId, isStrict) && 'its client_id is not the client id',
  ({ aud }, { issuer, isStrict }) =>
    isOther(Array.isArray(aud) && aud.includes(issuer) ? issuer : aud, issuer, isStrict) &&
    'its aud is not the issuer',
  ({ exp }, { isStrict }) => isNoTime(exp, isStrict) && 'its exp is missing or no number',
  ({ nbf }, { isStrict }) => isNoTime(nbf, isStrict) && 'its nbf is missing or no number',
  ({ exp }, { now }) => Number(exp ?? Infinity) <= now - toleranceSeconds && 'it has expired',
  ({ nbf }, { now }) => Number(nbf ?? 0) > now + toleranceSeconds && 'it is not valid yet',
  ({ nbf }, { now, isStrict }) =>
    isStrict && Number(nbf) < now - longestSeconds - toleranceSeconds && 'its nbf is over an hour ago',
  ({ nbf, exp }, { isStrict }) =>
    isStrict && Number(exp) - Number(nbf) > longestSeconds && 'its exp is over an hour after its nbf',
]

/** Why an object that its client did sign is refused, as the middle of a sentence, or `undefined` when it counts. */
export function objectProblem(claims: RequestClaims, situation: ObjectSituation): string | undefined {
  for (const rule of rules) {
    const problem = rule(claims, situation)
    if (problem !== false) return problem
  }
  return undefined
}

function isOther(said: unknown, wanted: string, isNeeded: boolean): boolean {
  return said === undefined ? isNeeded : said !== wanted
}

function isNoTime(said: unknown, isNeeded: boolean): boolean {
  return said === undefined ? isNeeded : typeof said !== 'number' || !Number.isFinite(said)
}
