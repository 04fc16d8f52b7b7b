import { type Confirmation, isSameConfirmation, requiredParameter } from '@latchkey/protocol'
import { isPublic } from '../../client-authentication/allowed-methods.ts'
import type { AuthenticatedClient } from '../../client-authentication/authenticate-client.ts'
import type { ServerContext } from '../../context.ts'
import { detailsInScope } from '../../home-access/allowed-details.ts'
import type { Client, Family } from '../../store/records.ts'
import { refreshRuleOf, reuseMillisOf } from '../begin-family.ts'
import { findRefreshFamily } from '../find-refresh-family.ts'
import type { GrantType } from '../grant-type.ts'
import { refreshRefused } from '../refresh-refused.ts'
import type { RefreshToken } from '../refresh-token.ts'
import { withinDetails } from '../requested-details.ts'
import { withinScope } from '../requested-scope.ts'
import { narrowAudience } from '../target.ts'
import { longestSealedSeconds } from '../token-formats/lasting.ts'

/** RFC 6749 §6: go on as before. Checks the token and names the generation that it spends. */
export const refreshToken: GrantType = {
  name: 'refresh_token',
  permit: async (server, authenticated, asked) => {
    const { dialect, confirmation } = asked
    const { client, policy, parameters } = authenticated
    const { token, family } = await findFamily(server, authenticated)
    checkFamily(server, family)
    await checkKey(server, authenticated, { family, token, confirmation })
    const binds = newBinding(client, family, confirmation)
    const isCurrent = token.generation === family.generation
    const isKept = binds === undefined && isCurrent && refreshRuleOf(client, policy) === 'keep'
    const spent = { family, secret: token.secret, presented: token.generation }
    const granted = withinScope(parameters, dialect, family)
    const audience = await narrowAudience(server, family.audience, parameters.resource)
    const { accountId } = family
    const details = detailsInScope(family.details, granted.scope, family.scope)
    const before = { ...granted, audience, details, accountId }
    return {
      accountId,
      ...granted,
      audience,
      ...(await withinDetails(server, authenticated, asked, before)),
      // A client may have come to a policy of lasting tokens since; those begin with a connection, never with a refresh.
      accessTokenSeconds: Math.min(policy.accessTokenSeconds, longestSealedSeconds),
      nonce: undefined,
      signedInAt: family.signedInAt,
      authentication: family.authentication,
      confirmation,
      spends: isKept ? { kind: 'kept', ...spent } : { kind: 'generation', ...spent, binds },
    }
  },
}

/** RFC 6749 §10.4: a refresh token is bound to the client to which it was issued. */
async function findFamily(
  server: ServerContext,
  { client, parameters }: AuthenticatedClient,
): Promise<{ token: RefreshToken; family: Family }> {
  const found = await findRefreshFamily(server, requiredParameter(parameters, 'refresh_token'))
  if (found === undefined) throw refreshRefused({ kind: 'refresh token not found' })
  if (found.family.clientId !== client.clientId)
    throw refreshRefused({ kind: 'refresh token of another client' })
  return found
}

function checkFamily(server: ServerContext, family: Family): void {
  if (family.state !== 'active') throw refreshRefused({ kind: 'family ended' })
  if ((family.refreshExpiresAt ?? 0) <= server.now()) throw refreshRefused({ kind: 'refresh token expired' })
}

interface Presented {
  readonly family: Family
  readonly token: RefreshToken
  readonly confirmation: Confirmation | undefined
}

/**
 * RFC 9449 §5: refresh tokens of a client that does not authenticate are bound to the key that it had at first. A token of the
 * past ends the connection, whoever has the key: a thief may have bound it to one that its owner never had.
 */
async function checkKey(
  server: ServerContext,
  client: AuthenticatedClient,
  { family, token, confirmation }: Presented,
): Promise<void> {
  const { confirmation: bound, id } = family
  if (bound === undefined || isSameConfirmation(bound, confirmation)) return
  if (isOfThePast(family, token, server.now() - reuseMillisOf(client.client, client.policy))) {
    await server.store.endFamily(id)
    throw refreshRefused({ kind: 'refresh token replayed', family: id })
  }
  throw refreshRefused({
    kind: 'bad proof of possession',
    detail: 'the connection is bound to another key than the one of the DPoP proof',
  })
}

/** RFC 9700 §4.14.2, as the store tells it for a connection without a key. */
function isOfThePast(
  { generation, rotatedAt }: Family,
  { generation: presented }: RefreshToken,
  staleBefore: number,
): boolean {
  return generation > presented + 1 || (generation === presented + 1 && rotatedAt < staleBefore)
}

/** The same of a connection that began without a key: from now on it has one. */
function newBinding(
  client: Client,
  family: Family,
  confirmation: Confirmation | undefined,
): Confirmation | undefined {
  return confirmation !== undefined && family.confirmation === undefined && isPublic(client)
    ? confirmation
    : undefined
}
