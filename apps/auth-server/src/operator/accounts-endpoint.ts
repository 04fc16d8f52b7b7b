import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { pageHeading } from '../pages/page-heading.ts'
import type { SignedIn } from '../sessions/session.ts'
import { accountsBody } from './accounts-page.ts'
import { listQuery, pageOf, pagerOf, rowsOfPage } from './list-page.ts'
import { answerOperatorPage, operatorTabs } from './operator-page.ts'

/** GET /operator/accounts */
export async function operatorAccountsEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const query = listQuery(c)
  const { text, before } = query
  const rows = await server.store.searchAccounts({
    text,
    before: before && { createdAt: before.at, id: before.id },
    most: rowsOfPage + 1,
  })
  const { shown, next } = pageOf(rows, ({ createdAt, id }) => ({ at: createdAt, id }))
  const pager = pagerOf('/operator/accounts', query, next, text === '' ? {} : { q: text })
  return answerOperatorPage(server, c, signedIn, {
    title: 'Accounts',
    heading: pageHeading({
      title: 'Accounts',
      lead: 'Everybody who can sign in here, the newest first.',
    }),
    tabs: operatorTabs('Accounts'),
    body: accountsBody({ accounts: shown, text, pager }),
  })
}
