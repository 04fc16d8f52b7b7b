import type { ServerContext } from '../context.ts'
import { currentNonce } from './dpop-nonces.ts'

/** The nonce for the client's next proof, with what lets programs in browsers read it (RFC 9449 §8.2, §9). */
export function nonceHeader(server: ServerContext): Readonly<Record<string, string>> {
  return { 'DPoP-Nonce': currentNonce(server), 'Access-Control-Expose-Headers': exposedHeaders }
}

/** What a program of another origin may read of an answer; the names that every program may read are not listed. */
export const exposedHeaders = 'DPoP-Nonce, WWW-Authenticate, Retry-After, X-Error-Id'
