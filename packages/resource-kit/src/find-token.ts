import type { IncomingRequest } from './incoming-request.ts'
import type { Refusal } from './refusal.ts'

export interface FoundToken {
  readonly token: string
  /** In small letters; `query` where it stood in the URL. */
  readonly scheme: string
}

/** `b64token` of RFC 6750 §2.1. */
const tokenPattern = /^[A-Za-z0-9._~+/-]+=*$/
const longestToken = 8192

const noToken: Refusal = {
  code: 'no_token',
  detail: 'Send an access token in the header Authorization: Bearer TOKEN.',
}
export const tokenInQuery: Refusal = {
  code: 'invalid_request',
  detail: 'Send the token in the Authorization header, not in the URL: URLs end up in logs.',
}
const severalCredentials: Refusal = {
  code: 'invalid_request',
  detail: 'The request carries several credentials. Send exactly one Authorization header with one token.',
}
const malformedToken: Refusal = {
  code: 'invalid_token',
  detail: 'The token holds characters that no access token has, or is too long.',
}

/** Parsed as a query, so that a percent-encoded name is found too. */
function queryTokens(url: string, parameter: string): readonly string[] {
  const start = url.indexOf('?')
  return start === -1 ? [] : new URLSearchParams(url.slice(start + 1)).getAll(parameter)
}

/** The one token of the URL, where its parameter is known and no header holds another. */
function findQueryToken(
  request: IncomingRequest,
  tokens: readonly string[],
): FoundToken | { readonly refusal: Refusal } {
  const [token = '', ...others] = tokens
  if (others.length > 0 || request.header('authorization') !== undefined)
    return { refusal: severalCredentials }
  return checked({ token, scheme: 'query' })
}

function checked(found: FoundToken): FoundToken | { readonly refusal: Refusal } {
  const isToken = found.token.length <= longestToken && tokenPattern.test(found.token)
  return isToken ? found : { refusal: malformedToken }
}

/**
 * Finds the one token of a request (RFC 6750 §2.1). `schemes` are in lower case; `queryParameter` is where an older API's programs put it. Repeated `Authorization` headers arrive
 * joined by a comma, which no token holds. Another scheme, or a scheme without a token, counts as no token.
 */
export function findToken(
  request: IncomingRequest,
  schemes: readonly string[],
  queryParameter?: string,
): FoundToken | { readonly refusal: Refusal } {
  if (queryTokens(request.url, 'access_token').length > 0) return { refusal: tokenInQuery }
  const inQuery = queryParameter === undefined ? [] : queryTokens(request.url, queryParameter)
  if (inQuery.length > 0) return findQueryToken(request, inQuery)
  const header = request.header('authorization')?.trim() ?? ''
  const space = header.search(/[ \t]/)
  const scheme = (space === -1 ? header : header.slice(0, space)).toLowerCase()
  if (header.includes(',') && namesScheme(header, schemes)) return { refusal: severalCredentials }
  if (space === -1 || !schemes.includes(scheme)) return { refusal: noToken }
  return checked({ token: header.slice(space).trim(), scheme })
}

/** Whether one of several joined credentials is of a scheme that would count here; Digest and others use commas themselves. */
function namesScheme(header: string, schemes: readonly string[]): boolean {
  return header.split(',').some((part) => schemes.includes(part.trim().toLowerCase().split(/\s/, 1)[0] ?? ''))
}
