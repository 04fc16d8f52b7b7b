import { dialects } from '@latchkey/dialects'
import { codeChallengeOf, printScope } from '@latchkey/protocol'
import { identityScopes } from '../clients/built-in-scopes.ts'
import { policyWith } from '../clients/policies.ts'
import type { ServerContext } from '../context.ts'
import { wholeHomes } from '../home-access/whole-homes.ts'
import type { ShareableHome } from '../homes/homes.ts'
import { isHomesNotKnown } from '../homes/homes-not-known.ts'
import type { Account, Client } from '../store/records.ts'
import { hashCode, newCode } from '../token/authorization-code.ts'

const livesMillis = 48 * 3_600_000

/** A code as if the homeowner had just signed in and pressed ACCEPT. `verifier` counts where the policy asks for PKCE. */
export async function demoCode(
  server: ServerContext,
  client: Client,
  owner: Account,
  verifier: string,
): Promise<string> {
  const { clientId, redirectUris } = client
  const redirectUri = redirectUris[0]
  const code = newCode(dialects[client.dialect], redirectUri === undefined)
  const scope = client.scopes.filter((name) => !identityScopes.includes(name))
  const isPkce = policyWith(client.policy, client.overrides).pkce !== 'not asked'
  await server.store.saveCode({
    hash: hashCode(server.keys, clientId, code),
    clientId,
    accountId: owner.id,
    expiresAt: server.now() + livesMillis,
    redirectUri,
    codeChallenge: isPkce ? codeChallengeOf(verifier) : undefined,
    scope,
    scopeText: printScope(scope),
    audience: [server.issuer],
    details: wholeHomes(await knownHomes(server, owner), scope),
    nonce: undefined,
    signedInAt: server.now(),
  })
  return code
}

/** A backend that is not there yet is no reason not to start. */
async function knownHomes({ homes }: ServerContext, { id }: Account): Promise<readonly ShareableHome[]> {
  try {
    return await homes.listShareableHomes(id)
  } catch (error) {
    if (isHomesNotKnown(error)) return []
    throw error
  }
}

/** Codes need a grant. An empty one remembers nothing, so that the consent page still asks when it is tried out. */
export async function demoGrant(
  { store, now }: ServerContext,
  client: Client,
  owner: Account,
): Promise<void> {
  const { clientId } = client
  const grant = await store.findGrant(owner.id, clientId)
  if (grant?.state === 'active') return
  await store.saveGrant({ accountId: owner.id, clientId, scope: [], details: [], createdAt: now() })
}
