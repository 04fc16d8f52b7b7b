import { codePage } from '../authorize/code-page.ts'
import { type ConsentPageView, consentPage } from '../consent/consent-page.ts'
import { type LoginPageView, loginPage } from '../login/login-page.ts'
import { resetPasswordPage } from '../login/reset-password-page.ts'
import { logoutDonePage, logoutPage } from '../logout/logout-page.ts'
import type { AppView } from './app-view.ts'
import type { Brand } from './brand.ts'
import { errorPage } from './error-page.ts'
import { frontPage } from './front-page.ts'
import type { Html } from './html.ts'

/** What a stranger may register as a name: markup, quotes, turned text, towers, and far too much of it. */
export const hostileNames = [
  '<script>alert(1)</script><img src=x onerror=alert(1)>"\'`&lt;',
  `\u202eevil \u2066rtl\u2069 שלום ${'a\u0301'.repeat(9)}${'\u0302'.repeat(60)}`,
  'W'.repeat(10_000),
] as const

/** Every page in every state, by name, as the browser tests look at them. */
export function pageVariants(brand: Brand): ReadonlyMap<string, Html> {
  return new Map([
    ...signInPages(brand),
    ...consentPages(brand),
    ...otherPages(brand),
    ...hostilePages(brand),
  ])
}

const form = { action: '/login', formToken: 'anti-forgery', request: 'sealed' }
const app: AppView = {
  name: 'Warmth Planner',
  publisher: 'Nordic Comfort AB',
  verified: true,
  homepage: 'https://app.example',
  privacyPolicy: 'https://app.example/privacy',
}

const permissions = [
  { title: 'See your homes', detail: 'Their names, their time zones and whether anybody is in.' },
  { title: 'See your devices', detail: 'Temperatures, modes and how they are set.' },
  { title: 'Control your devices', detail: 'Change temperatures and modes.' },
]

function signInPages(brand: Brand): [string, Html][] {
  const login: LoginPageView = { brand, form }
  const reset = { brand, form, state: 'form', email: 'ada@home.example', minimumLength: 12 } as const
  const waiting = { ...login, appName: app.name, email: 'ada@home.example' }
  return [
    ['login', loginPage({ ...login, appName: app.name })],
    ['login-alone', loginPage({ ...login, signUpHref: '/sign-up' })],
    ['login-wrong', loginPage({ ...waiting, problem: { kind: 'wrong' } })],
    ['login-wait', loginPage({ ...waiting, problem: { kind: 'wait', minutes: 1 } })],
    ['login-busy', loginPage({ ...waiting, problem: { kind: 'busy' } })],
    ['login-stale', loginPage({ ...login, problem: { kind: 'stale' } })],
    ['reset', resetPasswordPage(reset)],
    ['reset-different', resetPasswordPage({ ...reset, problem: 'different' })],
    ['reset-short', resetPasswordPage({ ...reset, problem: 'short' })],
    ['reset-common', resetPasswordPage({ ...reset, problem: 'common' })],
    ['reset-done', resetPasswordPage({ state: 'done', brand, signInHref: '/login' })],
    ['reset-expired', resetPasswordPage({ state: 'expired', brand })],
  ]
}

function consentOf(brand: Brand): ConsentPageView {
  return {
    brand,
    form: { ...form, action: '/consent' },
    app,
    email: 'ada@home.example',
    otherAccount: { ...form, action: '/logout' },
    permissions,
    homes: [
      { name: 'Villa Lovelace', deviceCount: 7 },
      { name: 'Summer house', deviceCount: 1 },
    ],
    lasts: 'until you disconnect it',
    answerGoesTo: { kind: 'web', host: 'app.example' },
    takeBack: { text: 'under Connected apps', href: '/home' },
  }
}

function consentPages(brand: Brand): [string, Html][] {
  const consent = consentOf(brand)
  const stranger: AppView = { name: 'Heat Hacker', verified: false }
  const device = { kind: 'device', address: '127.0.0.1' } as const
  return [
    ['consent', consentPage(consent)],
    ['consent-unverified', consentPage({ ...consent, app: stranger, answerGoesTo: device })],
    ['consent-code', consentPage({ ...consent, lasts: 'for 10 years', answerGoesTo: { kind: 'code page' } })],
    ['consent-no-home', consentPage({ ...consent, homes: [] })],
    ['consent-sign-in-only', consentPage(signInOnly(consent))],
  ]
}

function signInOnly({ homes: _homes, takeBack: _takeBack, ...rest }: ConsentPageView): ConsentPageView {
  return { ...rest, permissions: [{ title: 'Know who you are' }] }
}

function otherPages(brand: Brand): [string, Html][] {
  const links = [
    {
      title: 'Discovery document',
      href: '/.well-known/openid-configuration',
      detail: 'Every endpoint of this server.',
    },
    { title: 'Device API', href: '/v1/devices', detail: 'What an app reaches with a token.' },
  ]
  const account = { email: 'ada@home.example', signOutHref: '/logout' }
  const logout = { brand, form: { ...form, action: '/logout' }, email: 'ada@home.example' }
  return [
    ['code', codePage({ brand, app, code: 'R7K2WQ9M', livesSeconds: 172_800 })],
    ['code-long', codePage({ brand, app, code: 'Jq3fKd8sPz1LmX7vTbN4cWy6HgR2a9Ue', livesSeconds: 600 })],
    ['logout', logoutPage(logout)],
    ['logout-asked', logoutPage({ ...logout, appName: app.name })],
    ['logout-done', logoutDonePage({ brand, signInHref: '/login' })],
    ['front', frontPage({ brand, links, signInHref: '/login' })],
    ['front-signed-in', frontPage({ brand, links, signInHref: '/login', account })],
    [
      'error',
      errorOf(brand, 'The redirect_uri https://app.example/callback2 is not registered for this app.'),
    ],
  ]
}

function errorOf(brand: Brand, sentence: string): Html {
  const cure =
    'If you use the app, tell its developer. If you develop it, add the address in the developer console.'
  return errorPage({ brand, title: 'This app cannot be connected', sentence, cure, errorId: '7f3a9c21d4e8' })
}

function hostilePages(brand: Brand): [string, Html][] {
  return hostileNames.flatMap((name, index) => {
    const bad = { ...app, name, publisher: name, verified: false, homepage: 'javascript:alert(1)' }
    const consent = {
      ...consentOf(brand),
      app: bad,
      email: name,
      homes: [{ name, deviceCount: 1 }],
      answerGoesTo: { kind: 'device', address: name } as const,
    }
    return [
      [
        `hostile-${index}-login`,
        loginPage({ brand, form, appName: name, email: name, problem: { kind: 'wrong' } }),
      ],
      [`hostile-${index}-consent`, consentPage(consent)],
      [`hostile-${index}-code`, codePage({ brand, app: bad, code: name.slice(0, 64), livesSeconds: 600 })],
      [`hostile-${index}-error`, errorOf(brand, name)],
      [`hostile-${index}-logout`, logoutPage({ brand, form, email: name, appName: name })],
    ] satisfies [string, Html][]
  })
}
