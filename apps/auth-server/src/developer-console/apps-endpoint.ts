import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ServerContext } from '../context.ts'
import { pageHeading } from '../pages/page-heading.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { actorOf } from '../sessions/actor-of.ts'
import { formTokenOf, isOwnForm } from '../sessions/browser.ts'
import type { SignedIn } from '../sessions/session.ts'
import { appsBody, becomeDeveloperBody } from './apps-page.ts'
import { answerConsolePage } from './console-page.ts'

/** GET /console: the developer's apps. */
export async function appsEndpoint(server: ServerContext, c: Context, signedIn: SignedIn): Promise<Response> {
  if (!isDeveloper(signedIn)) return askToBecomeDeveloper(server, c, signedIn)
  const apps = await server.store.listClientsOf(signedIn.account.id)
  const actions = html`<a class="button main" href="/console/new">Register an app</a>`
  return answerConsolePage(server, c, signedIn, {
    title: 'Your apps',
    heading: pageHeading({ title: 'Your apps', ...(apps.length > 0 && { actions }) }),
    body: appsBody(apps),
  })
}

/** POST /console: a person becomes a developer. */
export async function becomeDeveloperEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const form = await readForm(c)
  if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  // Read anew: an old copy would give back a role that an operator has just taken away.
  const { id, roles, claims } = (await server.store.findAccount(signedIn.account.id)) ?? signedIn.account
  if (server.signUp === 'open' && !roles.includes('developer')) {
    const audit = {
      actor: actorOf(signedIn),
      action: 'account changed',
      detail: { roles: 'developer' },
    } as const
    await server.store.saveProfile(id, { roles: [...roles, 'developer'], claims }, audit)
  }
  return c.redirect('/console', 303)
}

export function isDeveloper({ account }: SignedIn): boolean {
  return account.roles.includes('developer')
}

export function askToBecomeDeveloper(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const form = { action: '/console', formToken: formTokenOf(server, c) }
  return answerConsolePage(server, c, signedIn, {
    title: 'Developer console',
    heading: pageHeading({ title: 'Make an app for connected homes' }),
    body: becomeDeveloperBody(form, server.signUp === 'open', server.brand.name),
  })
}
