import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { answerPage } from '../pages/answer-page.ts'
import type { ScriptName } from '../pages/assets.ts'
import type { Html } from '../pages/html.ts'
import { siteFrame, type Tab } from '../pages/site-frame.ts'
import type { SignedIn } from '../sessions/session.ts'
import type { AuditRecord } from '../store/audit-store.ts'

export interface OperatorPageView {
  /** Words of ours: no name stands in a title. */
  readonly title: string
  readonly heading: Html
  readonly body: Html
  readonly trail?: readonly { readonly title: string; readonly href: string }[]
  readonly tabs?: readonly Tab[]
  readonly scripts?: readonly ScriptName[]
  readonly status?: number
}

/** A page of the operator as the answer. */
export function answerOperatorPage(
  server: ServerContext,
  c: Context,
  { account }: SignedIn,
  { status = 200, scripts = [], ...view }: OperatorPageView,
): Promise<Response> {
  const page = siteFrame({ brand: server.brand, section: 'operator', visitor: account, scripts, ...view })
  return answerPage(server, c, page, { status, hasScripts: scripts.length > 0 })
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
