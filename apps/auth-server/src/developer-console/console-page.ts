import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { answerSitePage, type SitePageView } from '../pages/answer-site-page.ts'
import type { Tab } from '../pages/site-frame.ts'
import type { SignedIn } from '../sessions/session.ts'
import type { Client } from '../store/records.ts'

/** A page of the console as the answer. */
export function answerConsolePage(
  server: ServerContext,
  c: Context,
  { account }: SignedIn,
  view: SitePageView,
): Promise<Response> {
  return answerSitePage(server, c, { section: 'console', visitor: account }, view)
}

export const consoleTrail = [{ title: 'Your apps', href: '/console' }] as const

export function appPath({ clientId }: Pick<Client, 'clientId'>, part = ''): string {
  return `/console/apps/${encodeURIComponent(clientId)}${part === '' ? '' : `/${part}`}`
}

export function appTrail(client: Client) {
  return [...consoleTrail, { title: client.name, href: appPath(client) }]
}

const parts = [
  { part: '', title: 'Overview' },
  { part: 'samples', title: 'Samples' },
  { part: 'try', title: 'Try it' },
  { part: 'activity', title: 'Activity' },
  { part: 'settings', title: 'Settings' },
] as const

export type AppPart = (typeof parts)[number]['part']

/** The tabs of an app. */
export function appTabs(client: Client, current: AppPart): readonly Tab[] {
  return parts.map(({ part, title }) => ({ title, href: appPath(client, part), current: part === current }))
}
