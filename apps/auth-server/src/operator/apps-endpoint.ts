import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { pageHeading } from '../pages/page-heading.ts'
import type { SignedIn } from '../sessions/session.ts'
import type { Client } from '../store/records.ts'
import { appsBody } from './apps-page.ts'
import { type ListQuery, listQuery, pageOf, pagerOf, rowsOfPage } from './list-page.ts'
import { answerOperatorPage, operatorTabs } from './operator-page.ts'

/** How many of those that wait stand above the list. */
const mostAbove = 5

/** GET /operator: every app, those that ask for verification first. */
export async function operatorAppsEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const query = listQuery(c)
  const onlyAsked = c.req.query('asked') === '1'
  const rows = await search(server, query, { asked: onlyAsked, most: rowsOfPage + 1 })
  const { shown, next } = pageOf(rows, ({ createdAt, clientId }) => ({ at: createdAt, id: clientId }))
  const isWhole = query.text === '' && query.before === undefined && !onlyAsked
  const waiting = isWhole ? await search(server, query, { asked: true, most: mostAbove + 1 }) : []
  const kept = { ...(query.text && { q: query.text }), ...(onlyAsked && { asked: '1' }) }
  return answerOperatorPage(server, c, signedIn, {
    title: 'Apps',
    heading: pageHeading({ title: 'Apps', lead: 'Every app of this server, the newest first.' }),
    tabs: operatorTabs('Apps'),
    body: appsBody({
      waiting: waiting.slice(0, mostAbove),
      hasMoreWaiting: waiting.length > mostAbove,
      apps: shown,
      text: query.text,
      onlyAsked,
      pager: pagerOf('/operator', query, next, kept),
    }),
  })
}

function search(
  { store }: ServerContext,
  { text, before }: ListQuery,
  { asked, most }: { readonly asked: boolean; readonly most: number },
): Promise<readonly Client[]> {
  return store.searchClients({ text, asked, most, before: before && { createdAt: before.at, id: before.id } })
}
