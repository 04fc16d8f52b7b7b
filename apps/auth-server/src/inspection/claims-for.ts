import type { Scope } from '@latchkey/protocol'
import type { Account } from '../store/records.ts'

/** The claims that a scope asks for (OpenID Connect Core §5.4). */
export const claimsOfScope: Readonly<Record<string, readonly string[]>> = {
  profile: [
    'name',
    'given_name',
    'family_name',
    'middle_name',
    'nickname',
    'preferred_username',
    'profile',
    'picture',
    'website',
    'gender',
    'birthdate',
    'zoneinfo',
    'locale',
    'updated_at',
  ],
  email: ['email', 'email_verified'],
}

/** What the scope lets a client know of an account; nothing is told that is not there. */
export function claimsFor(account: Account, scope: Scope): Readonly<Record<string, unknown>> {
  const known: Readonly<Record<string, unknown>> = {
    email_verified: false,
    ...account.claims,
    email: account.email,
  }
  const names = scope.flatMap((name) => claimsOfScope[name] ?? [])
  return Object.fromEntries(names.flatMap((name) => (known[name] === undefined ? [] : [[name, known[name]]])))
}
