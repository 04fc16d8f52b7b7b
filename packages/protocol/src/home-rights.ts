import { type HomeAccess, type HomeAction, homeActions, type RequestedHomeAccess } from './home-access.ts'

// Several details may name one home, and together they count. Here they are compared by what they amount to: device by device.

type Actions = ReadonlySet<HomeAction>

interface HomeRights {
  /** Whether somebody is in is said of a home, whatever devices stand beside it. */
  readonly isAway: boolean
  /** Of the whole home, and so of every device in it. */
  readonly whole: Actions
  /** Of single devices, what the whole home has not. */
  readonly named: ReadonlyMap<string, Actions>
}

const nothing: Actions = new Set()

function rightsIn(details: readonly HomeAccess[], structure: string): HomeRights {
  const named = new Map<string, Set<HomeAction>>()
  const whole = new Set<HomeAction>()
  const ofHome = details.filter((detail) => detail.structure === structure)
  for (const { devices, actions } of ofHome) {
    const sets = devices === 'all' ? [whole] : devices.map((id) => setOf(named, id))
    for (const set of sets) for (const action of ofDevice(actions)) set.add(action)
  }
  return { isAway: ofHome.some(({ actions }) => actions.includes('away')), whole, named }
}

function setOf(sets: Map<string, Set<HomeAction>>, id: string): Set<HomeAction> {
  const found = sets.get(id) ?? new Set()
  sets.set(id, found)
  return found
}

/** Control includes reading; a camera that nobody may read is not seen. */
function ofDevice(actions: readonly HomeAction[]): readonly HomeAction[] {
  const isRead = actions.includes('read') || actions.includes('control')
  const held = homeActions.filter((action) => actions.includes(action) || (action === 'read' && isRead))
  return held.filter((action) => action !== 'away' && (action !== 'camera' || isRead))
}

function rightsAt({ whole, named }: HomeRights, id: string): Actions {
  return whole.union(named.get(id) ?? nothing)
}

/** Decides for each home, and in it for the whole and for each device that is named anywhere, what of several is left. */
function combine(
  several: readonly (readonly HomeAccess[])[],
  decide: (held: readonly Actions[]) => Actions,
): readonly HomeAccess[] {
  const structures = new Set(several.flat().map(({ structure }) => structure))
  return [...structures].flatMap((structure) => {
    const rights = several.map((details) => rightsIn(details, structure))
    const ids = new Set(rights.flatMap(({ named }) => [...named.keys()]))
    const decided = (actions: (one: HomeRights) => Actions) => readable(decide(rights.map(actions)))
    const named = new Map([...ids].map((id) => [id, decided((one) => rightsAt(one, id))] as const))
    const isAway = decide(rights.map((one) => new Set(one.isAway ? (['away'] as const) : []))).has('away')
    const whole = inAll(
      decided((one) => one.whole),
      named,
    )
    return detailsOf(structure, { isAway, whole, named })
  })
}

/** What one device has not, the whole home cannot have. */
function inAll(whole: Actions, named: HomeRights['named']): Actions {
  return readable([...named.values()].reduce((left, actions) => left.intersection(actions), whole))
}

/** Where nothing may be read, nothing else is left. */
function readable(actions: Actions): Actions {
  return actions.has('read') ? actions : nothing
}

function detailsOf(structure: string, { isAway, whole, named }: HomeRights): readonly HomeAccess[] {
  const written = (actions: Actions) =>
    homeActions.filter((action) => actions.has(action) || (isAway && action === 'away'))
  const detail = (devices: HomeAccess['devices'], actions: Actions): HomeAccess => ({
    type: 'home_access',
    structure,
    devices,
    actions: written(actions),
  })
  const more = [...named].filter(([, actions]) => actions.size > whole.size)
  const alike = [...Map.groupBy(more, ([, actions]) => written(actions).join(' ')).values()]
  const single = alike.map((some) =>
    detail(
      some.map(([id]) => id),
      some[0]?.[1] ?? whole,
    ),
  )
  return whole.size === 0 ? single : [detail('all', whole), ...single]
}

/** What both allow. */
export function commonAccess(
  one: readonly HomeAccess[],
  other: readonly HomeAccess[],
): readonly HomeAccess[] {
  return combine([one, other], ([held = nothing, too = nothing]) => held.intersection(too))
}

/** What is left of something remembered when elsewhere `before` became `after`: without what was taken, with what was added. */
export function followedAccess(
  remembered: readonly HomeAccess[],
  before: readonly HomeAccess[],
  after: readonly HomeAccess[],
): readonly HomeAccess[] {
  return combine([remembered, before, after], ([kept = nothing, was = nothing, is = nothing]) =>
    kept.difference(was.difference(is)).union(is.difference(was)),
  )
}

/** What of the details is meant by a request in the same words. */
export function meantAccess(
  details: readonly HomeAccess[],
  requested: readonly RequestedHomeAccess[],
): readonly HomeAccess[] {
  const homes = [...new Set(details.map(({ structure }) => structure))]
  const meant = requested.flatMap(({ type, structure, devices = 'all', actions = homeActions }) =>
    (structure === undefined ? homes : [structure]).map((id) => ({ type, structure: id, devices, actions })),
  )
  return commonAccess(details, meant)
}

/** Whether everything that a request names is allowed; of what it leaves to choice, anything is enough. */
export function covers(details: readonly HomeAccess[], requested: readonly RequestedHomeAccess[]): boolean {
  return requested.every((one) => coversOne(details, one))
}

function coversOne(details: readonly HomeAccess[], one: RequestedHomeAccess): boolean {
  const { structure, devices, actions = ['read'] } = one
  if (structure === undefined || devices === undefined) {
    const held = new Set(meantAccess(details, [one]).flatMap((detail) => detail.actions))
    return actions.every((action) => held.has(action)) && held.size > 0
  }
  const rights = rightsIn(details, structure)
  const places = devices === 'all' ? [rights.whole] : devices.map((id) => rightsAt(rights, id))
  return places.every((held) =>
    actions.every((action) => (action === 'away' ? rights.isAway : held.has(action))),
  )
}
