import { challenge, dpopAlgorithms, OAuthError, type PresentedToken } from '@latchkey/protocol'
import type { Context } from 'hono'
import { recordRefusal } from '../activity/record-refusal.ts'
import type { ServerContext } from '../context.ts'
import type { Api } from '../store/records.ts'
import { apiMetadataPath } from './gateway-paths.ts'

/** What the program behind the proxy is told of how to come back (RFC 6750 §3, RFC 9728 §5.1). */
export interface Refused {
  readonly api: Api
  readonly needs: readonly string[]
  readonly scheme: PresentedToken['scheme']
  /** Whose token it was, where that is known: its developer reads in the console why. */
  readonly clientId?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
}

/** Proxies hand status, challenge and body on to the program. */
export async function refuseRequest(
  server: ServerContext,
  c: Context,
  error: OAuthError,
  refused: Refused,
): Promise<Response> {
  const { clientId, headers = {} } = refused
  const response = answer(server, refused, error.status, bodyOf(error), headers)
  const client = clientId === undefined ? undefined : await server.records.client(clientId)
  if (client !== undefined) response.headers.set('X-Error-Id', recordRefusal(server, c, error, client))
  return response
}

/** RFC 6750 §3.1: without a token no error is named. */
export function askForToken(server: ServerContext, api: Api, needs: readonly string[]): Response {
  return answer(server, { api, needs, scheme: 'bearer' }, 401, {}, {})
}

export function invalidToken(): OAuthError {
  return new OAuthError(
    'invalid_token',
    'The access token has expired, was revoked, or was issued for another API.',
  )
}

export function insufficientScope(needs: readonly string[]): OAuthError {
  return new OAuthError('insufficient_scope', `This needs the scope ${needs.join(' and ')}.`)
}

/** RFC 9449 §4.3: a proof is for one request, which must be known to check it. */
export function requestUnknown(): OAuthError {
  return new OAuthError(
    'invalid_dpop_proof',
    'The proxy in front of this API does not say which request this is, so that no DPoP proof can be checked.',
    { status: 401, reason: { kind: 'bad proof of possession', detail: 'the held request is not known' } },
  )
}

function bodyOf({ code, message }: OAuthError): Readonly<Record<string, string>> {
  return { error: code, error_description: message }
}

function answer(
  { issuer }: ServerContext,
  { api, needs, scheme }: Refused,
  status: number,
  error: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
): Response {
  const own = {
    realm: api.id,
    ...error,
    ...(needs.length > 0 && { scope: needs.join(' ') }),
    resource_metadata: issuer + apiMetadataPath(api.id),
  }
  const algs = dpopAlgorithms.join(' ')
  const value =
    scheme === 'dpop'
      ? challenge('DPoP', { ...own, algs })
      : `${challenge('Bearer', own)}, ${challenge('DPoP', { algs })}`
  return Response.json(error, {
    status,
    headers: { 'Cache-Control': 'no-store', 'WWW-Authenticate': value, ...headers },
  })
}
