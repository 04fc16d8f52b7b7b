import { html } from 'hono/html'
import { foreignText } from '../pages/foreign-text.ts'
import type { Account, Client } from '../store/records.ts'
import { accountActions } from './account-actions.ts'
import { actionEndpointsOf, type Place } from './action-endpoints.ts'
import { appActions } from './app-actions.ts'
import { accountPath, appPath } from './operator-page.ts'

export const apps: Place<Client> = {
  find: ({ store }, c) => store.findClient(c.req.param('clientId') ?? ''),
  pathOf: ({ clientId }, part) => appPath(clientId, part),
  nameOf: ({ name, clientId }) => html`${foreignText(name)} · <code>${foreignText(clientId, 60)}</code>`,
  trailOf: ({ name, clientId }) => [
    { title: 'Apps', href: '/operator' },
    { title: name, href: appPath(clientId) },
  ],
  countConnected: async ({ store, now }, { clientId }) =>
    (await store.countConnections(clientId, now())).accounts,
}

export const accounts: Place<Account> = {
  find: ({ store }, c) => store.findAccount(c.req.param('accountId') ?? ''),
  pathOf: ({ id }, part) => accountPath(id, part),
  nameOf: ({ email }) => foreignText(email),
  trailOf: ({ id, email }) => [
    { title: 'Accounts', href: '/operator/accounts' },
    { title: email, href: accountPath(id) },
  ],
  countConnected: async ({ store }, { id }) => (await store.listGrants(id)).length,
}

export const appActionEndpoints = actionEndpointsOf(apps, appActions)
export const accountActionEndpoints = actionEndpointsOf(accounts, accountActions)
