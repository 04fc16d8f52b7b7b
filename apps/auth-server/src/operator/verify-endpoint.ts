import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import type { Html } from '../pages/html.ts'
import { notFound } from '../pages/not-found.ts'
import { pageHeading } from '../pages/page-heading.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { actorOf } from '../sessions/actor-of.ts'
import { formTokenOf, isOwnForm } from '../sessions/browser.ts'
import type { SignedIn } from '../sessions/session.ts'
import type { Client } from '../store/records.ts'
import { actionRefused } from './action-page.ts'
import { findApp, type JudgedApp } from './find-app.ts'
import { answerOperatorPage, appPath } from './operator-page.ts'
import { apps } from './places.ts'
import { shownState } from './shown-state.ts'
import { verifyBody } from './verify-page.ts'

/** GET /operator/apps/:clientId/verify: everything that the verification vouches for. */
export async function verifyEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const app = await findApp(server, c.req.param('clientId') ?? '')
  return app === undefined ? notFound(server, c) : showApp(server, c, { app, signedIn, isChanged: false })
}

/** POST: verifies what was seen and nothing else; an app that was changed meanwhile is shown again. */
export async function verifyFormEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const form = await readForm(c)
  if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  const clientId = c.req.param('clientId') ?? ''
  const app = await findApp(server, clientId)
  if (app === undefined) return notFound(server, c)
  if (refusal(app.client) !== undefined) return showApp(server, c, { app, signedIn, isChanged: true })
  const isSeen = form.get('seen') === shownState(app.client)
  const audit = {
    actor: actorOf(signedIn),
    action: 'app verified',
    detail: { name: app.client.name },
  } as const
  if (isSeen && (await server.store.verifyClient(app.client, audit)))
    return c.redirect(`${appPath(clientId)}?done=verify`, 303)
  const now = (await findApp(server, clientId)) ?? app
  return showApp(server, c, { app: now, signedIn, isChanged: true })
}

interface Shown {
  readonly app: JudgedApp
  readonly signedIn: SignedIn
  /** Since the operator looked: nothing was verified. */
  readonly isChanged: boolean
}

function showApp(server: ServerContext, c: Context, { app, signedIn, isChanged }: Shown): Promise<Response> {
  const { client } = app
  return answerOperatorPage(server, c, signedIn, {
    title: `${isChanged ? 'Problem: ' : ''}Verify an app`,
    heading: pageHeading({ title: 'Verify this app?', lead: apps.nameOf(client) }),
    trail: apps.trailOf(client),
    scripts: ['copy'],
    body: bodyOf(server, c, app, isChanged),
    status: isChanged ? 409 : 200,
  })
}

function bodyOf(server: ServerContext, c: Context, app: JudgedApp, isChanged: boolean): Html {
  const { client } = app
  const backHref = appPath(client.clientId)
  const sentence = refusal(client)
  if (sentence !== undefined) return actionRefused(sentence, backHref, isChanged)
  const form = { action: appPath(client.clientId, 'verify'), formToken: formTokenOf(server, c) }
  return verifyBody({ app, form, seen: shownState(client), isChanged, backHref })
}

function refusal({ state, verified }: Client): string | undefined {
  if (state === 'ended') return 'This app was ended, and that is for good.'
  return verified ? 'This app is verified already.' : undefined
}
