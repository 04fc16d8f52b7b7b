import type { DescribedHome } from '../homes/homes.ts'
import { singleClaims } from '../openid/single-claims.ts'
import type { Account, Client, Millis, Session } from '../store/records.ts'
import type { ConnectedApp } from './connected-apps.ts'

export interface AccountData {
  readonly account: Account
  readonly sessions: readonly Session[]
  readonly homes: readonly DescribedHome[]
  readonly connected: readonly ConnectedApp[]
  readonly apps: readonly Client[]
}

/** Everything that belongs to an account, for its owner: times in ISO 8601, no hash and no secret. */
export function encodeAccountData(data: AccountData, now: Millis): string {
  const { account, sessions, homes, connected, apps } = data
  const { id, email, roles, claims, createdAt, updatedAt = createdAt } = account
  return JSON.stringify(
    {
      exportedAt: iso(now),
      account: { id, email, roles, claims, createdAt: iso(createdAt), updatedAt: iso(updatedAt) },
      sessions: sessions.map(({ signedInAt, lastSeenAt, expiresAt }) => ({
        signedInAt: iso(signedInAt),
        lastSeenAt: iso(lastSeenAt),
        expiresAt: iso(expiresAt),
      })),
      homes,
      connectedApps: connected.map(encodeConnectedApp),
      ownApps: apps.map((app) => encodeOwnApp(app, account)),
    },
    undefined,
    2,
  )
}

function encodeConnectedApp({ clientId, app, scope, claims, connections }: ConnectedApp) {
  return {
    clientId,
    ...app,
    scope,
    singleClaims: singleClaims({ scope, claims }),
    connections: connections.map((family) => ({
      id: family.id,
      scope: family.scope,
      audience: family.audience,
      homes: family.details.map(({ structure, devices, actions }) => ({ structure, devices, actions })),
      connectedAt: iso(family.createdAt),
      lastUsedAt: family.lastUsedAt === undefined ? null : iso(family.lastUsedAt),
    })),
  }
}

function encodeOwnApp(app: Client, { id }: Account) {
  const { clientId, name, publisher, clientUri, dialect, policy, redirectUris, grantTypes, scopes } = app
  return {
    clientId,
    name,
    role: app.ownerId === id ? 'owner' : 'developer',
    ...{ publisher, clientUri, dialect, policy, redirectUris, grantTypes, scopes },
    state: app.state,
    verified: app.verified,
    createdAt: iso(app.createdAt),
  }
}

function iso(at: Millis): string {
  return new Date(at).toISOString()
}
