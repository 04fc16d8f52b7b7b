import type { Clock } from '@latchkey/protocol'
import type { KeyRing } from '../../keys/key-ring.ts'
import type { Actor } from '../../store/audit-store.ts'
import type { Account, Api, Client, ScopeTitle } from '../../store/records.ts'
import type { Store } from '../../store/store.ts'
import type { DeclaredHomes, PresentHome } from './declared-homes.ts'

/** One thing that is not yet as it was declared: a plain line for the operator, and how to make it so. */
export interface Change {
  readonly line: string
  readonly write: () => Promise<unknown>
}

/** What one list of a declaration asks for. Nothing is written while any list has a problem. */
export interface Plan {
  readonly changes: readonly Change[]
  /** What is there and was not declared: only `--prune` takes it away. */
  readonly removals: readonly Change[]
  /** Each begins with the path of the member that it is about. */
  readonly problems: readonly string[]
}

export interface ApplyOptions {
  /** Takes away what the lists of the file leave out; a list that the file does not have is left alone. */
  readonly prune: boolean
  readonly resetPasswords: boolean
  /** Accepts imported secrets of fewer than 16 characters. */
  readonly weak: boolean
}

export interface ApplyContext {
  readonly store: Store
  readonly keys: KeyRing
  readonly homes: DeclaredHomes
  readonly now: Clock
  /** Who declares, for the audit log. */
  readonly actor: Actor
}

/** Everything that is there before. */
export interface Present {
  readonly accounts: readonly Account[]
  readonly clients: readonly Client[]
  readonly apis: readonly Api[]
  readonly scopes: readonly ScopeTitle[]
  readonly structures: readonly PresentHome[]
}

export async function readPresent({ store, homes }: ApplyContext): Promise<Present> {
  const [accounts, clients, apis, scopes, structures] = await Promise.all([
    store.listAccounts(),
    store.listClients(),
    store.listApis(),
    store.listScopes(),
    homes.listAllStructures(),
  ])
  return { accounts, clients, apis, scopes, structures }
}

/** The names of the members in which two records differ, as JSON sees them. */
export function differences<T extends object>(
  wanted: T,
  present: Partial<Record<keyof T, unknown>>,
): string[] {
  const names = Object.keys(wanted) as (keyof T & string)[]
  return names.filter((name) => JSON.stringify(wanted[name]) !== JSON.stringify(present[name]))
}

/** A problem for every item whose name another item of the list has already. */
export function repeated<T>(
  items: readonly T[],
  path: (index: number) => string,
  nameOf: (item: T) => string,
) {
  const seen = new Set<string>()
  return items.flatMap((item, index) => {
    const name = nameOf(item)
    if (seen.has(name)) return [`${path(index)}: ${name} stands here twice`]
    seen.add(name)
    return []
  })
}
