import type { ApplyContext, Change, Plan } from './change.ts'
import { repeated } from './change.ts'
import type { DeclaredHome, PresentHome } from './declared-homes.ts'

export interface StructureFacts {
  readonly present: readonly PresentHome[]
  /** E-mail → account's id. */
  readonly accountIds: ReadonlyMap<string, string>
  /** Devices that the file does not name go too. */
  readonly prune: boolean
}

/** Homes and their devices as declared. */
export function planStructures(
  context: ApplyContext,
  declared: readonly DeclaredHome[],
  { present, accountIds, prune }: StructureFacts,
): Plan {
  const named = new Set(declared.map(({ id }) => id))
  const holders = holdersOf([...present, ...declared])
  const changes = declared.flatMap((home) => {
    const wanted = { ...home, owner: accountIds.get(home.owner.toLowerCase()) ?? '' }
    const what = whatChanges(
      wanted,
      present.find(({ id }) => id === home.id),
      prune,
    )
    const write = () => saveHome(context, wanted, { owner: home.owner, prune })
    return what === undefined ? [] : [{ line: `structure ${home.id}: ${what}`, write } satisfies Change]
  })
  return {
    changes,
    removals: present
      .filter(({ id }) => !named.has(id))
      .map(({ id }) => ({
        line: `structure ${id}: deleted`,
        write: () => deleteHome(context, id),
      })),
    problems: [
      ...repeated(
        declared,
        (index) => `structures[${index}].id`,
        ({ id }) => id,
      ),
      ...declared.flatMap((home, index) => problemsOf(home, `structures[${index}]`, { accountIds, holders })),
    ],
  }
}

/** Homes are kept elsewhere, so that the entry follows the change instead of going with it. */
async function saveHome(
  { store, homes, now, actor }: ApplyContext,
  wanted: DeclaredHome,
  { owner, prune }: { readonly owner: string; readonly prune: boolean },
): Promise<void> {
  await homes.saveStructure(wanted, { now: now(), prune })
  const detail = { name: wanted.name, owner }
  await store.addAuditEntry({ kind: 'home', id: wanted.id }, { actor, action: 'home saved', detail })
}

export async function deleteHome({ store, homes, actor }: ApplyContext, id: string): Promise<void> {
  await homes.deleteStructure(id)
  await store.addAuditEntry({ kind: 'home', id }, { actor, action: 'home deleted' })
}

function whatChanges(
  wanted: DeclaredHome,
  present: PresentHome | undefined,
  prune: boolean,
): string | undefined {
  if (present === undefined) return 'added'
  const members = (['name', 'owner', 'timeZone'] as const).filter((name) => wanted[name] !== present[name])
  const before = new Map(present.devices.map((device) => [device.id, device]))
  const devices = wanted.devices.filter(({ id, name, type, room }) => {
    const found = before.get(id)
    const isMoved = room !== undefined && room !== found?.roomId
    return found === undefined || found.name !== name || found.type !== type || isMoved
  })
  const kept = new Set(wanted.devices.map(({ id }) => id))
  const gone = prune ? present.devices.filter(({ id }) => !kept.has(id)) : []
  const parts = [
    ...members,
    ...changedFacts(wanted, present),
    ...[...devices, ...gone].map(({ id }) => `device ${id}`),
  ]
  return parts.length === 0 ? undefined : `changed ${parts.join(', ')}`
}

/** Device's id → the homes that have it, or are to have it. */
type Holders = ReadonlyMap<string, readonly string[]>

function holdersOf(homes: readonly DeclaredHome[]): Holders {
  const holders = new Map<string, string[]>()
  for (const home of homes)
    for (const { id } of home.devices) {
      const known = holders.get(id)
      if (known === undefined) holders.set(id, [home.id])
      else known.push(home.id)
    }
  return holders
}

/** What a declaration does not name stays as it is. */
function changedFacts(wanted: DeclaredHome, { facts = {} }: PresentHome): readonly string[] {
  const names = ['countryCode', 'postalCode', 'rooms'] as const
  return names.filter(
    (name) => wanted[name] !== undefined && JSON.stringify(wanted[name]) !== JSON.stringify(facts[name]),
  )
}

function problemsOf(
  home: DeclaredHome,
  path: string,
  { accountIds, holders }: Pick<StructureFacts, 'accountIds'> & { readonly holders: Holders },
): readonly string[] {
  const problems = accountIds.has(home.owner.toLowerCase())
    ? []
    : [`${path}.owner: there is no account ${home.owner}`]
  home.devices.forEach(({ id }, index) => {
    const other = holders.get(id)?.find((holder) => holder !== home.id)
    if (other !== undefined)
      problems.push(`${path}.devices[${index}].id: the device ${id} belongs to ${other}`)
  })
  return problems
}
