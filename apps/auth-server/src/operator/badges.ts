import { html } from 'hono/html'
import { weakerOverrides } from '../clients/policies.ts'
import { badge } from '../pages/badge.ts'
import type { Html } from '../pages/html.ts'
import type { Account, Client, State } from '../store/records.ts'

const stateBadges: Readonly<Record<State, Html | undefined>> = {
  active: undefined,
  suspended: badge('bad', 'Suspended'),
  ended: badge('bad', 'Ended'),
}

/** What an operator looks for in a list of apps. */
export function appBadges(client: Client): Html {
  const verified = client.verified
    ? badge('good', 'Verified')
    : badge('warn', waits(client) ? 'Waiting' : 'Not verified')
  const unsafe = unsafeNames(client).length > 0 ? badge('warn', 'Unsafe') : ''
  const itself = client.registration === undefined ? '' : badge('plain', 'Registered itself')
  return html`${stateBadges[client.state] ?? ''}${unsafe}${itself}${verified}`
}

/** Whether its developer waits for an answer. */
export function waits({ verified, verificationAskedAt, state }: Client): boolean {
  return !verified && verificationAskedAt !== undefined && state !== 'ended'
}

/** Unsafe switches, and own values that demand less than the policy. */
export function unsafeNames({ allows, policy, overrides }: Client): readonly string[] {
  return [...allows, ...weakerOverrides(policy, overrides)]
}

export function accountBadges({ state, passwordHash, roles }: Account): Html | undefined {
  const badges = [
    stateBadges[state],
    state === 'active' && passwordHash === '' ? badge('warn', 'No password yet') : undefined,
    roles.includes('operator') ? badge('plain', 'Operator') : undefined,
  ].filter((one) => one !== undefined)
  return badges.length === 0 ? undefined : html`${badges}`
}
