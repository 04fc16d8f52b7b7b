import { type Policy, type PolicyOverrides, policies, weakerOverrides } from '../clients/policies.ts'
import { durationInWords } from '../pages/duration-in-words.ts'
import type { Client, UnsafeSwitch } from '../store/records.ts'

/** A switch that lacks its words does not compile. */
const switchWords: Readonly<Record<UnsafeSwitch, string>> = {
  'credentials-in-query':
    'Its programs may put the client secret into an address, and addresses end up in logs.',
  'token-in-query': 'Its programs may put tokens into an address, and addresses end up in logs.',
}

type Words = (own: string, policys: string) => string

const overrideWords: Readonly<Record<keyof PolicyOverrides, Words>> = {
  codeSeconds: (own, policys) => `Its codes live ${own} instead of ${policys}.`,
  accessTokenSeconds: (own, policys) => `Its access tokens live ${own} instead of ${policys}.`,
  refreshIdleSeconds: (own, policys) => `A connection that nobody uses lives ${own} instead of ${policys}.`,
  refreshMaxSeconds: (own, policys) => `A connection lives ${own} at most instead of ${policys}.`,
  refresh: (own, policys) => `Refresh tokens: ${own} instead of ${policys}.`,
  pkce: (own, policys) => `PKCE: ${own} instead of ${policys}.`,
  consent: (own, policys) => `Consent: ${own} instead of ${policys}.`,
}

/** What is worse about an app than its policy, a sentence each. */
export function unsafeSentences(client: Pick<Client, 'allows' | 'policy' | 'overrides'>): readonly string[] {
  const { allows, policy, overrides } = client
  const names = Object.keys(overrideWords) as readonly (keyof PolicyOverrides)[]
  const weaker = weakerOverrides(policy, overrides)
  return [
    ...allows.map((name) => switchWords[name]),
    ...names
      .filter((name) => weaker.includes(name))
      .map((name) => overrideWords[name](valueWords(overrides[name]), policyWords(policies[policy], name))),
  ]
}

function policyWords(policy: Policy, name: keyof PolicyOverrides): string {
  const value = name === 'refresh' ? policy.refresh.public : policy[name]
  return value === undefined ? 'without end' : valueWords(value)
}

/** Every value of an app's own, as `codeSeconds: 30 seconds`. */
export function ownValues({ overrides }: Pick<Client, 'overrides'>): readonly string[] {
  return Object.entries(overrides).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${valueWords(value)}`],
  )
}

function valueWords(value: string | number | undefined): string {
  return typeof value === 'number' ? durationInWords(value) : String(value)
}
