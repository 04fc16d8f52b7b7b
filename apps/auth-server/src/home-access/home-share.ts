import type { HomeAccess, HomeAction } from '@latchkey/protocol'
import { actionsOfLevel, type Level, type OfferedHome, type SensitiveAction } from './home-offer.ts'

/** What an app gets of one home: the details of that home, as a person thinks of them. */
export interface HomeShare {
  /** By the device's id; what is not in it stays out of sight. */
  readonly devices: ReadonlyMap<string, Level>
  /** What devices that join the home later get. */
  readonly future: Level | undefined
  readonly sensitive: readonly SensitiveAction[]
}

export const noShare: HomeShare = { devices: new Map(), future: undefined, sensitive: [] }

export function isEmpty({ devices, future }: Omit<HomeShare, 'sensitive'>): boolean {
  return devices.size === 0 && future === undefined
}

/** The lesser of two levels, and nothing where either is nothing. */
export function lesser<L extends Level | undefined>(one: L, other: L): L | undefined {
  if (one === undefined || other === undefined) return undefined
  return one === 'control' ? other : one
}

/** The whole home at this level, as far as it is offered. */
export function everythingOf(
  { devices, future }: OfferedHome,
  level: Level,
  withFuture: boolean,
): Omit<HomeShare, 'sensitive'> {
  return {
    devices: new Map(devices.map(({ id, most }) => [id, lesser(level, most) ?? 'read'])),
    future: withFuture ? lesser<Level | undefined>(level, future) : undefined,
  }
}

/** What these details give of the home, as far as it is offered. */
export function shareOf(home: OfferedHome, details: readonly HomeAccess[]): HomeShare {
  const own = details.filter(({ structure }) => structure === home.id)
  const devices = home.devices.flatMap(({ id, most }) => {
    const level = lesser(
      levelIn(own.filter(({ devices }) => devices === 'all' || devices.includes(id))),
      most,
    )
    return level === undefined ? [] : ([[id, level]] as const)
  })
  const share = {
    devices: new Map(devices),
    future: lesser(levelIn(own.filter((detail) => detail.devices === 'all')), home.future),
  }
  const isNamed = (action: SensitiveAction) => own.some(({ actions }) => actions.includes(action))
  return isEmpty(share) ? noShare : { ...share, sensitive: home.sensitive.filter(isNamed) }
}

function levelIn(details: readonly HomeAccess[]): Level | undefined {
  const actions: readonly HomeAction[] = details.flatMap((detail) => detail.actions)
  if (actions.includes('control')) return 'control'
  return actions.includes('read') ? 'read' : undefined
}

/** The same as few details: the whole home where nothing of it is left out, and the devices that get more. */
export function accessOf(
  home: OfferedHome,
  { devices, future, sensitive }: HomeShare,
): readonly HomeAccess[] {
  const whole = wholeLevel(home, devices, future)
  const more = home.devices.flatMap(({ id }) => {
    const level = devices.get(id)
    return level === undefined || level === whole || whole === 'control' ? [] : [{ id, level }]
  })
  const access = (level: Level, covered: HomeAccess['devices']): HomeAccess => ({
    type: 'home_access',
    structure: home.id,
    devices: covered,
    actions: [...actionsOfLevel(level), ...sensitive],
  })
  return [
    ...(whole === undefined ? [] : [access(whole, 'all')]),
    ...[...Map.groupBy(more, ({ level }) => level)].map(([level, some]) =>
      access(
        level,
        some.map(({ id }) => id),
      ),
    ),
  ]
}

/** `all` names every device, those to come included: it can be no more than the least of them. */
function wholeLevel(
  home: OfferedHome,
  devices: HomeShare['devices'],
  future: Level | undefined,
): Level | undefined {
  return home.devices
    .map(({ id }) => devices.get(id))
    .reduce<Level | undefined>((least, level) => lesser<Level | undefined>(least, level), future)
}
