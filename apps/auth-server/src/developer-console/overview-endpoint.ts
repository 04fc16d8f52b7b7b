import { randomToken } from '@latchkey/protocol'
import type { Context } from 'hono'
import { policyOf } from '../clients/policies.ts'
import type { ServerContext } from '../context.ts'
import { foreignText } from '../pages/foreign-text.ts'
import { pageHeading } from '../pages/page-heading.ts'
import { formTokenOf } from '../sessions/browser.ts'
import { stateBadge } from './apps-page.ts'
import { answerConsolePage, appPath, appTabs, consoleTrail } from './console-page.ts'
import { overviewBody } from './overview-page.ts'
import type { OwnApp } from './own-app.ts'

const answers: Readonly<Record<string, string>> = {
  saved: 'Saved.',
  'asked-verification': 'An operator will look at the app.',
  'secret-ended': 'The secret is ended: requests with it are refused from now on.',
}

/** GET /console/apps/:clientId: what the app is and what its program needs. */
export function overviewEndpoint(
  server: ServerContext,
  c: Context,
  { signedIn, client }: OwnApp,
): Promise<Response> {
  const body = overviewBody({
    client,
    issuer: server.issuer,
    policy: policyOf(client),
    now: server.now(),
    // A verifier for this view of the page, so that the address beside it works as it is.
    codeVerifier: randomToken(256),
    state: randomToken(96),
    verificationForm: { action: appPath(client, 'verification'), formToken: formTokenOf(server, c) },
    answer: answers[c.req.query('done') ?? ''],
  })
  return answerConsolePage(server, c, signedIn, {
    title: 'App overview',
    heading: pageHeading({ title: foreignText(client.name), badges: stateBadge(client) }),
    trail: consoleTrail,
    tabs: appTabs(client, ''),
    scripts: ['copy'],
    body,
  })
}
