import { createHash } from 'node:crypto'
import { equalInConstantTime } from './hash.ts'

/** RFC 7636 §4.1: 43 to 128 unreserved characters. */
const verifier = /^[A-Za-z0-9\-._~]{43,128}$/

/** RFC 7636 §4.2: the base64url of a SHA-256. */
const challenge = /^[A-Za-z0-9_-]{43}$/

export function isCodeVerifier(text: string): boolean {
  return verifier.test(text)
}

export function isCodeChallenge(text: string): boolean {
  return challenge.test(text)
}

/** S256, the only method: BASE64URL(SHA256(ASCII(code_verifier))). */
export function codeChallengeOf(codeVerifier: string): string {
  return createHash('sha256').update(codeVerifier, 'ascii').digest('base64url')
}

export function codeVerifierMatches(codeVerifier: string, codeChallenge: string): boolean {
  return isCodeVerifier(codeVerifier) && equalInConstantTime(codeChallengeOf(codeVerifier), codeChallenge)
}
