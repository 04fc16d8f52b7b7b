// Long because it is a table: the homeowner's pages.
import type { Page } from 'playwright-core'
import type { PageEntry } from './page-entry.ts'

const homeowner = 'homeowner' as const
const appRoute = '/home/apps/:clientId'

const homesPath = /\/homes\/[^/]+$/

async function openHomes(page: Page): Promise<void> {
  await page.click('a[href*="/homes/"] >> nth=0')
  await page.waitForSelector('#homes-form')
}

export const homePages: readonly PageEntry[] = [
  { route: '/home', name: 'home', as: homeowner },
  { route: '/home', name: 'home-empty', as: 'operator' },
  { route: '/home/apps', name: 'home-apps', as: homeowner },
  { route: '/home/apps', name: 'home-apps-removed', as: homeowner, path: () => '/home/apps?done=removed' },
  { route: '/home/apps', name: 'home-apps-empty', as: 'operator' },
  { route: appRoute, name: 'home-app', as: homeowner, path: ({ clientId }) => `/home/apps/${clientId}` },
  {
    route: `${appRoute}/remove`,
    name: 'home-app-remove',
    as: homeowner,
    path: ({ clientId }) => `/home/apps/${clientId}/remove`,
  },
  {
    route: `${appRoute}/connections/:familyId`,
    name: 'home-app-end-connection',
    as: homeowner,
    path: ({ clientId }) => `/home/apps/${clientId}`,
    act: async (page) => {
      await page.click('a[href*="/connections/"] >> nth=0')
      await page.waitForSelector('#end-connection-form')
    },
    endsAt: /\/connections\/[^/]+$/,
  },
  {
    route: `${appRoute}/homes/:familyId`,
    name: 'home-app-homes',
    as: homeowner,
    path: ({ clientId }) => `/home/apps/${clientId}`,
    act: openHomes,
    endsAt: homesPath,
  },
  {
    route: `${appRoute}/homes/:familyId`,
    name: 'home-app-homes-chosen',
    as: homeowner,
    path: ({ clientId }) => `/home/apps/${clientId}`,
    act: async (page) => {
      await openHomes(page)
      await page.check('.home >> nth=0 >> input[value=chosen]')
      await page.check('.home >> nth=1 >> input[value=nothing]')
    },
    endsAt: homesPath,
  },
  {
    route: `${appRoute}/homes/:familyId`,
    name: 'home-app-homes-nothing',
    as: homeowner,
    path: ({ clientId }) => `/home/apps/${clientId}`,
    act: async (page) => {
      await openHomes(page)
      for (const at of [0, 1]) await page.check(`.home >> nth=${at} >> input[value=nothing]`)
      await page.click('#homes-submit')
      await page.waitForSelector('#homes-problem')
    },
    endsAt: homesPath,
  },
  { route: '/home/account', name: 'home-account', as: homeowner },
  { route: '/home/name', name: 'home-name', as: homeowner },
  {
    route: '/home/name',
    name: 'home-name-wrong',
    as: homeowner,
    act: async (page) => {
      await page.fill('#name-form [name=name]', ' ')
      await page.click('#name-submit')
      await page.waitForSelector('#name-error')
    },
  },
  { route: '/home/email', name: 'home-email', as: homeowner },
  {
    route: '/home/email',
    name: 'home-email-taken',
    as: homeowner,
    act: async (page) => {
      await page.fill('#email-form [name=email]', 'dev@comfort.example')
      await page.click('#email-submit')
      await page.waitForSelector('#email-error')
    },
  },
  { route: '/home/password', name: 'home-password', as: homeowner },
  {
    route: '/home/password',
    name: 'home-password-different',
    as: homeowner,
    act: async (page) => {
      await page.fill('#password-form [name=password]', 'one unusual sentence')
      await page.fill('#password-form [name=password_again]', 'another unusual sentence')
      await page.click('#password-submit')
      await page.waitForSelector('#password_again-error')
    },
  },
  { route: '/home/data', name: 'home-data', as: homeowner },
  { route: '/home/delete', name: 'home-delete', as: homeowner },
  { route: '/home/delete', name: 'home-delete-apps', as: 'developer' },
  {
    route: '/home/delete',
    name: 'home-delete-wrong',
    as: homeowner,
    act: async (page) => {
      await page.fill('#delete-form [name=confirmation]', 'somebody@else.example')
      await page.click('#delete-submit')
      await page.waitForSelector('#confirmation-error')
    },
  },
]
