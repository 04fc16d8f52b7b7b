/**
 * Nobody can say right now whether the token is good. It is never an answer of 401: a client that reads 401 throws its
 * token away. HTTP answers 503 with `Retry-After`.
 */
export class VerificationUnavailable extends Error {
  override readonly name = 'VerificationUnavailable'
}
