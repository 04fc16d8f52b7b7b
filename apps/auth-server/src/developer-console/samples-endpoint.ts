import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { foreignText } from '../pages/foreign-text.ts'
import { pageHeading } from '../pages/page-heading.ts'
import { appSamplesView } from '../samples/app-samples.ts'
import { sampleScripts } from '../samples/sample-view.ts'
import { stateBadge } from './apps-page.ts'
import { answerConsolePage, appTabs, consoleTrail } from './console-page.ts'
import type { OwnApp } from './own-app.ts'

/** GET /console/apps/:clientId/samples: programs with the app's own values in them. */
export async function samplesEndpoint(
  server: ServerContext,
  c: Context,
  { signedIn, client }: OwnApp,
): Promise<Response> {
  return answerConsolePage(server, c, signedIn, {
    title: 'App samples',
    heading: pageHeading({ title: foreignText(client.name), badges: stateBadge(client) }),
    trail: consoleTrail,
    tabs: appTabs(client, 'samples'),
    scripts: sampleScripts,
    body: await appSamplesView(server, client, c.req.query()),
  })
}
