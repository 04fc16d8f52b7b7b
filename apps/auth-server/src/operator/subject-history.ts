import { html } from 'hono/html'
import { auditTable } from '../audit/audit-table.ts'
import { auditHref } from '../audit/decode-audit-query.ts'
import { findSubjectNames } from '../audit/subject-names.ts'
import type { ServerContext } from '../context.ts'
import type { Html } from '../pages/html.ts'
import { sectionHeading } from '../pages/page-heading.ts'
import type { AuditRecord } from '../store/audit-store.ts'
import { subjectHref } from './operator-page.ts'

const mostShown = 10

/** The last entries of the log about an account or an app, and the way to the others. */
export async function subjectHistory(
  { store, records }: ServerContext,
  subject: AuditRecord['subject'],
): Promise<Html> {
  const entries = await store.listAudit({ subject, most: mostShown })
  const nameOf = await findSubjectNames(records, entries)
  const actions = html`<a class="button" id="history" href="${auditHref('/operator/audit', { subject })}">All entries</a>`
  return html`<section class="card">${sectionHeading({ title: 'Last changes', ...(entries.length > 0 && { actions }) })}
${auditTable({ caption: 'Last changes', entries, nameOf, hrefOf: subjectHref, empty: 'Nothing was changed since this server keeps a log.' })}</section>`
}
