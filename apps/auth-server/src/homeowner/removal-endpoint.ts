import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ServerContext } from '../context.ts'
import { foreignText } from '../pages/foreign-text.ts'
import type { Html } from '../pages/html.ts'
import { notFound } from '../pages/not-found.ts'
import { pageHeading } from '../pages/page-heading.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { actorOf } from '../sessions/actor-of.ts'
import { formTokenOf, isOwnForm } from '../sessions/browser.ts'
import type { SignedIn } from '../sessions/session.ts'
import { answerHomePage, readerOf } from './answer-home-page.ts'
import { appsTexts } from './apps-texts.ts'
import { appHref, type ConnectedApp, findConnectedApp } from './connected-apps.ts'
import { removalBody } from './removal-page.ts'

/** GET /home/apps/:clientId/remove asks first. */
export async function removeAppEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const connected = await findConnectedApp(server, signedIn.account.id, clientIdOf(c))
  if (connected === undefined) return notFound(server, c)
  const { lang } = readerOf(c, signedIn)
  const { text, again, ...remove } = appsTexts[lang].remove
  const body = html`<p>${text}</p><p>${again}</p>`
  return ask(server, c, signedIn, connected, { ...remove, id: 'remove-app', body })
}

/** POST /home/apps/:clientId/remove: every token of the app for this account is dead from now on. */
export async function removeAppFormEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const form = await readForm(c)
  if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  const { id } = signedIn.account
  const clientId = clientIdOf(c)
  const grant = await server.store.findGrant(id, clientId)
  if (grant === undefined) return notFound(server, c)
  // A second press of the button finds done what it asks for.
  if (grant.state !== 'ended')
    await server.store.endGrant(id, clientId, { actor: actorOf(signedIn), action: 'app disconnected' })
  return c.redirect('/home/apps?done=removed', 303)
}

/** GET /home/apps/:clientId/connections/:familyId asks first. */
export async function endConnectionEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const connected = await findConnectedApp(server, signedIn.account.id, clientIdOf(c))
  const family = connected?.connections.find(({ id }) => id === c.req.param('familyId'))
  if (connected === undefined || family === undefined) return notFound(server, c)
  const { lang, times } = readerOf(c, signedIn)
  const { end, connectedOn } = appsTexts[lang]
  const body = html`<p><strong>${connectedOn(times.time(family.createdAt))}</strong></p><p>${end.text}</p>`
  return ask(server, c, signedIn, connected, { ...end, id: 'end-connection', submit: end.action, body })
}

/** POST /home/apps/:clientId/connections/:familyId */
export async function endConnectionFormEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const form = await readForm(c)
  if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  const family = await server.store.findFamily(c.req.param('familyId') ?? '')
  const isOwn = family?.accountId === signedIn.account.id && family.clientId === clientIdOf(c)
  if (family === undefined || !isOwn) return notFound(server, c)
  await server.store.endFamily(family.id, { actor: actorOf(signedIn), action: 'connection ended' })
  return c.redirect(`${appHref(family.clientId)}?done=ended`, 303)
}

function clientIdOf(c: Context): string {
  return c.req.param('clientId') ?? ''
}

interface Question {
  readonly id: string
  readonly title: string
  readonly heading: (app: Html) => Html
  readonly body: Html
  readonly submit: string
}

function ask(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
  { clientId, app }: ConnectedApp,
  { id, title, heading, body, submit }: Question,
): Promise<Response> {
  const { lang } = readerOf(c, signedIn)
  const href = appHref(clientId)
  const form = { action: new URL(c.req.url).pathname, formToken: formTokenOf(server, c) }
  return answerHomePage(server, c, signedIn, {
    below: 'apps',
    trail: [{ title: app.name, href }],
    title,
    heading: pageHeading({ title: html`<span>${heading(foreignText(app.name))}</span>` }),
    body: removalBody({ lang, id, body, form, submit, cancelHref: href }),
  })
}
