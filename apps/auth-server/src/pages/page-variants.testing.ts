import { OAuthError } from '@latchkey/protocol'
import { codePage } from '../authorize/code-page.ts'
import { formPostPage } from '../authorize/form-post-page.ts'
import { notGivenPage } from '../authorize/not-given-page.ts'
import { scopeTitle } from '../clients/built-in-scopes.ts'
import { claimWords } from '../consent/claim-words.ts'
import { type ConsentPageView, consentPage } from '../consent/consent-page.ts'
import { consentTexts } from '../consent/consent-texts.ts'
import { type HomeChoice, wholeChoice } from '../home-access/home-choice.ts'
import { offerOf } from '../home-access/home-offer.ts'
import type { ShareableHome } from '../homes/homes.ts'
import { type LoginPageView, loginPage } from '../login/login-page.ts'
import { resetPasswordPage } from '../login/reset-password-page.ts'
import { signUpClosedPage, signUpPage } from '../login/sign-up-page.ts'
import { logoutDonePage, logoutPage, logoutRefusedPage } from '../logout/logout-page.ts'
import type { AppView } from './app-view.ts'
import type { Brand } from './brand.ts'
import { errorPage } from './error-page.ts'
import { frontPage } from './front-page.ts'
import type { Html } from './html.ts'
import type { Language } from './language.ts'
import { errorTexts } from './page-texts.ts'

/** What a stranger may register as a name: markup, quotes, turned text, towers, and far too much of it. */
export const hostileNames = [
  '<script>alert(1)</script><img src=x onerror=alert(1)>"\'`&lt;',
  `\u202eevil \u2066rtl\u2069 שלום ${'a\u0301'.repeat(9)}${'\u0302'.repeat(60)}`,
  'W'.repeat(10_000),
] as const

/** Whose page, and in which language. */
interface Looks {
  readonly brand: Brand
  readonly lang: Language
}

/** Every page in every state, by name, as the browser tests look at them. */
export function pageVariants(brand: Brand, lang: Language = 'en'): ReadonlyMap<string, Html> {
  const looks = { brand, lang }
  return new Map([
    ...signInPages(looks),
    ...consentPages(looks),
    ...otherPages(looks),
    ...errorPages(looks),
    ...hostilePages(looks),
  ])
}

const form = { action: '/login', formToken: 'anti-forgery', request: 'sealed' }
const app: AppView = {
  name: 'Warmth Planner',
  publisher: 'Nordic Comfort AB',
  verified: true,
  homepage: 'https://app.example',
  privacyPolicy: 'https://app.example/privacy',
  terms: 'https://app.example/terms',
}

const formPost = {
  action: 'https://app.example/callback',
  members: { code: 'a-code', state: 'a-state', iss: 'https://id.example' },
}

const goesOn = (appName: string, byItself = true) => ({
  href: 'https://app.example/signed-out',
  appName,
  byItself,
})
const refusedLogout = {
  sentence: 'The post_logout_redirect_uri https://app.example/out is not registered for this app.',
  errorId: '7f3a9c21d4e8',
  signOutHref: '/logout',
}

const homeOf = (name: string, types: readonly string[] = ['thermostat', 'lock']): ShareableHome => ({
  id: name.slice(0, 40),
  name,
  devices: types.map((type, at) => ({ id: `${type}-${at}`, name: `${name} ${at + 1}`, type })),
})
const twoHomes = [
  homeOf('Villa Lovelace', ['thermostat', 'heat_pump', 'camera', 'lock', 'smoke_co_alarm']),
  homeOf('Summer house', ['thermostat']),
]

const scopes = ['structures:read', 'devices:read', 'devices:write', 'WRITESYSTEM', 'offline_access']

function signInPages(looks: Looks): [string, Html][] {
  const login: LoginPageView = { ...looks, form }
  const reset = { ...looks, form, state: 'form', email: 'ada@home.example', minimumLength: 12 } as const
  const waiting = { ...login, app, email: 'ada@home.example' }
  return [
    ['login', loginPage({ ...login, app })],
    ['login-alone', loginPage({ ...login, signUpHref: '/sign-up' })],
    ['login-wrong', loginPage({ ...waiting, problem: { kind: 'wrong' } })],
    ['login-wait', loginPage({ ...waiting, problem: { kind: 'wait', minutes: 1 } })],
    ['login-busy', loginPage({ ...waiting, problem: { kind: 'busy' } })],
    ['login-stale', loginPage({ ...login, problem: { kind: 'stale' } })],
    ['login-other', loginPage({ ...waiting, otherThan: 'ben@home.example' })],
    ...signUpPages(looks),
    ['reset', resetPasswordPage(reset)],
    ['reset-different', resetPasswordPage({ ...reset, problem: 'different' })],
    ['reset-short', resetPasswordPage({ ...reset, problem: 'short' })],
    ['reset-common', resetPasswordPage({ ...reset, problem: 'common' })],
    ['reset-done', resetPasswordPage({ ...looks, state: 'done', signInHref: '/login' })],
    ['reset-expired', resetPasswordPage({ ...looks, state: 'expired' })],
  ]
}

function signUpPages(looks: Looks): [string, Html][] {
  const empty = { ...looks, form, name: '', email: '', minimumLength: 8, signInHref: '/login' }
  const filled = { ...empty, name: 'Ada Lovelace', email: 'ada@home.example' }
  return [
    ['sign-up', signUpPage(empty)],
    ['sign-up-taken', signUpPage({ ...filled, problem: 'taken' })],
    ['sign-up-wait', signUpPage({ ...filled, problem: 'wait' })],
    ['sign-up-closed', signUpClosedPage(looks.brand, looks.lang, '/login')],
  ]
}

function consentOf(looks: Looks): ConsentPageView {
  const titles = scopes.map((scope) => scopeTitle(scope, looks.lang) ?? scope)
  return {
    ...looks,
    form: { ...form, action: '/consent' },
    app,
    email: 'ada@home.example',
    otherAccount: { ...form, action: '/logout' },
    permissions: [
      ...titles.map((title) => ({ title })),
      { title: 'Read your meter', detail: 'https://meter.example.com' },
    ],
    homes: { choices: offerOf(twoHomes, scopes).map(wholeChoice), areAskedFor: false },
    lasts: { idleSeconds: 7_776_000 },
    answerGoesTo: { kind: 'web', host: 'app.example' },
    connectedAppsHref: '/home',
  }
}

function consentPages(looks: Looks): [string, Html][] {
  const consent = consentOf(looks)
  const itself = {
    name: 'Planner',
    verified: false,
    registeredItself: true,
    terms: 'https://app.example/terms',
  }
  const tenYears = { mostSeconds: 315_360_000 }
  const aYear = { mostSeconds: 31_536_000, idleSeconds: 7_776_000 }
  const stranger: AppView = { name: 'Heat Hacker', verified: false }
  const device = { kind: 'device', address: '127.0.0.1' } as const
  return [
    ['consent', consentPage(consent)],
    ['consent-unverified', consentPage({ ...consent, app: stranger, answerGoesTo: device })],
    ['consent-itself', consentPage({ ...consent, app: itself })],
    ['consent-code', consentPage({ ...consent, lasts: tenYears, answerGoesTo: { kind: 'code page' } })],
    [
      'consent-no-home',
      consentPage({ ...consent, homes: { choices: [], areAskedFor: false }, lasts: aYear }),
    ],
    ['consent-sign-in-only', consentPage(signInOnly(consent))],
    ...consentChoices(consent),
  ]
}

/** Homes in the states that look different. */
function consentChoices(consent: ConsentPageView): [string, Html][] {
  const chosen: readonly Partial<HomeChoice>[] = [
    { extent: 'chosen', devices: new Map([['heat_pump-1', 'read']]), sensitive: ['unlock'] },
    { extent: 'nothing' },
  ]
  const choices = offerOf(twoHomes, scopes).map((home, at) => ({ ...wholeChoice(home), ...chosen[at] }))
  const problem = (name: 'unknown' | 'nothing') =>
    consentPage({ ...consent, homes: { choices, areAskedFor: false, problem: name } })
  const asked = offerOf(twoHomes, scopes, [
    { type: 'home_access', structure: 'Villa Lovelace', devices: ['heat_pump-1', 'lock-3'] },
  ]).map(wholeChoice)
  return [
    ['consent-chosen', consentPage({ ...consent, homes: { choices, areAskedFor: false } })],
    ['consent-asked', consentPage({ ...consent, homes: { choices: asked, areAskedFor: true } })],
    ['consent-homes-changed', problem('unknown')],
    ['consent-nothing-chosen', problem('nothing')],
  ]
}

function signInOnly({ homes: _h, connectedAppsHref: _c, ...rest }: ConsentPageView): ConsentPageView {
  const { lang } = rest
  const detail = claimWords(['given_name', 'birthdate', 'phone_number', 'email_verified'], lang)
  const singly = { title: consentTexts[lang].seeDetails, detail }
  return { ...rest, permissions: [{ title: scopeTitle('openid', lang) ?? '' }, singly] }
}

function otherPages(looks: Looks): [string, Html][] {
  const links = [
    {
      title: 'Discovery document',
      href: '/.well-known/openid-configuration',
      detail: 'Every endpoint of this server.',
    },
    { title: 'Device API', href: '/v1/devices', detail: 'What an app reaches with a token.' },
  ]
  const account = { email: 'ada@home.example', signOutHref: '/logout' }
  const logout = { ...looks, form: { ...form, action: '/logout' }, email: 'ada@home.example' }
  return [
    ['code', codePage({ ...looks, app, code: 'R7K2WQ9M', livesSeconds: 172_800 })],
    ['code-long', codePage({ ...looks, app, code: 'Jq3fKd8sPz1LmX7vTbN4cWy6HgR2a9Ue', livesSeconds: 600 })],
    ['form-post', formPostPage({ ...looks, app, ...formPost })],
    ['logout', logoutPage(logout)],
    ['logout-asked', logoutPage({ ...logout, appName: app.name })],
    ['logout-done', logoutDonePage({ ...looks, signInHref: '/login' })],
    ['logout-goes-on', logoutDonePage({ ...looks, signInHref: '/login', goesOnTo: goesOn(app.name) })],
    [
      'logout-may-go-on',
      logoutDonePage({ ...looks, signInHref: '/login', goesOnTo: goesOn(app.name, false) }),
    ],
    ['logout-refused', logoutRefusedPage({ ...looks, ...refusedLogout })],
    ['front', frontPage({ ...looks, links, signInHref: '/login' })],
    ['front-signed-in', frontPage({ ...looks, links, signInHref: '/login', account })],
  ]
}

function errorPages(looks: Looks): [string, Html][] {
  const { stale, notFound } = errorTexts[looks.lang]
  const denied = new OAuthError('access_denied', 'The request was denied.', {
    reason: { kind: 'request denied' },
  })
  const notVerified = new OAuthError('access_denied', 'This app is not verified yet.', {
    reason: { kind: 'client not verified', clientId: 'x' },
  })
  const refused = new OAuthError('invalid_scope', 'The scope is not allowed for this app.')
  const errorId = '7f3a9c21d4e8'
  return [
    [
      'error',
      errorOf(looks, 'The redirect_uri https://app.example/callback2 is not registered for this app.'),
    ],
    ['error-stale', errorPage({ ...looks, ...stale, errorId })],
    ['error-not-found', errorPage({ ...looks, ...notFound, errorId })],
    ['error-homes-not-known', homesNotKnownOf(looks)],
    ['not-given', notGivenPage({ ...looks, app, error: denied })],
    ['not-given-not-verified', notGivenPage({ ...looks, app, error: notVerified })],
    ['not-given-refused', notGivenPage({ ...looks, app, error: refused })],
  ]
}

function errorOf(looks: Looks, sentence: string): Html {
  const { titles, leads, cures } = errorTexts[looks.lang]
  const own = { title: titles.app, lead: leads.app, cure: cures.theirs }
  return errorPage({ ...looks, ...own, sentence, errorId: '7f3a9c21d4e8' })
}

function homesNotKnownOf(looks: Looks): Html {
  const { titles, sentences, cures } = errorTexts[looks.lang]
  const own = { title: titles.ours, sentence: sentences.homesNotKnown, cure: cures.ours }
  return errorPage({ ...looks, ...own, retryHref: '/home', errorId: '7f3a9c21d4e8' })
}

function hostilePages(looks: Looks): [string, Html][] {
  return hostileNames.flatMap((name, index) => {
    const bad = { ...app, name, publisher: name, verified: false, homepage: 'javascript:alert(1)' }
    const consent = {
      ...consentOf(looks),
      app: bad,
      email: name,
      homes: { choices: offerOf([homeOf(name)], scopes).map(wholeChoice), areAskedFor: false },
      answerGoesTo: { kind: 'device', address: name } as const,
    }
    return [
      [
        `hostile-${index}-login`,
        loginPage({ ...looks, form, app: bad, email: name, problem: { kind: 'wrong' } }),
      ],
      [`hostile-${index}-consent`, consentPage(consent)],
      [`hostile-${index}-code`, codePage({ ...looks, app: bad, code: name.slice(0, 64), livesSeconds: 600 })],
      [
        `hostile-${index}-form-post`,
        formPostPage({ ...looks, app: bad, ...formPost, members: { state: name } }),
      ],
      [`hostile-${index}-error`, errorOf(looks, name)],
      [`hostile-${index}-logout`, logoutPage({ ...looks, form, email: name, appName: name })],
      [
        `hostile-${index}-logout-goes-on`,
        logoutDonePage({ ...looks, signInHref: '/login', goesOnTo: goesOn(name, false) }),
      ],
      [`hostile-${index}-logout-refused`, logoutRefusedPage({ ...looks, ...refusedLogout, sentence: name })],
    ] satisfies [string, Html][]
  })
}
