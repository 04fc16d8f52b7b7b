import type { Scope } from '@latchkey/protocol'

/** The standard claims that a scope asks for (OpenID Connect Core §5.1, §5.4). */
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
  address: ['address'],
  phone: ['phone_number', 'phone_number_verified'],
}

export function claimsOf(scope: Scope): readonly string[] {
  return scope.flatMap((name) => (Object.hasOwn(claimsOfScope, name) ? (claimsOfScope[name] ?? []) : []))
}
