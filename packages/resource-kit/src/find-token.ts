import type { Refusal } from './refusal.ts'

export interface FoundToken {
  readonly token: string
  /** In small letters. */
  readonly scheme: string
}

/** `b64token` of RFC 6750 §2.1. */
const tokenPattern = /^[A-Za-z0-9._~+/-]+=*$/
const longestToken = 8192

const noToken: Refusal = {
  code: 'no_token',
  detail: 'Send an access token in the header Authorization: Bearer TOKEN.',
}
const tokenInQuery: Refusal = {
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
function hasQueryToken(url: string): boolean {
  const start = url.indexOf('?')
  return start !== -1 && new URLSearchParams(url.slice(start + 1)).has('access_token')
}

/**
 * Finds the one token of a request (RFC 6750 §2.1). `schemes` are in lower case. Repeated `Authorization` headers arrive
 * joined by a comma, which no token holds. Another scheme, or a scheme without a token, counts as no token.
 */
export function findToken(
  request: Request,
  schemes: readonly string[],
): FoundToken | { readonly refusal: Refusal } {
  if (hasQueryToken(request.url)) return { refusal: tokenInQuery }
  const header = request.headers.get('Authorization')?.trim() ?? ''
  const space = header.search(/[ \t]/)
  const scheme = (space === -1 ? header : header.slice(0, space)).toLowerCase()
  if (header.includes(',') && namesScheme(header, schemes)) return { refusal: severalCredentials }
  if (space === -1 || !schemes.includes(scheme)) return { refusal: noToken }
  const token = header.slice(space).trim()
  if (token.length > longestToken || !tokenPattern.test(token)) return { refusal: malformedToken }
  return { token, scheme }
}

/** Whether one of several joined credentials is of a scheme that would count here; Digest and others use commas themselves. */
function namesScheme(header: string, schemes: readonly string[]): boolean {
  return header.split(',').some((part) => schemes.includes(part.trim().toLowerCase().split(/\s/, 1)[0] ?? ''))
}
