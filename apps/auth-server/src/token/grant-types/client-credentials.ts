import { OAuthError, printScope } from '@latchkey/protocol'
import { identityScopes } from '../../clients/built-in-scopes.ts'
import type { GrantType } from '../grant-type.ts'
import { withoutDetails } from '../requested-details.ts'
import { requestedScope } from '../requested-scope.ts'
import { findAudience } from '../target.ts'

/** RFC 6749 §4.4: a client acts for itself; nobody's homes, nothing to refresh. */
export const clientCredentials: GrantType = {
  name: 'client_credentials',
  permit: async (server, authenticated, { dialect, confirmation }) => {
    const { client, policy, method, parameters } = authenticated
    // RFC 6749 §4.4: this grant type is for confidential clients only.
    if (method === 'none') {
      throw new OAuthError(
        'unauthorized_client',
        'A client without secret or key cannot have tokens of its own.',
      )
    }
    const own = client.scopes.filter((name) => !identityScopes.includes(name))
    const asked = requestedScope(parameters, { ...client, scopes: own }, dialect)
    return {
      accountId: undefined,
      ...asked,
      scopeText: asked.scopeText === '' ? printScope(own) : asked.scopeText,
      audience: await findAudience(server, parameters.resource),
      ...withoutDetails(authenticated),
      accessTokenSeconds: policy.clientCredentialsSeconds,
      nonce: undefined,
      signedInAt: undefined,
      authentication: undefined,
      confirmation,
      spends: { kind: 'nothing' },
    }
  },
}
