import { html } from 'hono/html'
import { dataTable } from '../pages/data-table.ts'
import { foreignText } from '../pages/foreign-text.ts'
import type { Html } from '../pages/html.ts'
import { secondText } from '../pages/time-text.ts'
import type { AuditRecord } from '../store/audit-store.ts'
import { auditSentence } from './audit-sentence.ts'
import { detailWords } from './detail-words.ts'

export interface AuditTableView {
  readonly caption: string
  readonly entries: readonly AuditRecord[]
  readonly nameOf: (subject: AuditRecord['subject']) => string
  /** The page about a subject, where there is one. */
  readonly hrefOf: (subject: AuditRecord['subject']) => string | undefined
  readonly empty: Html | string
}

/** Who changed what, a sentence each. */
export function auditTable({ caption, entries, empty, ...view }: AuditTableView): Html {
  return dataTable({
    caption,
    showsCaption: false,
    columns: [{ title: 'When', kind: 'short' }, { title: 'What happened' }, { title: 'Details' }],
    rows: entries.map((entry) => [secondText(entry.at), sentence(entry, view), details(entry)]),
    empty,
  })
}

function sentence(entry: AuditRecord, { nameOf, hrefOf }: Pick<AuditTableView, 'nameOf' | 'hrefOf'>): Html {
  const { actor, subject } = entry
  const { before, noun, hasName, after } = auditSentence(entry)
  const who = actor.accountId === undefined ? undefined : hrefOf({ kind: 'account', id: actor.accountId })
  return html`${link(actor.name, who)} ${before}${noun}${hasName ? html` ${link(nameOf(subject), hrefOf(subject))}` : ''}${after}`
}

function link(name: string, href: string | undefined): Html {
  const text = foreignText(name, 60)
  return href === undefined ? html`<strong>${text}</strong>` : html`<a href="${href}">${text}</a>`
}

function details({ detail }: AuditRecord): Html | string {
  const words = detailWords(detail)
  return words === '' ? '–' : html`<bdi>${words}</bdi>`
}
