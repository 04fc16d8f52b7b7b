import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ServerContext } from '../context.ts'
import { pageHeading } from '../pages/page-heading.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { actorOf } from '../sessions/actor-of.ts'
import { formTokenOf, isOwnForm } from '../sessions/browser.ts'
import { answerConsolePage, appPath, appTrail } from './console-page.ts'
import type { OwnApp } from './own-app.ts'
import { verificationCard } from './verification-card.ts'

/** GET /console/apps/:clientId/verification: the question by itself, for whoever had to sign in before the answer. */
export function verificationEndpoint(
  server: ServerContext,
  c: Context,
  { signedIn, client }: OwnApp,
): Promise<Response> {
  const form = { action: appPath(client, 'verification'), formToken: formTokenOf(server, c) }
  const body = client.verified
    ? html`<section class="card"><p>This app is verified: everybody can connect it.</p></section>`
    : verificationCard(client, form)
  return answerConsolePage(server, c, signedIn, {
    title: 'Verification',
    heading: pageHeading({ title: 'Verification' }),
    trail: appTrail(client),
    body,
  })
}

/** POST: asks an operator to look at the app. */
export async function askVerificationEndpoint(
  server: ServerContext,
  c: Context,
  { signedIn, client }: OwnApp,
): Promise<Response> {
  const form = await readForm(c)
  if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  if (!client.verified && client.verificationAskedAt === undefined) {
    const audit = { actor: actorOf(signedIn), action: 'app verification asked for' } as const
    await server.store.askVerification(client.clientId, server.now(), audit)
  }
  return c.redirect(`${appPath(client)}?done=asked-verification`, 303)
}
