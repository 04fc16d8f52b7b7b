import { activityEndpoint } from './developer-console/activity-endpoint.ts'
import { appsEndpoint, becomeDeveloperEndpoint } from './developer-console/apps-endpoint.ts'
import { deleteAppEndpoint, deleteAppFormEndpoint } from './developer-console/deletion-endpoint.ts'
import { membersEndpoint, membersFormEndpoint } from './developer-console/members-endpoint.ts'
import { newAppEndpoint, newAppFormEndpoint } from './developer-console/new-app-endpoint.ts'
import { overviewEndpoint } from './developer-console/overview-endpoint.ts'
import { type AppEndpoint, ownApp } from './developer-console/own-app.ts'
import { samplesEndpoint } from './developer-console/samples-endpoint.ts'
import {
  endSecretEndpoint,
  endSecretFormEndpoint,
  newSecretEndpoint,
  newSecretFormEndpoint,
} from './developer-console/secret-endpoints.ts'
import type { Send } from './developer-console/send-to-self.ts'
import { settingsEndpoint, settingsFormEndpoint } from './developer-console/settings-endpoint.ts'
import { tryEndpoint, tryFormEndpoint } from './developer-console/try-endpoint.ts'
import { askVerificationEndpoint, verificationEndpoint } from './developer-console/verification-endpoint.ts'
import { accountEndpoint, signOutOthersEndpoint } from './homeowner/account-endpoint.ts'
import { connectedAppEndpoint } from './homeowner/app-endpoint.ts'
import { connectedAppsEndpoint } from './homeowner/apps-endpoint.ts'
import { dataEndpoint, dataFileEndpoint } from './homeowner/data-endpoint.ts'
import { deleteAccountEndpoint, deleteAccountFormEndpoint } from './homeowner/deletion-endpoint.ts'
import { emailEndpoint, emailFormEndpoint } from './homeowner/email-endpoint.ts'
import { homesEndpoint } from './homeowner/homes-endpoint.ts'
import { nameEndpoint, nameFormEndpoint } from './homeowner/name-endpoint.ts'
import { passwordEndpoint, passwordFormEndpoint } from './homeowner/password-endpoint.ts'
import {
  endConnectionEndpoint,
  endConnectionFormEndpoint,
  removeAppEndpoint,
  removeAppFormEndpoint,
} from './homeowner/removal-endpoint.ts'
import { operatorAccountEndpoint } from './operator/account-endpoint.ts'
import { operatorAccountsEndpoint } from './operator/accounts-endpoint.ts'
import { operatorAppEndpoint } from './operator/app-endpoint.ts'
import { operatorAppsEndpoint } from './operator/apps-endpoint.ts'
import { operatorAuditEndpoint } from './operator/audit-endpoint.ts'
import { auditCsvEndpoint, auditLinesEndpoint } from './operator/audit-export-endpoints.ts'
import { accountActionEndpoints, appActionEndpoints } from './operator/places.ts'
import { resetLinkEndpoint, resetLinkFormEndpoint } from './operator/reset-link-endpoint.ts'
import { rolesEndpoint, rolesFormEndpoint } from './operator/roles-endpoint.ts'
import { verifyEndpoint, verifyFormEndpoint } from './operator/verify-endpoint.ts'
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

const { console, home, operator } = entrances

/** Every page of home, console and operator; long because it is a table. What another person's id is in answers 404. */
export const siteRoutes: readonly SiteRoute[] = [
  // Home
  view('/home', home, homesEndpoint),
  view('/home/apps', home, connectedAppsEndpoint),
  view('/home/apps/:clientId', home, connectedAppEndpoint),
  ...form('/home/apps/:clientId/remove', home, removeAppEndpoint, removeAppFormEndpoint),
  ...form(
    '/home/apps/:clientId/connections/:familyId',
    home,
    endConnectionEndpoint,
    endConnectionFormEndpoint,
  ),
  ...form('/home/account', home, accountEndpoint, signOutOthersEndpoint),
  ...form('/home/name', home, nameEndpoint, nameFormEndpoint),
  ...form('/home/email', fresh(home), emailEndpoint, emailFormEndpoint),
  ...form('/home/password', fresh(home), passwordEndpoint, passwordFormEndpoint),
  view('/home/data', fresh(home), dataEndpoint),
  view('/home/data.json', fresh(home), dataFileEndpoint),
  ...form('/home/delete', fresh(home), deleteAccountEndpoint, deleteAccountFormEndpoint),

  // Console
  ...form('/console', console, appsEndpoint, becomeDeveloperEndpoint),
  ...form('/console/new', console, newAppEndpoint, newAppFormEndpoint),
  view('/console/apps/:clientId', console, ownApp(overviewEndpoint)),
  view('/console/apps/:clientId/samples', console, ownApp(samplesEndpoint)),
  view('/console/apps/:clientId/activity', console, ownApp(activityEndpoint)),
  ...appForm('verification', console, verificationEndpoint, askVerificationEndpoint),
  ...appForm('settings', console, settingsEndpoint, settingsFormEndpoint),
  ...appForm('members', fresh(console), membersEndpoint, membersFormEndpoint),
  ...appForm('new-secret', fresh(console), newSecretEndpoint, newSecretFormEndpoint),
  ...appForm('secrets/:secret/end', fresh(console), endSecretEndpoint, endSecretFormEndpoint),
  ...appForm('delete', fresh(console), deleteAppEndpoint, deleteAppFormEndpoint),

  // Operator
  view('/operator', operator, operatorAppsEndpoint),
  view('/operator/apps/:clientId', operator, operatorAppEndpoint),
  ...form('/operator/apps/:clientId/verify', fresh(operator), verifyEndpoint, verifyFormEndpoint),
  ...appActionEndpoints.flatMap(([name, { show, take }]) =>
    form(`/operator/apps/:clientId/${name}`, fresh(operator), show, take),
  ),
  view('/operator/accounts', operator, operatorAccountsEndpoint),
  view('/operator/accounts/:accountId', operator, operatorAccountEndpoint),
  ...form('/operator/accounts/:accountId/roles', fresh(operator), rolesEndpoint, rolesFormEndpoint),
  ...form('/operator/accounts/:accountId/reset', fresh(operator), resetLinkEndpoint, resetLinkFormEndpoint),
  ...accountActionEndpoints.flatMap(([name, { show, take }]) =>
    form(`/operator/accounts/:accountId/${name}`, fresh(operator), show, take),
  ),
  view('/operator/audit', operator, operatorAuditEndpoint),
  view('/operator/audit.jsonl', operator, auditLinesEndpoint),
  view('/operator/audit.csv', operator, auditCsvEndpoint),
]

/** The same, with the page that sends requests to this server itself. */
export function siteRoutesOver(send: Send): readonly SiteRoute[] {
  return [...siteRoutes, ...appForm('try', console, tryEndpoint, tryFormEndpoint(send))]
}
