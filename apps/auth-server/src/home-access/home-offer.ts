import {
  type HomeAccess,
  type HomeAction,
  homeActions,
  type RequestedHomeAccess,
  type Scope,
} from '@latchkey/protocol'
import { builtInScopes } from '../clients/built-in-scopes.ts'
import type { ShareableHome } from '../homes/homes.ts'

/** `control` includes `read`. */
export type Level = 'read' | 'control'

export const sensitiveActions = ['away', 'camera', 'unlock'] as const satisfies readonly HomeAction[]
export type SensitiveAction = (typeof sensitiveActions)[number]

/** The most that an app may be given of one home: what the person's choice is made from. */
export interface OfferedHome {
  readonly id: string
  readonly name: string
  readonly devices: readonly OfferedDevice[]
  /** What devices that join the home later may get; absent: they cannot be covered. */
  readonly future: Level | undefined
  readonly sensitive: readonly SensitiveAction[]
  /** Those of them that hold unless the person says otherwise. Opening locks is never one, unless the app asked for it by name. */
  readonly preset: readonly SensitiveAction[]
}

export interface OfferedDevice {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly most: Level
}

/** What of a home a scope is about, from the least on; nothing when it speaks only of the person. */
export function actionsOf(scope: Scope): readonly HomeAction[] {
  const actions = new Set(scope.flatMap((name) => actionsOfName(name)))
  return homeActions.filter((action) => actions.has(action))
}

function actionsOfName(name: string): readonly HomeAction[] {
  return Object.hasOwn(builtInScopes, name) ? (builtInScopes[name]?.actions ?? []) : []
}

/** What an app asks for of one home, with what it leaves out filled in. */
interface Wish {
  readonly devices: HomeAccess['devices']
  readonly actions: readonly HomeAction[]
  /** Whether the app named the actions itself. */
  readonly isByName: boolean
}

/**
 * Every home of the account as far as the scope goes, and no further than an app asked that named what it wants; none for a
 * scope that is not about homes.
 */
export function offerOf(
  homes: readonly ShareableHome[],
  scope: Scope,
  requested?: readonly RequestedHomeAccess[],
): readonly OfferedHome[] {
  const most = actionsOf(scope)
  return homes.flatMap((home) => offeredHome(home, wishesFor(home.id, most, requested)))
}

function wishesFor(
  homeId: string,
  most: readonly HomeAction[],
  requested: readonly RequestedHomeAccess[] = [{ type: 'home_access' }],
): readonly Wish[] {
  return requested
    .filter(({ structure }) => structure === undefined || structure === homeId)
    .map(({ devices = 'all', actions }) => ({
      devices,
      actions: most.filter((action) => actions === undefined || actions.includes(action)),
      isByName: actions !== undefined,
    }))
}

function offeredHome({ id, name, devices }: ShareableHome, wishes: readonly Wish[]): readonly OfferedHome[] {
  const offered = devices.flatMap((device) => {
    const most = levelOf(wishes.filter((wish) => isFor(wish, device)))
    return most === undefined ? [] : [{ ...device, most }]
  })
  const future = levelOf(wishes.filter((wish) => wish.devices === 'all'))
  if (offered.length === 0 && future === undefined) return []
  const asked = (one: SensitiveAction) => wishes.filter((wish) => wish.actions.includes(one))
  const sensitive = sensitiveActions.filter((one) => asked(one).some((wish) => isAbout(one, wish, devices)))
  const preset = sensitive.filter((one) => one !== 'unlock' || asked(one).some(({ isByName }) => isByName))
  return [{ id, name, devices: offered, future, sensitive, preset }]
}

function levelOf(wishes: readonly Wish[]): Level | undefined {
  if (wishes.some(({ actions }) => actions.includes('control'))) return 'control'
  return wishes.some(({ actions }) => actions.includes('read')) ? 'read' : undefined
}

function isFor({ devices }: Wish, { id }: { readonly id: string }): boolean {
  return devices === 'all' || devices.includes(id)
}

const needs: Readonly<Partial<Record<SensitiveAction, string>>> = { camera: 'camera', unlock: 'lock' }

/** What a home has nothing for is not asked: what is sensitive is allowed by name or not at all. */
function isAbout(action: SensitiveAction, wish: Wish, devices: ShareableHome['devices']): boolean {
  const type = needs[action]
  return type === undefined || devices.some((device) => device.type === type && isFor(wish, device))
}

/** The offer as it stands, taken whole: a valid answer. */
export function wholeOffer(offer: readonly OfferedHome[]): readonly HomeAccess[] {
  return offer.flatMap((home) => [...wholeHome(home), ...byDevice(home)])
}

function wholeHome({ id, future, preset }: OfferedHome): readonly HomeAccess[] {
  if (future === undefined) return []
  const actions = [...actionsOfLevel(future), ...preset]
  return [{ type: 'home_access', structure: id, devices: 'all', actions }]
}

/** Devices of which more is offered than of those to come. */
function byDevice({ id, devices, future, preset }: OfferedHome): readonly HomeAccess[] {
  const more = devices.filter(({ most }) => future === undefined || (future === 'read' && most === 'control'))
  return [...Map.groupBy(more, ({ most }) => most)].map(([level, some]) => ({
    type: 'home_access',
    structure: id,
    devices: some.map((device) => device.id),
    actions: [...actionsOfLevel(level), ...preset],
  }))
}

export function actionsOfLevel(level: Level): readonly HomeAction[] {
  return level === 'control' ? ['read', 'control'] : ['read']
}
