import type { AuditRecord } from '../store/audit-store.ts'

/** An entry as a line of JSON (jsonlines.org). */
export function auditLine({ id, at, actor, action, subject, detail }: AuditRecord): string {
  const entry = {
    id,
    at: new Date(at).toISOString(),
    actor: { account_id: actor.accountId ?? null, name: actor.name },
    action,
    subject,
    detail,
  }
  return `${JSON.stringify(entry)}\n`
}
