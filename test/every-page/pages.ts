// Long because it is a table: every page that a person can meet, each in the states that look different.
import type { PageEntry } from './page-entry.ts'

const authorization = (redirectUri: string, clientId: string) =>
  `/oauth2/authorize?${new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    state: 'a-state-of-the-app',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    prompt: 'consent',
  })}`

const journey: readonly PageEntry[] = [
  { route: '/', name: 'front', as: 'nobody' },
  { route: '/', name: 'front-signed-in', as: 'homeowner' },
  { route: '*', name: 'not-found', as: 'nobody', path: () => '/nowhere' },
  { route: '/login', name: 'login', as: 'nobody' },
  {
    route: '/login',
    name: 'login-wrong',
    as: 'nobody',
    act: async (page) => {
      await page.fill('#login-form [name=email]', 'nobody@home.example')
      await page.fill('#login-form [name=password]', 'not the password')
      await page.click('#login-submit')
      await page.waitForSelector('#login-problem')
    },
  },
  { route: '/sign-up', name: 'sign-up', as: 'nobody' },
  { route: '/logout', name: 'logout', as: 'homeowner' },
  { route: '/reset', name: 'reset', as: 'nobody', path: ({ resetPath }) => resetPath },
  { route: '/reset', name: 'reset-expired', as: 'nobody' },
  {
    route: '/oauth2/authorize',
    name: 'authorize-login',
    as: 'nobody',
    path: ({ redirectUri, clientId }) => authorization(redirectUri, clientId),
  },
  {
    route: '/oauth2/authorize',
    name: 'authorize-consent',
    as: 'homeowner',
    path: ({ redirectUri, clientId }) => authorization(redirectUri, clientId),
  },
  {
    route: '/oauth2/authorize',
    name: 'authorize-refused',
    as: 'homeowner',
    path: ({ clientId }) => authorization('https://elsewhere.example/callback', clientId),
  },
  {
    route: '/oauth/authorize',
    name: 'nibe-consent',
    as: 'homeowner',
    path: () =>
      '/oauth/authorize?response_type=code&client_id=nibe-app&redirect_uri=https%3A%2F%2Fnibe-app.example%2Fcallback&state=s&scope=READSYSTEM',
  },
  {
    route: '/login/oauth2',
    name: 'nest-code',
    as: 'homeowner',
    path: () => '/login/oauth2?client_id=nest-app&state=s',
    endsAt: /^\//,
    act: async (page) => {
      await page.click('#consent-accept')
      await page.waitForSelector('#authorization-code')
    },
  },
]

const docs: readonly PageEntry[] = [{ route: '/docs/samples', name: 'docs-samples', as: 'nobody' }]

export const pages: readonly PageEntry[] = [...journey, ...docs]

/** Routes that answer a GET, but to programs; each with what it answers. */
export const notPages: Readonly<Record<string, string>> = {
  '/oauth2/token': 'JSON: the token endpoint',
  '/oauth2/access_token': 'JSON: the token endpoint of nest',
  '/oauth2/accesstoken': 'JSON: the token endpoint of honeywell',
  '/oauth/token': 'JSON: the token endpoint of gogox and nibe',
  '/oauth2/userinfo': 'JSON: claims',
  '/oauth2/jwks': 'JSON: public keys',
  '/.well-known/oauth-authorization-server': 'JSON: metadata',
  '/.well-known/openid-configuration': 'JSON: metadata',
  '/assets/*': 'stylesheets, scripts, icons',
}
