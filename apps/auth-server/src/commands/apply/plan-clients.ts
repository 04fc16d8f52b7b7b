import { matchingSecret, secretRecord } from '../../clients/client-secret.ts'
import { documentOf } from '../../registration/client-document.ts'
import { clientProblems } from '../../registration/client-rules.ts'
import type { ClientDeclaration } from '../../registration/client-schema.ts'
import { metadataNames } from '../../registration/metadata-schema.ts'
import type { Client, ClientSecret } from '../../store/records.ts'
import {
  type ApplyContext,
  type ApplyOptions,
  type Change,
  differences,
  type Plan,
  repeated,
} from './change.ts'

export interface ClientFacts {
  readonly present: readonly Client[]
  /** E-mail → account's id. */
  readonly accountIds: ReadonlyMap<string, string>
  readonly knownScopes: ReadonlySet<string>
  readonly apiIds: ReadonlySet<string>
}

/** Clients as declared. Clients from a declaration count as verified: the operator vouches for them. */
export function planClients(
  context: ApplyContext,
  options: ApplyOptions,
  declared: readonly ClientDeclaration[],
  facts: ClientFacts,
): Plan {
  const path = (index: number) => `clients[${index}]`
  const each = declared.map((client, index) =>
    planClient(context, options, { client, path: path(index) }, facts),
  )
  const named = new Set(declared.map(({ clientId }) => clientId))
  const gone = facts.present.filter(({ clientId, state }) => state !== 'ended' && !named.has(clientId))
  return {
    changes: each.flatMap(({ changes }) => changes),
    removals: gone.map(({ clientId }) => ({
      line: `client ${clientId}: ended`,
      write: () =>
        context.store.setClientState(clientId, 'ended', { actor: context.actor, action: 'app ended' }),
    })),
    problems: [
      ...repeated(
        declared,
        (index) => `${path(index)}.clientId`,
        ({ clientId }) => clientId,
      ),
      ...each.flatMap(({ problems }) => problems),
    ],
  }
}

function planClient(
  context: ApplyContext,
  options: ApplyOptions,
  { client, path }: { client: ClientDeclaration; path: string },
  facts: ClientFacts,
): Omit<Plan, 'removals'> {
  const present = facts.present.find(({ clientId }) => clientId === client.clientId)
  const secret = newSecret(context, client, present)
  const wanted = wantedClient(context, client, { present, secret, facts })
  const judged = {
    newSecret: client.clientSecret,
    wanted,
    knownScopes: facts.knownScopes,
    weakAllowed: options.weak || (secret === undefined && client.clientSecret !== undefined),
  }
  return {
    changes: changesOf(context, wanted, secret, present),
    problems: [
      ...nameProblems(client, path, present, facts),
      ...clientProblems(judged).map(({ member, reason }) => `${path}.${member}: ${reason}`),
    ],
  }
}

/** The record of a secret that the client does not have yet. */
function newSecret(
  { keys, now }: ApplyContext,
  { clientSecret }: ClientDeclaration,
  present: Client | undefined,
): ClientSecret | undefined {
  if (clientSecret === undefined) return undefined
  const pepper = keys.current('pepper')
  if (present !== undefined && matchingSecret(pepper, present, clientSecret, now()) !== undefined)
    return undefined
  return secretRecord(pepper, clientSecret, { label: 'declared', now: now() })
}

function wantedClient(
  { now }: ApplyContext,
  client: ClientDeclaration,
  known: { present: Client | undefined; secret: ClientSecret | undefined; facts: ClientFacts },
): Client {
  const { present, secret, facts } = known
  const secrets = client.tokenEndpointAuthMethod === 'none' ? [] : (present?.secrets ?? [])
  return {
    ...documentOf(client),
    clientId: client.clientId,
    name: client.name,
    ownerId: client.owner === undefined ? undefined : facts.accountIds.get(client.owner.toLowerCase()),
    verified: true,
    verificationAskedAt: undefined,
    members: present?.members ?? [],
    secrets: secret === undefined ? secrets : [secret],
    createdAt: present?.createdAt ?? now(),
    state: present?.state ?? 'active',
    counter: present?.counter ?? 0,
  }
}

function nameProblems(
  { clientId, owner }: ClientDeclaration,
  path: string,
  present: Client | undefined,
  { apiIds, accountIds }: ClientFacts,
): readonly string[] {
  const problems: string[] = []
  if (apiIds.has(clientId))
    problems.push(`${path}.clientId: ${clientId} is an API's id, and both share one namespace`)
  if (present?.state === 'ended')
    problems.push(`${path}.clientId: the client ${clientId} was ended for good; give the new one another id`)
  if (owner !== undefined && !accountIds.has(owner.toLowerCase()))
    problems.push(`${path}.owner: there is no account ${owner}`)
  return problems
}

/** A declared secret takes the place of all others; a client that needs none anymore loses them. */
function changesOf(
  { store, actor }: ApplyContext,
  wanted: Client,
  secret: ClientSecret | undefined,
  present: Client | undefined,
): readonly Change[] {
  const { clientId } = wanted
  const changed = present === undefined ? [] : changedMembers(wanted, present)
  const save = () =>
    store.saveClient(wanted, {
      actor,
      ...(present === undefined
        ? { action: 'app registered' }
        : { action: 'app changed', detail: { changed } }),
    })
  const saveSecrets = () => replaceSecrets({ store, actor }, wanted, secret, present)
  if (present === undefined) {
    return [{ line: `client ${clientId}: added`, write: () => save().then(saveSecrets) }]
  }
  const changes: Change[] = []
  if (changed.length > 0)
    changes.push({ line: `client ${clientId}: changed ${changed.join(', ')}`, write: save })
  const loses = wanted.secrets.length === 0 && present.secrets.length > 0
  if (loses) changes.push({ line: `client ${clientId}: ended its secrets`, write: saveSecrets })
  if (secret !== undefined)
    changes.push({ line: `client ${clientId}: replaced the secret`, write: saveSecrets })
  return changes
}

/** The new one first, so that a client is never without. */
async function replaceSecrets(
  { store, actor }: Pick<ApplyContext, 'store' | 'actor'>,
  { clientId }: Client,
  secret: ClientSecret | undefined,
  present: Client | undefined,
): Promise<void> {
  if (secret !== undefined) {
    const detail = { ending: secret.ending, label: secret.label }
    await store.saveSecret(clientId, secret, { actor, action: 'secret made', detail })
  }
  const before = (present?.secrets ?? []).filter(({ hash }) => hash !== secret?.hash)
  if (before.length === 0) return
  const detail = { endings: before.map(({ ending }) => ending) }
  const kept = secret === undefined ? [] : [secret.hash]
  await store.endSecrets(clientId, kept, { actor, action: 'secret ended', detail })
}

function changedMembers(wanted: Client, present: Client): readonly string[] {
  const { state, counter, secrets, members, createdAt, verificationAskedAt, ...declared } = wanted
  // What the declaration leaves out is undefined here, so that a member that was there before is noticed.
  const undeclared = Object.fromEntries(metadataNames.map((name) => [name, undefined]))
  return differences({ ...undeclared, ...declared }, present).map((name) =>
    name === 'ownerId' ? 'owner' : name,
  )
}
