import { type HomeAccess, randomIdentifier, sha256 } from '@latchkey/protocol'
import type { ServerContext } from '../context.ts'
import { toldSubject } from '../inspection/told-subject.ts'
import { signJwt } from '../keys/sign-jwt.ts'
import type { Api } from '../store/records.ts'
import { secondsOf } from '../token/access-token.ts'
import type { LivingToken } from '../token/verify-access-token.ts'
import type { HeldRequest } from './decode-gateway-request.ts'
import { encodeHomeList } from './encode-home-list.ts'

/** The one request that it is for takes less. */
const identitySeconds = 60

/** Headers beyond this, together with the rest of a request, are refused by proxies as they come from the shelf. */
const mostDetailsBytes = 3_000

/** In place of homes that are too many for a header. It names none: who reads no further gives nothing away. */
const tooMany = 'too-many'

/**
 * What the backend is told of whom it serves. Every header is always there, empty where there is nothing to say: a proxy that copies
 * them overwrites what a stranger sent under these names.
 */
export async function encodeIdentity(
  server: ServerContext,
  api: Api,
  token: LivingToken,
  held: HeldRequest,
): Promise<Readonly<Record<string, string>>> {
  const subject = await toldSubject(server, { kind: 'api', api }, token)
  const details = JSON.stringify(token.details).length > mostDetailsBytes ? undefined : token.details
  return {
    'Latchkey-Identity': signIdentity(server, api, { token, subject, details, held }),
    'Latchkey-Subject': visible(subject),
    'Latchkey-Client': visible(token.clientId),
    'Latchkey-Scope': token.scope.join(' '),
    'Latchkey-Homes': details === undefined ? tooMany : visible(encodeHomeList(details)),
  }
}

interface Told {
  readonly token: LivingToken
  readonly subject: string
  readonly details: readonly HomeAccess[] | undefined
  readonly held: HeldRequest
}

/** A `typ` of its own keeps it from being taken for an access token or an ID token (RFC 8725 §3.11). */
function signIdentity(
  { keys, issuer, now }: ServerContext,
  { identifier }: Api,
  { token, subject, details, held }: Told,
): string {
  const issuedAt = Math.floor(now() / 1000)
  return signJwt(keys, 'ES256', 'gateway+jwt', {
    iss: issuer,
    aud: identifier,
    sub: subject,
    client_id: token.clientId,
    scope: token.scope.join(' '),
    iat: issuedAt,
    exp: Math.min(issuedAt + identitySeconds, token.expiresAt),
    jti: randomIdentifier(96),
    auth_time: secondsOf(token.signedInAt),
    acr: token.acr,
    ...(details !== undefined && details.length > 0 && { authorization_details: details }),
    ...(details === undefined && { authorization_details_omitted: true }),
    // For another request it is worth nothing, if the backend looks.
    request: {
      method: held.method,
      ...(held.target !== undefined && { target_sha256: sha256(held.target) }),
    },
  })
}

/** Header values are visible ASCII, with spaces between words. */
function visible(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, encodeURIComponent)
}
