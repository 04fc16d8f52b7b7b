import type { Scope } from '@latchkey/protocol'
import { appViewOf } from '../authorize/app-view-of.ts'
import type { ServerContext } from '../context.ts'
import type { AppView } from '../pages/app-view.ts'
import type { RequestedClaims } from '../store/authentication.ts'
import type { Client, Family, Grant, Millis } from '../store/records.ts'

/** More of one app's connections are not shown; removing the app ends them all the same. */
export const mostConnections = 50

/** An app that an account allowed something and did not remove. */
export interface ConnectedApp {
  readonly clientId: string
  readonly app: AppView
  /** Off while an operator has suspended it, or when its developer has ended it. */
  readonly isActive: boolean
  /** What its connections may do, together; without one, what it was allowed. */
  readonly scope: Scope
  /** What it may know of the account beyond its scope. */
  readonly claims: RequestedClaims
  /** The APIs that its tokens are for. */
  readonly audience: readonly string[]
  /** Those that live, oldest first. */
  readonly connections: readonly Family[]
  readonly lastUsedAt: Millis | undefined
}

export interface ConnectedApps {
  /** The last used first. */
  readonly apps: readonly ConnectedApp[]
  /** How many there are in all. */
  readonly total: number
  readonly connections: readonly Family[]
}

/** A part of what the account has connected: two queries, and one more for each app that nobody asked for lately. */
export async function listConnectedApps(
  { store, records }: ServerContext,
  accountId: string,
  {
    from = 0,
    most,
    mostPerApp = mostConnections,
  }: { readonly from?: number; readonly most: number; readonly mostPerApp?: number },
): Promise<ConnectedApps> {
  const [grants, connections] = await Promise.all([
    store.listGrants(accountId),
    store.listFamiliesOf(accountId, { mostPerApp }),
  ])
  const ofClient = Map.groupBy(connections, ({ clientId }) => clientId)
  const ordered = grants
    .map((grant) => ({ grant, families: ofClient.get(grant.clientId) ?? [] }))
    .toSorted((one, other) => lastSign(other) - lastSign(one))
  const shown = ordered.slice(from, from + most)
  const apps = await Promise.all(
    shown.map(async ({ grant, families }) =>
      connectedApp(grant, await records.client(grant.clientId), families),
    ),
  )
  return { apps, total: grants.length, connections }
}

/** One app, unless the account has not connected it. */
export async function findConnectedApp(
  { store, records }: ServerContext,
  accountId: string,
  clientId: string,
): Promise<ConnectedApp | undefined> {
  const [grant, client, families] = await Promise.all([
    store.findGrant(accountId, clientId),
    records.client(clientId),
    store.listFamiliesOf(accountId, { mostPerApp: mostConnections, clientId }),
  ])
  return grant === undefined || grant.state === 'ended' ? undefined : connectedApp(grant, client, families)
}

function connectedApp(
  { clientId, scope, claims = [] }: Grant,
  client: Client | undefined,
  connections: readonly Family[],
): ConnectedApp {
  const scopes = new Set(connections.flatMap((family) => family.scope))
  return {
    clientId,
    app: client === undefined ? { name: clientId, verified: false } : appViewOf(client),
    isActive: client?.state === 'active',
    scope: connections.length === 0 ? scope : [...scopes],
    claims: connections.length === 0 ? { userinfo: claims, idToken: [] } : claimsOfAll(connections),
    audience: [...new Set(connections.flatMap(({ audience }) => audience))],
    connections,
    lastUsedAt: lastOf(connections.map(({ lastUsedAt }) => lastUsedAt)),
  }
}

function claimsOfAll(connections: readonly Family[]): RequestedClaims {
  const claims = connections.flatMap(({ authentication }) => authentication?.claims ?? [])
  return {
    userinfo: [...new Set(claims.flatMap(({ userinfo }) => userinfo))],
    idToken: [...new Set(claims.flatMap(({ idToken }) => idToken))],
  }
}

function lastOf(times: readonly (Millis | undefined)[]): Millis | undefined {
  const known = times.filter((time) => time !== undefined)
  return known.length === 0 ? undefined : Math.max(...known)
}

function lastSign({ grant, families }: { grant: Grant; families: readonly Family[] }): Millis {
  return lastOf(families.map(({ lastUsedAt, createdAt }) => lastUsedAt ?? createdAt)) ?? grant.createdAt
}

export function appHref(clientId: string, part = ''): string {
  return `/home/apps/${encodeURIComponent(clientId)}${part}`
}

/** Where the homes of one connection are chosen, below its app's page. */
export function homesPath(familyId: string): string {
  return `/homes/${encodeURIComponent(familyId)}`
}
