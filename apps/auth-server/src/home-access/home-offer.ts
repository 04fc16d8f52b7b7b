import { type HomeAccess, type HomeAction, homeActions, type Scope } from '@latchkey/protocol'
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

/** Every home of the account, whole, as far as the scope goes; none for a scope that is not about homes. */
export function offerOf(homes: readonly ShareableHome[], scope: Scope): readonly OfferedHome[] {
  const actions = actionsOf(scope)
  if (actions.length === 0) return []
  const most = actions.includes('control') ? 'control' : 'read'
  return homes.map(({ id, name, devices }) => {
    const sensitive = sensitiveActions.filter((one) => actions.includes(one) && isAbout(one, devices))
    return {
      id,
      name,
      devices: devices.map((device) => ({ ...device, most })),
      future: most,
      sensitive,
      preset: sensitive.filter((one) => one !== 'unlock'),
    }
  })
}

const needs: Readonly<Partial<Record<SensitiveAction, string>>> = { camera: 'camera', unlock: 'lock' }

/** What a home has nothing for is not asked: what is sensitive is allowed by name or not at all. */
function isAbout(action: SensitiveAction, devices: ShareableHome['devices']): boolean {
  const type = needs[action]
  return type === undefined || devices.some((device) => device.type === type)
}

/** The offer as it stands, taken whole: a valid answer. */
export function wholeOffer(offer: readonly OfferedHome[]): readonly HomeAccess[] {
  return offer.flatMap((home) =>
    home.future === undefined ? byDevice(home) : [wholeHome(home, home.future)],
  )
}

function wholeHome({ id, preset }: OfferedHome, level: Level): HomeAccess {
  return {
    type: 'home_access',
    structure: id,
    devices: 'all',
    actions: [...actionsOfLevel(level), ...preset],
  }
}

function byDevice({ id, devices, preset }: OfferedHome): readonly HomeAccess[] {
  const byLevel = Map.groupBy(devices, ({ most }) => most)
  return [...byLevel].map(([level, some]) => ({
    type: 'home_access',
    structure: id,
    devices: some.map((device) => device.id),
    actions: [...actionsOfLevel(level), ...preset],
  }))
}

export function actionsOfLevel(level: Level): readonly HomeAction[] {
  return level === 'control' ? ['read', 'control'] : ['read']
}
