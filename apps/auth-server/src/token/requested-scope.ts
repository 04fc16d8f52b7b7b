import type { Dialect } from '@latchkey/dialects'
import {
  OAuthError,
  type Parameters,
  parseScope,
  printScope,
  type Scope,
  scopeContains,
} from '@latchkey/protocol'
import type { Client } from '../store/records.ts'

export interface RequestedScope {
  readonly scope: Scope
  /** As the client spelled it, to be echoed. */
  readonly scopeText: string
}

/** The scope of a request: the asked one, which must be within the client's; without one, the client's. */
export function requestedScope(parameters: Parameters, client: Client, dialect: Dialect): RequestedScope {
  const own = { scope: client.scopes, scopeText: printScope(client.scopes) }
  return withinScope(parameters, dialect, own, allowedScope(client, dialect))
}

/**
 * A client that registered itself named its scope itself, so that it bounds nobody. Agents (MCP) name what they need first, and
 * ask their person for more of the homes when a tool needs it; that is a new request, and the person decides.
 */
function allowedScope({ scopes, registration }: Client, { deviceScopes }: Dialect): Scope {
  const asksForHomes = registration !== undefined && deviceScopes.some((name) => scopes.includes(name))
  return asksForHomes ? [...new Set([...scopes, ...deviceScopes])] : scopes
}

/** The scope of a request that may only narrow what was granted before. Throws `invalid_scope`. */
export function withinScope(
  parameters: Parameters,
  dialect: Dialect,
  granted: RequestedScope,
  allowed: Scope = granted.scope,
): RequestedScope {
  const asked = dialect.request.readsScope ? parameters.values.get('scope') : undefined
  if (asked === undefined) return granted
  const scope = parseScope(asked, dialect.request.scopeSeparator)
  if (scope.length === 0) return granted
  if (scopeContains(allowed, scope)) return { scope, scopeText: asked }
  const odd = scope.filter((name) => !allowed.includes(name)).join(' ')
  throw new OAuthError('invalid_scope', `The scope ${odd} is not among those that may be asked for here.`, {
    reason: { kind: 'scope not allowed', scope: odd, allowed },
  })
}
