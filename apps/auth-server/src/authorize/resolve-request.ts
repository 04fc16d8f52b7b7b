import { type Dialect, dialects } from '@latchkey/dialects'
import { malformed, type OAuthError, readParameters } from '@latchkey/protocol'
import type { ServerContext } from '../context.ts'
import type { ParameterPairs } from '../request-objects/decode-request-object.ts'
import { fetchRequestObject } from '../request-objects/fetch-request-object.ts'
import { type RequestObject, readRequestObject } from '../request-objects/read-request-object.ts'
import type { Client } from '../store/records.ts'
import { findClient } from './find-return-address.ts'
import { findPushed, isPushedUri } from './pushed-request.ts'
import type { RequestOrigin } from './request-origin.ts'

/** The parameters that count, wherever they stood. */
export interface ResolvedRequest {
  readonly parameters: ParameterPairs
  readonly origin: RequestOrigin
  /** What is wrong with the object in which they stood; the client may be told. */
  readonly problem?: OAuthError | undefined
}

/**
 * Finds the request that the URL or form means: itself, a pushed one, or a request object in it or behind an address. RFC 9101
 * §6.3 and RFC 9126 §4: what stands beside an object or a pushed request is as if it were not there, but for `client_id`, which
 * says whose keys count. Throws `OAuthError`, which nobody but the person can be told.
 */
export async function resolveRequest(
  server: ServerContext,
  sent: ParameterPairs,
  speak: (client: Client, dialect: Dialect) => void,
): Promise<ResolvedRequest> {
  const parameters = readParameters(sent)
  const request = parameters.values.get('request')
  const uri = parameters.values.get('request_uri')
  const asSent = { parameters: sent, origin: { kind: 'plain' } } as const
  if (request === undefined && uri === undefined) return asSent
  const client = await findClient(server, parameters, speak)
  // The parameters stay where they are, and are refused like any that such a client has no use for.
  if (!dialects[client.dialect].hasExtensions) return asSent
  if (request !== undefined && uri !== undefined) throw both()
  if (request !== undefined) return signed(await readRequestObject(server, client, request))
  if (uri !== undefined && isPushedUri(uri)) return findPushed(server, client, uri)
  return signed(await readRequestObject(server, client, await fetchRequestObject(server, client, uri ?? '')))
}

function signed({ parameters, problem }: RequestObject): ResolvedRequest {
  return { parameters, origin: { kind: 'signed' }, problem }
}

/** RFC 9101 §5. */
function both(): OAuthError {
  return malformed('request_uri', 'Send either request or request_uri, not both.')
}
