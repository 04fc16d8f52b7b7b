import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { answerSitePage, type SitePageView } from '../pages/answer-site-page.ts'
import type { Tab } from '../pages/site-frame.ts'
import type { SignedIn } from '../sessions/session.ts'
import type { AuditRecord } from '../store/audit-store.ts'

/** A page of the operator as the answer. */
export function answerOperatorPage(
  server: ServerContext,
  c: Context,
  { account }: SignedIn,
  view: SitePageView,
): Promise<Response> {
  return answerSitePage(server, c, { section: 'operator', visitor: account }, view)
}

const lists = [
  { title: 'Apps', href: '/operator' },
  { title: 'Accounts', href: '/operator/accounts' },
  { title: 'Audit', href: '/operator/audit' },
] as const

export type ListTitle = (typeof lists)[number]['title']

/** The three lists of the operator. */
export function operatorTabs(current: ListTitle): readonly Tab[] {
  return lists.map((list) => ({ ...list, current: list.title === current }))
}

export function appPath(clientId: string, part = ''): string {
  return `/operator/apps/${encodeURIComponent(clientId)}${part === '' ? '' : `/${part}`}`
}

export function accountPath(id: string, part = ''): string {
  return `/operator/accounts/${encodeURIComponent(id)}${part === '' ? '' : `/${part}`}`
}

/** The page about what an entry of the log is about, where there is one. */
export function subjectHref({ kind, id }: AuditRecord['subject']): string | undefined {
  if (kind === 'account') return accountPath(id)
  return kind === 'client' ? appPath(id) : undefined
}
