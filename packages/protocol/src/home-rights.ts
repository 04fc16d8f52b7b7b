import { type HomeAccess, type HomeAction, homeActions, type RequestedHomeAccess } from './home-access.ts'

// Several details may name one home, and together they count. Here they are compared by what they amount to: device by device.

/** A camera is controlled by who has both in one detail, as it is seen by who has it beside reading. */
type Right = HomeAction | 'control of cameras'
type Rights = ReadonlySet<Right>

interface HomeRights {
  /** Whether somebody is in is said of a home, whatever devices stand beside it. */
  readonly isAway: boolean
  /** Of the whole home, and so of every device in it. */
  readonly whole: Rights
  /** Of single devices, besides. */
  readonly named: ReadonlyMap<string, Rights>
}

const nothing: Rights = new Set()

function rightsIn(details: readonly HomeAccess[], structure: string): HomeRights {
  const named = new Map<string, Rights>()
  let whole = nothing
  const ofHome = details.filter((detail) => detail.structure === structure)
  for (const { devices, actions } of ofHome) {
    const rights = rightsOf(actions)
    if (devices === 'all') whole = whole.union(rights)
    else for (const id of devices) named.set(id, rights.union(named.get(id) ?? nothing))
  }
  const isSeen = [whole, ...named.values()].some((rights) => rights.has('read'))
  return { isAway: isSeen && ofHome.some(({ actions }) => actions.includes('away')), whole, named }
}

/** What one detail gives of its devices. Control includes reading; a camera that nobody may read is not seen. */
function rightsOf(actions: readonly HomeAction[]): Rights {
  const isControlled = actions.includes('control')
  const isRead = isControlled || actions.includes('read')
  const isSeen = isRead && actions.includes('camera')
  const rights = new Set<Right>(actions.filter((action) => action === 'control' || action === 'unlock'))
  if (isRead) rights.add('read')
  if (isSeen) rights.add('camera')
  return isSeen && isControlled ? rights.add('control of cameras') : rights
}

function rightsAt({ whole, named }: HomeRights, id: string): Rights {
  return usable(whole.union(named.get(id) ?? nothing))
}

/** Decides for each home, and in it for the whole and for each device that is named anywhere, what of several is left. */
function combine(
  several: readonly (readonly HomeAccess[])[],
  decide: (held: readonly Rights[]) => Rights,
): readonly HomeAccess[] {
  const structures = new Set(several.flat().map(({ structure }) => structure))
  return [...structures].flatMap((structure) => {
    const homes = several.map((details) => rightsIn(details, structure))
    const decided = (held: (home: HomeRights) => Rights) => usable(decide(homes.map(held)))
    const ids = new Set(homes.flatMap(({ named }) => [...named.keys()]))
    const named = new Map([...ids].map((id) => [id, decided((home) => rightsAt(home, id))] as const))
    const isAway = decide(homes.map((home) => new Set(home.isAway ? (['away'] as const) : []))).has('away')
    const whole = decided((home) => usable(home.whole))
    return detailsOf(structure, { isAway, whole: inAll(whole, named), named })
  })
}

/** What one device has not, the whole home cannot have. */
function inAll(whole: Rights, named: HomeRights['named']): Rights {
  return usable([...named.values()].reduce((left, rights) => left.intersection(rights), whole))
}

/** Where nothing may be read, nothing else is left; and only who controls a lock opens it. */
function usable(rights: Rights): Rights {
  if (!rights.has('read')) return nothing
  return rights.has('control') ? rights : rights.difference(new Set<Right>(['unlock']))
}

function detailsOf(structure: string, { isAway, whole, named }: HomeRights): readonly HomeAccess[] {
  const write = (devices: HomeAccess['devices'], rights: Rights): readonly HomeAccess[] =>
    actionsOf(rights, isAway).map((actions) => ({ type: 'home_access', structure, devices, actions }))
  const more = [...named].filter(([, rights]) => rights.size > whole.size)
  const alike = Map.groupBy(more, ([, rights]) => [...rights].toSorted().join(' '))
  return [
    ...write('all', whole),
    ...[...alike.values()].flatMap((some) =>
      write(
        some.map(([id]) => id),
        some[0]?.[1] ?? nothing,
      ),
    ),
  ]
}

/** The actions of one detail; of two, where cameras may be seen, and other things controlled. */
function actionsOf(rights: Rights, isAway: boolean): readonly (readonly HomeAction[])[] {
  if (rights.size === 0) return []
  const held = homeActions.filter((action) => (action === 'away' ? isAway : rights.has(action)))
  const isApart = rights.has('control') && rights.has('camera') && !rights.has('control of cameras')
  return isApart ? [held.filter((action) => action !== 'camera'), ['read', 'camera']] : [held]
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

/**
 * What somebody has allowed in all, who was asked for `asked` and gave `answer` of it: that, and besides it what was allowed before
 * and was not asked for this time. Device by device, so that no device gets what was only ever allowed of another.
 */
export function answeredAccess(
  before: readonly HomeAccess[],
  asked: readonly HomeAccess[],
  answer: readonly HomeAccess[],
): readonly HomeAccess[] {
  return combine([before, asked, answer], ([was = nothing, about = nothing, is = nothing]) =>
    was.difference(about).union(is),
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
    return held.size > 0 && actions.every((action) => held.has(action))
  }
  const home = rightsIn(details, structure)
  const places = devices === 'all' ? [usable(home.whole)] : devices.map((id) => rightsAt(home, id))
  const wanted = rightsOf(actions)
  return (home.isAway || !actions.includes('away')) && places.every((held) => wanted.isSubsetOf(held))
}
