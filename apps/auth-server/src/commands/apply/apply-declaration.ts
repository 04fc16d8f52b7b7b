import { builtInScopes } from '../../clients/built-in-scopes.ts'
import {
  type ApplyContext,
  type ApplyOptions,
  type Change,
  type Plan,
  type Present,
  readPresent,
} from './change.ts'
import { type Declaration, DeclarationError } from './declaration.ts'
import { planAccounts } from './plan-accounts.ts'
import { planApis } from './plan-apis.ts'
import { planClients } from './plan-clients.ts'
import { planScopes } from './plan-scopes.ts'
import { planStructures } from './plan-structures.ts'

const nothing: Plan = { changes: [], removals: [], problems: [] }

/**
 * What must change so that everything is as declared, in the order in which it can be written; nothing when it already is.
 * Throws `DeclarationError`, so that nothing is written while anything is wrong.
 */
export async function planDeclaration(
  context: ApplyContext,
  declaration: Declaration,
  options: ApplyOptions,
): Promise<readonly Change[]> {
  const present = await readPresent(context)
  const plans = await planAll(context, declaration, options, present)
  const problems = plans.flatMap((plan) => plan.problems)
  if (problems.length > 0) throw new DeclarationError(problems)
  const removals = options.prune ? plans.toReversed().flatMap((plan) => plan.removals) : []
  return [...plans.flatMap((plan) => plan.changes), ...removals]
}

async function planAll(
  context: ApplyContext,
  declaration: Declaration,
  options: ApplyOptions,
  present: Present,
): Promise<readonly Plan[]> {
  const { accounts, scopes, apis, clients, structures } = declaration
  const knownScopes = scopesAfterwards(declaration, present, options)
  const apiIds = idsAfterwards(apis, present.apis, options)
  const people = await planAccounts(context, options, accounts ?? [], present.accounts)
  const facts = { present: present.clients, accountIds: people.ids, knownScopes, apiIds }
  const homes = { present: present.structures, accountIds: people.ids, prune: options.prune }
  return [
    scopes === undefined ? nothing : planScopes(context, scopes, present.scopes),
    accounts === undefined ? nothing : people,
    apis === undefined ? nothing : planApis(context, options, apis, { present: present.apis, knownScopes }),
    clashes(apis, clients, present),
    clients === undefined ? nothing : planClients(context, options, clients, facts),
    structures === undefined ? nothing : planStructures(context, structures, homes),
  ]
}

function scopesAfterwards(
  { scopes }: Declaration,
  present: Present,
  { prune }: ApplyOptions,
): ReadonlySet<string> {
  const staying = prune && scopes !== undefined ? [] : present.scopes
  return new Set([...Object.keys(builtInScopes), ...[...staying, ...(scopes ?? [])].map(({ name }) => name)])
}

function idsAfterwards(
  declared: Declaration['apis'],
  present: Present['apis'],
  { prune }: ApplyOptions,
): ReadonlySet<string> {
  const staying = prune && declared !== undefined ? [] : present
  return new Set([...staying, ...(declared ?? [])].map(({ id }) => id))
}

/** A new API may not take the id of a client that is there and not declared. */
function clashes(apis: Declaration['apis'], clients: Declaration['clients'], present: Present): Plan {
  const declared = new Set(clients?.map(({ clientId }) => clientId))
  const taken = new Set(present.clients.map(({ clientId }) => clientId).filter((id) => !declared.has(id)))
  const problems = (apis ?? []).flatMap(({ id }, index) =>
    taken.has(id) ? [`apis[${index}].id: ${id} is a client's id, and both share one namespace`] : [],
  )
  return { ...nothing, problems }
}

/** Makes the changes, one after the other, and tells each one that is done. */
export async function writeChanges(changes: readonly Change[], tell: (line: string) => void): Promise<void> {
  for (const { line, write } of changes) {
    await write()
    tell(line)
  }
}
