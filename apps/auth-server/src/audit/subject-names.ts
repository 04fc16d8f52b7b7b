import type { AuditRecord } from '../store/audit-store.ts'
import type { CachedRecords } from '../store/cached-records.ts'

type Subject = AuditRecord['subject']

/** What the subjects of these entries are called now; one that is gone, or never had a name, has its id. */
export async function findSubjectNames(
  records: Pick<CachedRecords, 'account' | 'client'>,
  entries: readonly AuditRecord[],
): Promise<(subject: Subject) => string> {
  const subjects = new Map(entries.map(({ subject }) => [keyOf(subject), subject]))
  const named = await Promise.all(
    [...subjects].map(async ([key, subject]) => [key, await nameOf(records, subject)] as const),
  )
  const names = new Map(named)
  return (subject) => names.get(keyOf(subject)) ?? subject.id
}

function keyOf({ kind, id }: Subject): string {
  return `${kind} ${id}`
}

async function nameOf(
  records: Pick<CachedRecords, 'account' | 'client'>,
  { kind, id }: Subject,
): Promise<string | undefined> {
  if (kind === 'account') return (await records.account(id))?.email
  return kind === 'client' ? (await records.client(id))?.name : undefined
}
