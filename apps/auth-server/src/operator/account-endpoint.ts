import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { foreignText } from '../pages/foreign-text.ts'
import { notFound } from '../pages/not-found.ts'
import { pageHeading } from '../pages/page-heading.ts'
import type { SignedIn } from '../sessions/session.ts'
import type { Account } from '../store/records.ts'
import { accountActions } from './account-actions.ts'
import { type AccountView, accountActionLinks, accountBody } from './account-page.ts'
import { doneSentence } from './action.ts'
import { accountBadges } from './badges.ts'
import { answerOperatorPage } from './operator-page.ts'
import { accounts } from './places.ts'
import { rolesChanged } from './roles-endpoint.ts'
import { subjectHistory } from './subject-history.ts'

/** GET /operator/accounts/:accountId */
export async function operatorAccountEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const account = await accounts.find(server, c)
  if (account === undefined) return notFound(server, c)
  const done = doneSentence({ ...accountActions, roles: { done: rolesChanged } }, c.req.query('done'))
  const known = await whatIsKnown(server, account)
  const badges = accountBadges(account)
  const isOwn = account.id === signedIn.account.id
  return answerOperatorPage(server, c, signedIn, {
    title: 'An account',
    heading: pageHeading({
      title: foreignText(account.email),
      ...(badges && { badges }),
      ...(account.state !== 'ended' && { actions: accountActionLinks(account, isOwn) }),
    }),
    trail: [{ title: 'Accounts', href: '/operator/accounts' }],
    scripts: ['copy'],
    body: accountBody({ account, isOwn, done, ...known }),
  })
}

type Known = Pick<AccountView, 'sessions' | 'ownApps' | 'connected' | 'history'>

async function whatIsKnown(server: ServerContext, { id }: Account): Promise<Known> {
  const { store, records, now } = server
  const [sessions, ownApps, grants, history] = await Promise.all([
    store.listSessions(id),
    store.listClientsOf(id),
    store.listGrants(id),
    subjectHistory(server, { kind: 'account', id }),
  ])
  const connected = grants.map(async (grant) => ({ grant, client: await records.client(grant.clientId) }))
  return {
    sessions: sessions.filter(({ expiresAt }) => expiresAt > now()).length,
    ownApps,
    connected: await Promise.all(connected),
    history,
  }
}
