import { type AuditRecord, subjectKinds } from '../store/audit-store.ts'
import { type Cursor, cursorText, decodeCursor } from './decode-cursor.ts'

/** A part of the log, as an address asks for it. */
export interface AuditQuery {
  readonly text: string
  readonly subject: AuditRecord['subject'] | undefined
  readonly before: Cursor | undefined
}

/** Longer words are nobody's; databases refuse patterns without end. */
const longestText = 200

/** Reads `q`, `subject` (as `client:the-id`) and `before`; what cannot be understood counts as not asked. */
export function decodeAuditQuery(read: (name: string) => string | undefined): AuditQuery {
  return {
    text: searchText(read('q')),
    subject: decodeSubject(read('subject')),
    before: decodeCursor(read('before')),
  }
}

/** What was typed into a search field. */
export function searchText(typed: string | undefined): string {
  return (typed ?? '').trim().slice(0, longestText).toWellFormed()
}

function decodeSubject(text: string | undefined): AuditRecord['subject'] | undefined {
  const [, kindText, id] = /^([a-z]+):([^\0]{1,255})$/.exec(text ?? '') ?? []
  const kind = subjectKinds.find((known) => known === kindText)
  return kind === undefined || id === undefined ? undefined : { kind, id }
}

/** The same part of the log under another path, or further on. */
export function auditHref(path: string, { text, subject, before }: Partial<AuditQuery>): string {
  const query = new URLSearchParams({
    ...(text && { q: text }),
    ...(subject && { subject: `${subject.kind}:${subject.id}` }),
    ...(before && { before: cursorText(before) }),
  }).toString()
  return query === '' ? path : `${path}?${query}`
}
