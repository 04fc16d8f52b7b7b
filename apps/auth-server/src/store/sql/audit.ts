import { randomToken } from '@latchkey/protocol'
import type { Row, SqlDriver, SqlValue, Statement } from '@latchkey/sql'
import type { Audit, AuditAction, AuditRecord, AuditStore } from '../audit-store.ts'
import { containing, containingInJson, number, orNull, parsed, statement, text, textOrNone } from './rows.ts'

const columns = 'id, at, actor_id, actor, action, subject_kind, subject, detail'

type Subject = AuditRecord['subject']

/** Only where this holds: the change that is told may not have come about. Its parameters begin at `$9`. */
export interface Provided {
  readonly sql: string
  readonly values: readonly SqlValue[]
}

const always: Provided = { sql: '1 = 1', values: [] }

/** The entry that goes into the batch of the change that it tells; nothing where nobody is told of. */
export function audited(
  audit: Audit | undefined,
  subject: Subject,
  now: number,
  provided: Provided = always,
): readonly Statement[] {
  if (audit === undefined) return []
  const { actor, action, detail = {} } = audit
  // A select gives its parameters no types, so the times need one.
  const sql = `insert into audit (${columns}) select $1, cast($2 as bigint), $3, $4, $5, $6, $7, $8 where ${provided.sql}`
  const values = [randomToken(96), now, orNull(actor.accountId), actor.name, action, subject.kind, subject.id]
  return [statement(sql, ...values, JSON.stringify(detail), ...provided.values)]
}

export function sqlAuditStore(driver: SqlDriver, now: () => number): AuditStore {
  return {
    addAuditEntry: async (subject, audit) => {
      await driver.batch(audited(audit, subject, now()))
    },
    listAudit: async (query) => {
      const { sql, values } = listAudit(query)
      return (await driver.read(sql, values)).map(auditOf)
    },
  }
}

/** Only the conditions that are asked for, so that the index of the time or of the subject carries the list. */
function listAudit({
  text: words = '',
  subject,
  before,
  most,
}: Parameters<AuditStore['listAudit']>[0]): Statement {
  const place = [before?.at ?? Number.MAX_SAFE_INTEGER, before?.id ?? '']
  const patterns = [containing(words), containingInJson(words)]
  const sql = `select ${columns} from audit where (at, id) < ($1, $2)
    ${subject === undefined ? '' : 'and subject_kind = $4 and subject = $5'}
    ${words === '' ? '' : `and ${isAbout(subject === undefined ? ['$4', '$5'] : ['$6', '$7'])}`}
    order by at desc, id desc limit $3`
  const asked = [
    ...(subject === undefined ? [] : [subject.kind, subject.id]),
    ...(words === '' ? [] : patterns),
  ]
  return statement(sql, ...place, most, ...asked)
}

/** The words stand in the entry, or in what people call its subject now. */
function isAbout([plain, inJson]: readonly [plain: string, inJson: string]): string {
  const like = (column: string, pattern: string) => `${column} like lower(${pattern}) escape '!'`
  const ours = ['lower(actor)', 'lower(action)', 'lower(subject)'].map((column) => like(column, plain))
  return `(${ours.join(' or ')} or ${like('lower(detail)', inJson)}
    or subject_kind = 'account' and exists
      (select 1 from accounts where accounts.id = audit.subject and ${like('email', plain)})
    or subject_kind = 'client' and exists
      (select 1 from clients where client_id = audit.subject and ${like('lower(name)', plain)}))`
}

function auditOf(row: Row): AuditRecord {
  return {
    id: text(row, 'id'),
    at: number(row, 'at'),
    actor: { accountId: textOrNone(row, 'actor_id'), name: text(row, 'actor') },
    action: text(row, 'action') as AuditAction,
    subject: { kind: text(row, 'subject_kind') as Subject['kind'], id: text(row, 'subject') },
    detail: parsed(row, 'detail'),
  }
}
