import type { Context } from 'hono'
import { activityLibraries, activityScripts, appActivityView } from '../activity/app-activity-view.ts'
import type { ServerContext } from '../context.ts'
import { foreignText } from '../pages/foreign-text.ts'
import { pageHeading } from '../pages/page-heading.ts'
import { stateBadge } from './apps-page.ts'
import { answerConsolePage, appTabs, consoleTrail } from './console-page.ts'
import type { OwnApp } from './own-app.ts'

/** GET /console/apps/:clientId/activity: what the app did, and what went wrong. */
export async function activityEndpoint(
  server: ServerContext,
  c: Context,
  { signedIn, client }: OwnApp,
): Promise<Response> {
  return answerConsolePage(server, c, signedIn, {
    title: 'App activity',
    heading: pageHeading({ title: foreignText(client.name), badges: stateBadge(client) }),
    trail: consoleTrail,
    tabs: appTabs(client, 'activity'),
    scripts: activityScripts,
    libraries: activityLibraries,
    body: await appActivityView(server, client, c.req.query()),
  })
}
