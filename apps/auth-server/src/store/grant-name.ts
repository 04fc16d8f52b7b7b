import type { Grant } from './records.ts'

/** The one name of a grant in `changes` and in the cache of records. */
export function grantName(grant: Pick<Grant, 'accountId' | 'clientId'>): string {
  return `${grant.accountId} ${grant.clientId}`
}
