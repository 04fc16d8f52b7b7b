import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { answerPage } from '../pages/answer-page.ts'
import type { LibraryName, ScriptName } from '../pages/assets.ts'
import type { Html } from '../pages/html.ts'
import { siteFrame, type Tab } from '../pages/site-frame.ts'
import type { SignedIn } from '../sessions/session.ts'
import type { Client } from '../store/records.ts'

export interface ConsolePageView {
  readonly title: string
  readonly heading: Html
  readonly body: Html
  readonly trail?: readonly { readonly title: string; readonly href: string }[]
  readonly tabs?: readonly Tab[]
  readonly scripts?: readonly ScriptName[]
  readonly libraries?: readonly LibraryName[]
  readonly status?: number
}

/** A page of the console as the answer. */
export function answerConsolePage(
  server: ServerContext,
  c: Context,
  { account }: SignedIn,
  { status = 200, scripts = [], ...view }: ConsolePageView,
): Promise<Response> {
  const page = siteFrame({ brand: server.brand, section: 'console', visitor: account, scripts, ...view })
  return answerPage(server, c, page, { status, hasScripts: scripts.length > 0 })
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
