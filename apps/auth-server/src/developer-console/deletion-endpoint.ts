import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ServerContext } from '../context.ts'
import { errorSummary } from '../pages/error-summary.ts'
import { field, hiddenFields } from '../pages/form.ts'
import { pageHeading } from '../pages/page-heading.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { actorOf } from '../sessions/actor-of.ts'
import { formTokenOf, isOwnForm } from '../sessions/browser.ts'
import { answerConsolePage, appPath, appTrail } from './console-page.ts'
import type { OwnApp } from './own-app.ts'

/** GET /console/apps/:clientId/delete */
export function deleteAppEndpoint(server: ServerContext, c: Context, own: OwnApp): Promise<Response> {
  return showForm(server, c, own, false)
}

/** POST: ends the app for good, when its id was typed. */
export async function deleteAppFormEndpoint(
  server: ServerContext,
  c: Context,
  own: OwnApp,
): Promise<Response> {
  const form = await readForm(c)
  if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  const { client, signedIn } = own
  if (form.get('confirmation')?.trim() !== client.clientId) return showForm(server, c, own, true)
  const audit = { actor: actorOf(signedIn), action: 'app ended', detail: { name: client.name } } as const
  await server.store.setClientState(client.clientId, 'ended', audit)
  return c.redirect('/console', 303)
}

async function showForm(
  server: ServerContext,
  c: Context,
  { signedIn, client }: OwnApp,
  isWrong: boolean,
): Promise<Response> {
  const form = { action: appPath(client, 'delete'), formToken: formTokenOf(server, c) }
  const { accounts } = await server.store.countConnections(client.clientId, server.now())
  const error = 'This is not the client id of the app.'
  const body = html`<form class="card danger-zone form" id="delete-app-form" method="post" action="${form.action}">${hiddenFields(form)}
${errorSummary(isWrong ? [{ fieldId: 'confirmation', text: error }] : [], 'Nothing was deleted')}
<p>${accounts === 0 ? 'Nobody has connected it.' : `${accounts} ${accounts === 1 ? 'person has' : 'people have'} connected it, and lose it at once.`} Every token is dead from then on, and the client id is never given again. This cannot be undone.</p>
${field({ name: 'confirmation', label: 'Type the client id to confirm', hint: client.clientId, type: 'text', autocomplete: 'off', ...(isWrong && { error }) })}
<div class="actions"><button class="button main danger" id="delete-app-submit">Delete the app for good</button><a class="button" href="${appPath(client, 'settings')}">Keep it</a></div></form>`
  return answerConsolePage(server, c, signedIn, {
    title: `${isWrong ? 'Problem: ' : ''}Delete an app`,
    heading: pageHeading({ title: 'Delete this app?' }),
    trail: appTrail(client),
    body,
    status: isWrong ? 400 : 200,
  })
}
