import type { Account } from '../store/records.ts'

/** The claim `name` (OpenID Connect Core §5.1). */
export function nameOf({ claims: { name } }: Pick<Account, 'claims'>): string | undefined {
  return typeof name === 'string' && name.trim() !== '' ? name : undefined
}
