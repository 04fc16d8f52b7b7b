import { type Dialect, dialects } from '@latchkey/dialects'
import { type Policy, policyWith } from '../clients/policies.ts'
import type { Client } from '../store/records.ts'

/** A client as it would be. */
export interface JudgedClient {
  /** `undefined` when it brings none. */
  readonly newSecret: string | undefined
  /** Its document put over what is there; `secrets` as they would be. */
  readonly wanted: Client
  readonly knownScopes: ReadonlySet<string>
  readonly weakAllowed: boolean
}

/** A rule answers the member it is about and a reason. */
export type Rule = (client: JudgedClient) => readonly (readonly [member: string, reason: string])[]

export const problem = (when: boolean, member: string, reason: string) =>
  when ? ([[member, reason]] as const) : []

export function policyOf({ wanted }: JudgedClient): Policy {
  return policyWith(wanted.policy, wanted.overrides)
}

export function dialectOf({ wanted }: JudgedClient): Dialect {
  return dialects[wanted.dialect]
}
