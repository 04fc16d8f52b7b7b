import { covers, type HomeAccess, meantAccess, type RequestedHomeAccess } from '@latchkey/protocol'
import type { AuthenticatedClient } from '../client-authentication/authenticate-client.ts'
import type { ServerContext } from '../context.ts'
import { decodeAuthorizationDetails } from '../home-access/decode-authorization-details.ts'
import { invalidDetails } from '../home-access/invalid-details.ts'
import { areKnown, namesHomes } from '../home-access/known-homes.ts'
import type { Homes } from '../homes/homes.ts'
import type { Asked } from './grant-type.ts'
import type { Permission } from './permission.ts'

/** A token that holds details of its own has to fit into a header with them. */
const mostCharacters = 3_000

/** What an account allowed before. */
type Granted = Pick<Permission, 'scope' | 'audience' | 'details'> & { readonly accountId: string }

export type RequestedDetails = Pick<Permission, 'details' | 'ownDetails'>

/**
 * The homes of a request that may only narrow what was granted before (RFC 9396 §6). Throws `invalid_authorization_details`,
 * in one sentence for what others have and for what nobody has.
 */
export async function withinDetails(
  { issuer, homes }: Pick<ServerContext, 'issuer' | 'homes'>,
  { client, parameters }: AuthenticatedClient,
  { dialect }: Asked,
  granted: Granted,
): Promise<RequestedDetails> {
  const { scope, audience } = granted
  const asked = decodeAuthorizationDetails(parameters, { client, dialect, scope, audience, issuer })
  if (asked === undefined) return { details: granted.details, ownDetails: undefined }
  if (!covers(granted.details, asked) || !(await areTheirs(homes, granted.accountId, asked)))
    throw invalidDetails('The authorization_details go beyond what was granted.')
  const details = meantAccess(granted.details, asked)
  checkSize(details)
  return { details, ownDetails: details }
}

/** A whole home that was granted covers any name of a device, those of others too. */
async function areTheirs(
  homes: Homes,
  accountId: string,
  asked: readonly RequestedHomeAccess[],
): Promise<boolean> {
  return !namesHomes(asked) || areKnown(asked, await homes.listShareableHomes(accountId))
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
