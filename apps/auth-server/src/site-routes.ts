import { type AppEndpoint, ownApp } from './developer-console/own-app.ts'
import type { Send } from './developer-console/send-to-self.ts'
import { accountActionNames, appActionNames } from './operator/action-names.ts'
import { type Entrance, entrances, fresh, type PersonEndpoint } from './sessions/signed-in-page.ts'

/** A page for somebody who is signed in. */
export interface SiteRoute {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly entrance: Entrance
  readonly answer: PersonEndpoint
}

/** The page at a path, and where its form is posted: both have the same entrance. */
function form(
  path: string,
  entrance: Entrance,
  show: PersonEndpoint,
  take: PersonEndpoint,
): readonly SiteRoute[] {
  return [view(path, entrance, show), { method: 'POST', path, entrance, answer: take }]
}

function view(path: string, entrance: Entrance, answer: PersonEndpoint): SiteRoute {
  return { method: 'GET', path, entrance, answer }
}

/** The same for one app of the developer's. */
function appForm(
  part: string,
  entrance: Entrance,
  show: AppEndpoint,
  take: AppEndpoint,
): readonly SiteRoute[] {
  return form(`/console/apps/:clientId/${part}`, entrance, ownApp(show), ownApp(take))
}

/**
 * The pages of a site are loaded when the first of them is asked for: a server that answers programs alone starts sooner and stays
 * smaller.
 */
function site<M>(load: () => Promise<M>) {
  return <A extends readonly unknown[]>(pick: (pages: M) => (...args: A) => Promise<Response> | Response) =>
    async (...args: A): Promise<Response> =>
      pick(await load())(...args)
}

const inHome = site(() => import('./homeowner/home-site.ts'))
const inConsole = site(() => import('./developer-console/console-site.ts'))
const inOperator = site(() => import('./operator/operator-site.ts'))

const { console, home, operator } = entrances

/** Every page of home, console and operator; long because it is a table. What another person's id is in answers 404. */
export const siteRoutes: readonly SiteRoute[] = [
  // Home
  view(
    '/home',
    home,
    inHome((pages) => pages.homesEndpoint),
  ),
  view(
    '/home/apps',
    home,
    inHome((pages) => pages.connectedAppsEndpoint),
  ),
  view(
    '/home/apps/:clientId',
    home,
    inHome((pages) => pages.connectedAppEndpoint),
  ),
  ...form(
    '/home/apps/:clientId/remove',
    home,
    inHome((pages) => pages.removeAppEndpoint),
    inHome((pages) => pages.removeAppFormEndpoint),
  ),
  ...form(
    '/home/apps/:clientId/connections/:familyId',
    home,
    inHome((pages) => pages.endConnectionEndpoint),
    inHome((pages) => pages.endConnectionFormEndpoint),
  ),
  ...form(
    '/home/apps/:clientId/homes/:familyId',
    home,
    inHome((pages) => pages.connectionHomesEndpoint),
    inHome((pages) => pages.connectionHomesFormEndpoint),
  ),
  ...form(
    '/home/account',
    home,
    inHome((pages) => pages.accountEndpoint),
    inHome((pages) => pages.signOutOthersEndpoint),
  ),
  ...form(
    '/home/name',
    home,
    inHome((pages) => pages.nameEndpoint),
    inHome((pages) => pages.nameFormEndpoint),
  ),
  ...form(
    '/home/email',
    fresh(home),
    inHome((pages) => pages.emailEndpoint),
    inHome((pages) => pages.emailFormEndpoint),
  ),
  ...form(
    '/home/password',
    fresh(home),
    inHome((pages) => pages.passwordEndpoint),
    inHome((pages) => pages.passwordFormEndpoint),
  ),
  view(
    '/home/data',
    fresh(home),
    inHome((pages) => pages.dataEndpoint),
  ),
  view(
    '/home/data.json',
    fresh(home),
    inHome((pages) => pages.dataFileEndpoint),
  ),
  ...form(
    '/home/delete',
    fresh(home),
    inHome((pages) => pages.deleteAccountEndpoint),
    inHome((pages) => pages.deleteAccountFormEndpoint),
  ),

  // Console
  ...form(
    '/console',
    console,
    inConsole((pages) => pages.appsEndpoint),
    inConsole((pages) => pages.becomeDeveloperEndpoint),
  ),
  ...form(
    '/console/new',
    console,
    inConsole((pages) => pages.newAppEndpoint),
    inConsole((pages) => pages.newAppFormEndpoint),
  ),
  view('/console/apps/:clientId', console, ownApp(inConsole((pages) => pages.overviewEndpoint))),
  view('/console/apps/:clientId/samples', console, ownApp(inConsole((pages) => pages.samplesEndpoint))),
  view('/console/apps/:clientId/activity', console, ownApp(inConsole((pages) => pages.activityEndpoint))),
  ...appForm(
    'verification',
    console,
    inConsole((pages) => pages.verificationEndpoint),
    inConsole((pages) => pages.askVerificationEndpoint),
  ),
  ...appForm(
    'settings',
    console,
    inConsole((pages) => pages.settingsEndpoint),
    inConsole((pages) => pages.settingsFormEndpoint),
  ),
  ...appForm(
    'members',
    fresh(console),
    inConsole((pages) => pages.membersEndpoint),
    inConsole((pages) => pages.membersFormEndpoint),
  ),
  ...appForm(
    'new-secret',
    fresh(console),
    inConsole((pages) => pages.newSecretEndpoint),
    inConsole((pages) => pages.newSecretFormEndpoint),
  ),
  ...appForm(
    'secrets/:secret/end',
    fresh(console),
    inConsole((pages) => pages.endSecretEndpoint),
    inConsole((pages) => pages.endSecretFormEndpoint),
  ),
  ...appForm(
    'delete',
    fresh(console),
    inConsole((pages) => pages.deleteAppEndpoint),
    inConsole((pages) => pages.deleteAppFormEndpoint),
  ),

  // Operator
  view(
    '/operator',
    operator,
    inOperator((pages) => pages.operatorAppsEndpoint),
  ),
  view(
    '/operator/apps/:clientId',
    operator,
    inOperator((pages) => pages.operatorAppEndpoint),
  ),
  ...form(
    '/operator/apps/:clientId/verify',
    fresh(operator),
    inOperator((pages) => pages.verifyEndpoint),
    inOperator((pages) => pages.verifyFormEndpoint),
  ),
  ...appActionNames.flatMap((name) =>
    form(
      `/operator/apps/:clientId/${name}`,
      fresh(operator),
      inOperator((pages) => pages.appActionEndpoints[name].show),
      inOperator((pages) => pages.appActionEndpoints[name].take),
    ),
  ),
  view(
    '/operator/accounts',
    operator,
    inOperator((pages) => pages.operatorAccountsEndpoint),
  ),
  view(
    '/operator/accounts/:accountId',
    operator,
    inOperator((pages) => pages.operatorAccountEndpoint),
  ),
  ...form(
    '/operator/accounts/:accountId/roles',
    fresh(operator),
    inOperator((pages) => pages.rolesEndpoint),
    inOperator((pages) => pages.rolesFormEndpoint),
  ),
  ...form(
    '/operator/accounts/:accountId/reset',
    fresh(operator),
    inOperator((pages) => pages.resetLinkEndpoint),
    inOperator((pages) => pages.resetLinkFormEndpoint),
  ),
  ...accountActionNames.flatMap((name) =>
    form(
      `/operator/accounts/:accountId/${name}`,
      fresh(operator),
      inOperator((pages) => pages.accountActionEndpoints[name].show),
      inOperator((pages) => pages.accountActionEndpoints[name].take),
    ),
  ),
  view(
    '/operator/audit',
    operator,
    inOperator((pages) => pages.operatorAuditEndpoint),
  ),
  view(
    '/operator/audit.jsonl',
    operator,
    inOperator((pages) => pages.auditLinesEndpoint),
  ),
  view(
    '/operator/audit.csv',
    operator,
    inOperator((pages) => pages.auditCsvEndpoint),
  ),
]

/** The same, with the page that sends requests to this server itself. */
export function siteRoutesOver(send: Send): readonly SiteRoute[] {
  return [
    ...siteRoutes,
    ...appForm(
      'try',
      console,
      inConsole((pages) => pages.tryEndpoint),
      inConsole((pages) => pages.tryFormEndpoint(send)),
    ),
  ]
}
