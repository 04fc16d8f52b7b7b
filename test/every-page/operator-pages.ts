// Long because it is a table: the operator's pages.
import type { Page } from 'playwright-core'
import type { PageEntry } from './page-entry.ts'
import { people } from './seeded-server.ts'

const operator = 'operator' as const
const appRoute = '/operator/apps/:clientId'
const accountRoute = '/operator/accounts/:accountId'

/** A page of the seeded app. */
function ofApp(part: string, name: string): PageEntry {
  return {
    route: `${appRoute}${part}`,
    name: `operator-app-${name}`,
    as: operator,
    path: ({ clientId }) => `/operator/apps/${clientId}${part}`,
  }
}

/** A page of somebody's account, found as an operator finds it. */
function ofAccount(
  part: string,
  name: string,
  who: keyof typeof people = 'homeowner',
  then: (page: Page) => Promise<void> = async () => {},
): PageEntry {
  return {
    route: `${accountRoute}${part && `/${part}`}`,
    name: `operator-account-${name}`,
    as: operator,
    path: () => `/operator/accounts?q=${people[who].email}`,
    act: async (page) => {
      await page.click('.items a.title')
      await page.waitForSelector('#account-id')
      if (part !== '') await page.goto(`${page.url()}/${part}`)
      await then(page)
    },
    endsAt: new RegExp(`^/operator/accounts/[A-Za-z0-9]+${part && `/${part}`}$`),
  }
}

export const operatorPages: readonly PageEntry[] = [
  { route: '/operator', name: 'operator-apps', as: operator },
  {
    route: '/operator',
    name: 'operator-apps-none-found',
    as: operator,
    path: ({ names }) => `/operator?q=${encodeURIComponent(`${names.app}?`)}`,
  },
  { route: '/operator', name: 'operator-apps-waiting', as: operator, path: () => '/operator?asked=1' },
  ofApp('', 'app'),
  {
    ...ofApp('', 'registered-itself'),
    path: ({ registeredClientId }) => `/operator/apps/${registeredClientId}`,
  },
  { ...ofApp('', 'fapi'), path: () => '/operator/apps/fapi-app' },
  { ...ofApp('', 'unsafe'), path: () => '/operator/apps/unsafe-app' },
  {
    ...ofApp('/verify', 'verify'),
    path: ({ waitingClientId }) => `/operator/apps/${waitingClientId}/verify`,
  },
  ofApp('/verify', 'verified-already'),
  ofApp('/unverify', 'unverify'),
  ofApp('/suspend', 'suspend'),
  ofApp('/restore', 'not-suspended'),
  ofApp('/end', 'end'),
  {
    ...ofApp('/end', 'end-wrong'),
    act: async (page) => {
      await page.fill('#confirmation', 'something else')
      await page.click('#action-submit')
      await page.waitForSelector('#problems')
    },
  },
  { route: '/operator/accounts', name: 'operator-accounts', as: operator },
  ofAccount('', 'account'),
  ofAccount('', 'developer', 'developer'),
  ofAccount('', 'own', 'operator'),
  ofAccount('roles', 'roles'),
  ofAccount('roles', 'roles-own-problem', 'operator', async (page) => {
    await page.uncheck('#role-operator')
    await page.click('#action-submit')
    await page.waitForSelector('#problems')
  }),
  ofAccount('reset', 'reset'),
  ofAccount('reset', 'reset-link', 'homeowner', async (page) => {
    await page.click('#action-submit')
    await page.waitForSelector('#reset-link')
  }),
  ofAccount('suspend', 'suspend'),
  ofAccount('suspend', 'suspend-own', 'operator'),
  ofAccount('restore', 'not-suspended'),
  ofAccount('end', 'end'),
  { route: '/operator/audit', name: 'operator-audit', as: operator },
  {
    route: '/operator/audit',
    name: 'operator-audit-of-app',
    as: operator,
    path: ({ clientId }) => `/operator/audit?subject=client:${clientId}&q=secret`,
  },
]
