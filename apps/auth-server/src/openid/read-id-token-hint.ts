import { isCompactJwt } from '@latchkey/protocol'
import { compactVerify, createLocalJWKSet } from 'jose'
import { z } from 'zod'
import type { ServerContext } from '../context.ts'
import { signingAlgorithms } from '../store/records.ts'

/** An ID token that this server once wrote, whoever shows it now. */
export interface IdTokenHint {
  readonly subject: string
  /** Clients that it was written for. */
  readonly clientIds: readonly string[]
  /** The `sid` of the session in which it was written. */
  readonly sessionId: string | undefined
}

/** A signed answer of userinfo has no `exp`, and so is none. */
const claims = z.object({
  iss: z.string(),
  sub: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  azp: z.string().optional(),
  iat: z.number(),
  exp: z.number(),
  sid: z.string().optional(),
})

/**
 * OpenID Connect Core §3.1.2.1, RP-Initiated Logout §2: the signature is checked, also under keys that came out of use; that
 * it has expired is no fault. `undefined` for anything but an ID token of ours.
 */
export async function readIdTokenHint(
  { keys, issuer }: Pick<ServerContext, 'keys' | 'issuer'>,
  text: string,
): Promise<IdTokenHint | undefined> {
  if (!isCompactJwt(text)) return undefined
  try {
    const known = createLocalJWKSet({ keys: [...keys.everyPublicKey()] })
    const { payload, protectedHeader } = await compactVerify(text, known, {
      algorithms: [...signingAlgorithms],
    })
    const { iss, sub, aud, azp, sid } = claims.parse(JSON.parse(new TextDecoder().decode(payload)))
    // Access and logout tokens are signed by the same keys, and say by their type what they are.
    if (protectedHeader.typ !== 'JWT' || iss !== issuer) return undefined
    return {
      subject: sub,
      clientIds: [aud, azp ?? []].flat(2),
      sessionId: sid,
    }
  } catch {
    return undefined
  }
}
