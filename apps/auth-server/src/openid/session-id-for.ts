import { hmacSha256 } from '@latchkey/protocol'
import type { KeyRing } from '../keys/key-ring.ts'

/**
 * The `sid` by which a client knows a session (OpenID Connect Front-Channel Logout §3). Each has its own: by a common one two
 * clients would find out that their pairwise subjects are one person. Under the pepper, which is never rotated.
 */
export function sessionIdFor(keys: KeyRing, clientId: string, sessionId: string): string {
  return hmacSha256(keys.current('pepper').derive('session id of a client'), `${clientId}\n${sessionId}`)
}
