import { OAuthError, randomToken, sha256 } from '@latchkey/protocol'
import type { ServerContext } from '../context.ts'
import type { ParameterPairs } from '../request-objects/decode-request-object.ts'
import type { Client } from '../store/records.ts'
import type { RequestOrigin } from './request-origin.ts'

/** RFC 9126 §2.2. */
const prefix = 'urn:ietf:params:oauth:request_uri:'

/** How long a person may begin with it, in seconds. */
export const pushedSeconds = 60

export function isPushedUri(uri: string): boolean {
  return uri.startsWith(prefix)
}

/** A new `request_uri` of 256 bits, and the name under which it is kept. */
export function newPushedUri(): { readonly uri: string; readonly hash: string } {
  const uri = prefix + randomToken(256)
  return { uri, hash: sha256(uri) }
}

/** What was pushed; only its own client's and only in time. It may be opened again until a code was issued for it. */
export async function findPushed(
  { store, now }: ServerContext,
  { clientId }: Client,
  uri: string,
): Promise<{ readonly parameters: ParameterPairs; readonly origin: RequestOrigin }> {
  const hash = sha256(uri)
  const found = await store.findPushedRequest(hash)
  if (found === undefined) throw notKnown('nobody pushed it, or long ago')
  if (found.clientId !== clientId) throw notKnown('another app pushed it')
  if (found.completedAt !== undefined) throw notKnown('a code was issued for it')
  if (found.expiresAt <= now()) throw notKnown('it has expired')
  return { parameters: found.parameters, origin: { kind: 'pushed', hash, isSigned: found.isSigned } }
}

/** RFC 9126 §4: a pushed request buys one code. Throws for everybody but the first. */
export async function completePushed({ store, now }: ServerContext, origin: RequestOrigin): Promise<void> {
  if (origin.kind !== 'pushed') return
  if (!(await store.completePushedRequest(origin.hash, now()))) throw notKnown('a code was issued for it')
}

/** One sentence for all: nobody learns whether another app's request is there. */
function notKnown(detail: string): OAuthError {
  const sentence =
    'The request_uri is not known, has expired, or was used: the app has to push a new request.'
  return new OAuthError('invalid_request_uri', sentence, {
    reason: { kind: 'request uri not known', detail },
  })
}
