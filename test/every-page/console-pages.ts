// Long because it is a table: the developer's console.
import type { Page } from 'playwright-core'
import type { PageEntry, Seeded } from './page-entry.ts'

const appRoute = '/console/apps/:clientId'
const developer = 'developer' as const

/** A page of the seeded app. */
function ofApp(part: string, name: string): PageEntry {
  return {
    route: `${appRoute}${part}`,
    name: `console-app-${name}`,
    as: developer,
    path: ({ clientId }) => `/console/apps/${clientId}${part}`,
  }
}

async function registerApp(page: Page, { names }: Seeded, redirectUri: string): Promise<void> {
  await page.fill('#new-app-form [name=name]', names.app)
  await page.fill('#new-app-form [name=publisher]', names.publisher)
  await page.fill('#new-app-form [name=redirectUris]', redirectUri)
  await page.click('#new-app-submit')
}

export const consolePages: readonly PageEntry[] = [
  { route: '/console', name: 'console-apps', as: developer },
  { route: '/console', name: 'console-become-developer', as: 'homeowner' },
  { route: '/console/new', name: 'console-new', as: developer },
  {
    route: '/console/new',
    name: 'console-new-platform',
    as: developer,
    path: () => '/console/new?preset=google-home',
  },
  {
    route: '/console/new',
    name: 'console-new-fapi',
    as: developer,
    path: () => '/console/new?preset=fapi',
  },
  {
    route: '/console/new',
    name: 'console-new-wrong',
    as: developer,
    act: async (page, seeded) => {
      await registerApp(page, seeded, 'https://app.example/callback#fragment')
      await page.waitForSelector('#problems')
    },
  },
  {
    route: '/console/new',
    name: 'console-new-secret-shown',
    as: developer,
    act: async (page, seeded) => {
      await registerApp(page, seeded, 'https://app.example/callback')
      await page.waitForSelector('#client-secret')
    },
  },
  ofApp('', 'overview'),
  {
    ...ofApp('', 'overview-unsafe'),
    path: () => '/console/apps/unsafe-app',
  },
  ofApp('/samples', 'samples'),
  ofApp('/verification', 'verification'),
  ofApp('/settings', 'settings'),
  { ...ofApp('/settings', 'settings-fapi'), path: () => '/console/apps/fapi-app/settings' },
  { ...ofApp('', 'overview-fapi'), path: () => '/console/apps/fapi-app' },
  ofApp('/members', 'members'),
  ofApp('/new-secret', 'new-secret'),
  {
    route: `${appRoute}/secrets/:secret/end`,
    name: 'console-app-end-secret',
    as: developer,
    path: ({ clientId }) => `/console/apps/${clientId}`,
    act: async (page) => {
      await page.click('a.danger[href*="/secrets/"]')
      await page.waitForSelector('#end-secret')
    },
    endsAt: /\/secrets\/[^/]+\/end$/,
  },
  ofApp('/delete', 'delete'),
  ofApp('/activity', 'activity'),
  { ...ofApp('/activity', 'activity-quiet'), path: () => '/console/apps/app-1/activity' },
  {
    ...ofApp('/activity', 'activity-week'),
    path: ({ clientId }) => `/console/apps/${clientId}/activity?range=7d`,
  },
  {
    ...ofApp('/activity', 'activity-failure'),
    act: async (page) => {
      await page.click('a[href^="?error="]')
      await page.waitForSelector('#failure')
    },
  },
  ofApp('/try', 'try'),
  {
    ...ofApp('/try', 'try-begun'),
    act: async (page) => {
      await page.click('#begin-submit')
      await page.waitForSelector('#redeem-form')
    },
  },
  {
    ...ofApp('/try', 'try-wrong'),
    act: async (page, { names }) => {
      await page.click('#begin-submit')
      const answer = new URLSearchParams({ error: 'access_denied', error_description: names.app })
      await page.fill('#redeem-form [name=answer]', `https://app.example/callback?${answer}`)
      await page.fill('#redeem-form [name=secret]', 'not-the-secret-of-it')
      await page.click('#redeem-submit')
      await page.waitForSelector('#problems')
    },
  },
]
