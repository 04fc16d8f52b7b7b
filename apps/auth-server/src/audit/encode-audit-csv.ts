import type { AuditRecord } from '../store/audit-store.ts'

/** Programs that open such a file take a cell that begins like this for a formula, and an apostrophe for text. */
const formula = /^[=+\-@\t\r]/

/** The first line of the file (RFC 4180 §2). */
export const auditCsvHeader = line([
  'at',
  'actor',
  'actor_id',
  'action',
  'subject_kind',
  'subject',
  'detail',
  'id',
])

/** An entry as a line of CSV; `detail` is JSON. */
export function auditCsvLine({ id, at, actor, action, subject, detail }: AuditRecord): string {
  return line([
    new Date(at).toISOString(),
    actor.name,
    actor.accountId ?? '',
    action,
    subject.kind,
    subject.id,
    JSON.stringify(detail),
    id,
  ])
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(text: string): string {
  const plain = formula.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
