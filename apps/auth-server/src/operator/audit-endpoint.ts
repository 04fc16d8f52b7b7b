import type { Context } from 'hono'
import { html } from 'hono/html'
import { auditTable } from '../audit/audit-table.ts'
import { type AuditQuery, auditHref, decodeAuditQuery } from '../audit/decode-audit-query.ts'
import { findSubjectNames } from '../audit/subject-names.ts'
import type { ServerContext } from '../context.ts'
import { emptyState } from '../pages/empty-state.ts'
import { foreignText } from '../pages/foreign-text.ts'
import type { Html } from '../pages/html.ts'
import { pageHeading } from '../pages/page-heading.ts'
import { searchForm } from '../pages/search-form.ts'
import type { SignedIn } from '../sessions/session.ts'
import { listPager, pageOf, rowsOfPage } from './list-page.ts'
import { answerOperatorPage, operatorTabs, subjectHref } from './operator-page.ts'

const path = '/operator/audit'

/** GET /operator/audit: who changed what, the newest first. */
export async function operatorAuditEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const query = decodeAuditQuery((name) => c.req.query(name))
  const rows = await server.store.listAudit({ ...query, most: rowsOfPage + 1 })
  const { shown, next } = pageOf(rows, ({ at, id }) => ({ at, id }))
  const nameOf = await findSubjectNames(server.records, shown)
  const about = query.subject && (shown[0] === undefined ? query.subject.id : nameOf(query.subject))
  const { before, ...kept } = query
  return answerOperatorPage(server, c, signedIn, {
    title: 'Audit log',
    heading: pageHeading({
      title: 'Audit log',
      lead: 'Who changed what, the newest first. Nothing here can be changed or deleted.',
      actions: exports(query),
    }),
    tabs: operatorTabs('Audit'),
    body: html`${about === undefined ? '' : onlyAbout(about)}
${searchForm({ action: path, label: 'Search by person, app, action or detail', value: query.text })}
${auditTable({ caption: 'Audit log', entries: shown, nameOf, hrefOf: subjectHref, empty: nothing(query) })}
${listPager({
  newestHref: before === undefined ? undefined : auditHref(path, kept),
  olderHref: next === undefined ? undefined : auditHref(path, { ...kept, before: next }),
})}`,
  })
}

/** The same part of the log, all pages of it. */
function exports({ text, subject }: AuditQuery): Html {
  const link = (ending: string, label: string) =>
    html`<a class="button" id="export-${ending}" href="${auditHref(`${path}.${ending}`, { text, subject })}" download>${label}</a>`
  return html`${link('csv', 'Export CSV')}${link('jsonl', 'Export JSON Lines')}`
}

function onlyAbout(name: string): Html {
  return html`<p id="only-about">Only entries about <strong>${foreignText(name)}</strong>. <a href="${path}">Show all entries</a></p>`
}

function nothing({ text, subject, before }: AuditQuery): Html {
  if (text === '' && subject === undefined && before === undefined)
    return emptyState({ title: 'No entry yet', text: 'What people and commands change appears here.' })
  const action = html`<a class="button" href="${path}">All entries</a>`
  return emptyState({ title: 'No entry found', text: 'Nothing in the log is like that.', action })
}
