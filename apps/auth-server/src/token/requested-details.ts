import { covers, type HomeAccess, meantAccess } from '@latchkey/protocol'
import type { AuthenticatedClient } from '../client-authentication/authenticate-client.ts'
import type { ServerContext } from '../context.ts'
import { decodeAuthorizationDetails } from '../home-access/decode-authorization-details.ts'
import { invalidDetails } from '../home-access/invalid-details.ts'
import type { Asked } from './grant-type.ts'
import type { Permission } from './permission.ts'

/** A token that holds details of its own has to fit into a header with them. */
const mostCharacters = 3_000

export type RequestedDetails = Pick<Permission, 'details' | 'ownDetails'>

/**
 * The homes of a request that may only narrow what was granted before (RFC 9396 §6). Throws `invalid_authorization_details`,
 * in one sentence for what others have and for what nobody has.
 */
export function withinDetails(
  { issuer }: Pick<ServerContext, 'issuer'>,
  { client, parameters }: AuthenticatedClient,
  { dialect }: Asked,
  granted: Pick<Permission, 'scope' | 'audience' | 'details'>,
): RequestedDetails {
  const { scope, audience } = granted
  const asked = decodeAuthorizationDetails(parameters, { client, dialect, scope, audience, issuer })
  if (asked === undefined) return { details: granted.details, ownDetails: undefined }
  if (!covers(granted.details, asked))
    throw invalidDetails('The authorization_details go beyond what was granted.')
  const details = meantAccess(granted.details, asked)
  checkSize(details)
  return { details, ownDetails: details }
}

function checkSize(details: readonly HomeAccess[]): void {
  if (JSON.stringify(details).length <= mostCharacters) return
  throw invalidDetails('The authorization_details name too much for one token: ask for whole homes instead.')
}

/** RFC 6749 §4.4: a client acts for itself there, and nobody has shared a home with that. */
export function withoutDetails({ parameters }: AuthenticatedClient): RequestedDetails {
  if (parameters.values.has('authorization_details'))
    throw invalidDetails('A client that acts for itself has no homes: only a homeowner can share them.')
  return { details: [], ownDetails: undefined }
}
