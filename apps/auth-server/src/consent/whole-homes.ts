import type { Scope } from '@latchkey/protocol'
import type { HomeAccess } from '@latchkey/resource-kit'
import { builtInScopes } from '../clients/built-in-scopes.ts'
import type { ShareableHome } from './homes.ts'

/** What of a home a scope is about; nothing when it speaks only of the person. */
export function actionsOf(scope: Scope): HomeAccess['actions'] {
  const actions = new Set(scope.flatMap((name) => builtInScopes[name]?.actions ?? []))
  return (['read', 'control'] as const).filter((action) => actions.has(action))
}

/** Every home that the account has now, whole, future devices in it included, as far as the scope goes. */
export function wholeHomes(homes: readonly ShareableHome[], scope: Scope): readonly HomeAccess[] {
  const actions = actionsOf(scope)
  if (actions.length === 0) return []
  return homes.map((home) => ({ type: 'home_access', structure: home.id, devices: 'all', actions }))
}
