// Long because it is a table: the pages that ask one thing, on the way between an app and a person.
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

const wanting = (scope: string, claims: object) =>
  new URLSearchParams({ scope, claims: JSON.stringify(claims) }).toString()

const askingFor = (structure: string, device: string) => {
  const wanted = [{ type: 'home_access', structure, devices: [device] }]
  return new URLSearchParams({ authorization_details: JSON.stringify(wanted) }).toString()
}

export const journeyPages: readonly PageEntry[] = [
  { route: '/', name: 'front', as: 'nobody' },
  { route: '/', name: 'front-signed-in', as: 'homeowner' },
  { route: '*', name: 'not-found', as: 'nobody', isError: true, path: () => '/nowhere' },
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
  {
    route: '/oauth2/logout',
    name: 'logout-asked-by-app',
    as: 'homeowner',
    path: ({ clientId }) => `/oauth2/logout?client_id=${clientId}`,
  },
  {
    route: '/oauth2/logout',
    name: 'logout-refused',
    as: 'homeowner',
    isError: true,
    path: ({ clientId }) =>
      `/oauth2/logout?client_id=${clientId}&post_logout_redirect_uri=https%3A%2F%2Felsewhere.example%2F`,
  },
  { route: '/reset', name: 'reset', as: 'nobody', path: ({ resetPath }) => resetPath },
  { route: '/reset', name: 'reset-expired', as: 'nobody', isError: true },
  {
    route: '/oauth2/authorize',
    name: 'authorize-login',
    as: 'nobody',
    path: ({ redirectUri, clientId }) => authorization(redirectUri, clientId),
  },
  {
    route: '/oauth2/authorize',
    name: 'authorize-login-registered-itself',
    as: 'nobody',
    path: ({ redirectUri, registeredClientId }) => authorization(redirectUri, registeredClientId),
  },
  {
    route: '/oauth2/authorize',
    name: 'authorize-consent-registered-itself',
    as: 'homeowner',
    path: ({ redirectUri, registeredClientId }) => authorization(redirectUri, registeredClientId),
  },
  {
    route: '/oauth2/authorize',
    name: 'authorize-consent',
    as: 'homeowner',
    path: ({ redirectUri, clientId }) => authorization(redirectUri, clientId),
  },
  {
    route: '/oauth2/authorize',
    name: 'authorize-consent-details',
    as: 'homeowner',
    path: ({ redirectUri, clientId }) =>
      `${authorization(redirectUri, clientId)}&${wanting('openid', { userinfo: { birthdate: null, picture: null, email: null } })}`,
  },
  {
    route: '/oauth2/authorize',
    name: 'authorize-consent-choose',
    as: 'homeowner',
    path: ({ redirectUri, clientId }) => authorization(redirectUri, clientId),
    act: async (page) => {
      await page.check('.home >> nth=0 >> input[value=chosen]')
      await page.check('.home >> nth=1 >> input[value=nothing]')
    },
  },
  {
    route: '/oauth2/authorize',
    name: 'authorize-consent-nothing',
    as: 'homeowner',
    path: ({ redirectUri, clientId }) => authorization(redirectUri, clientId),
    endsAt: /^\/consent$/,
    act: async (page) => {
      for (const at of [0, 1]) await page.check(`.home >> nth=${at} >> input[value=nothing]`)
      await page.click('#consent-accept')
      await page.waitForSelector('#homes-problem')
    },
  },
  {
    route: '/oauth2/authorize',
    name: 'authorize-consent-asked',
    as: 'homeowner',
    path: ({ redirectUri, clientId, structureId, deviceId }) =>
      `${authorization(redirectUri, clientId)}&${askingFor(structureId, deviceId)}`,
  },
  {
    route: '/oauth2/authorize',
    name: 'authorize-other-account',
    as: 'homeowner',
    path: ({ redirectUri, clientId }) =>
      `${authorization(redirectUri, clientId)}&${wanting('openid', { id_token: { sub: { value: 'nobody' } } })}`,
  },
  {
    route: '/oauth2/authorize',
    name: 'authorize-form-post',
    as: 'homeowner',
    path: ({ redirectUri, clientId }) => `${authorization(redirectUri, clientId)}&response_mode=form_post`,
    endsAt: /^\//,
    act: async (page) => {
      // Otherwise nobody would see it: its script sends the form at once.
      await page.route('**/assets/script-form-post-*', (route) =>
        route.fulfill({ contentType: 'text/javascript', body: '' }),
      )
      await page.click('#consent-accept')
      await page.waitForSelector('#form-post-submit')
    },
  },
  {
    route: '/oauth2/authorize',
    name: 'authorize-refused',
    as: 'homeowner',
    isError: true,
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
