import { weakerOverrides } from '../clients/policies.ts'
import type { Client } from '../store/records.ts'

/**
 * Whether an app is another one than the operator had verified: who it says that it is, where answers go, how it is
 * protected. What people have connected goes on; newly, only its developers and those whom they invited can.
 */
export function needsVerificationAgain(before: Client, after: Client): boolean {
  const names = ['name', 'publisher', 'clientUri', 'dialect', 'policy'] as const
  return (
    names.some((name) => before[name] !== after[name]) ||
    after.redirectUris.some((uri) => !hostsOf(before).includes(hostOf(uri))) ||
    after.scopes.some((scope) => !before.scopes.includes(scope)) ||
    isWeaker(before, after)
  )
}

/** A path beside one that was checked is no other place; another host or scheme is. */
function hostsOf({ redirectUris }: Client): readonly string[] {
  return redirectUris.map(hostOf)
}

function hostOf(uri: string): string {
  const { protocol, host } = new URL(uri)
  return `${protocol}//${host}`
}

function isWeaker(before: Client, after: Client): boolean {
  const allowed = after.allows.some((name) => !before.allows.includes(name))
  const overridden = weakerOverrides(after.policy, after.overrides)
  const known = JSON.stringify(before.overrides) === JSON.stringify(after.overrides)
  return allowed || (!known && overridden.length > 0)
}
