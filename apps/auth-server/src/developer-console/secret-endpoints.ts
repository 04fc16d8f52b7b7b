import { dialects } from '@latchkey/dialects'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { allowedMethods } from '../client-authentication/allowed-methods.ts'
import { livingSecrets, mostSecrets, newClientSecret, secretRecord } from '../clients/client-secret.ts'
import type { ServerContext } from '../context.ts'
import { buttonForm } from '../pages/button-form.ts'
import { errorSummary, type FieldProblem } from '../pages/error-summary.ts'
import { field, hiddenFields } from '../pages/form.ts'
import type { Html } from '../pages/html.ts'
import { notFound } from '../pages/not-found.ts'
import { notice } from '../pages/notice.ts'
import { pageHeading } from '../pages/page-heading.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { dayText, timeText } from '../pages/time-text.ts'
import { readableName } from '../registration/schema-parts.ts'
import { actorOf } from '../sessions/actor-of.ts'
import { formTokenOf, isOwnForm } from '../sessions/browser.ts'
import type { SignedIn } from '../sessions/session.ts'
import type { Client, ClientSecret } from '../store/records.ts'
import { answerConsolePage, appPath, appTrail } from './console-page.ts'
import { oneChangeAtATime } from './one-change-at-a-time.ts'
import type { OwnApp } from './own-app.ts'
import { secretName } from './secrets-table.ts'
import { showNewSecret } from './show-new-secret.ts'

/** GET /console/apps/:clientId/new-secret */
export function newSecretEndpoint(server: ServerContext, c: Context, own: OwnApp): Promise<Response> {
  return showSecretForm(server, c, own, { label: '', expires: '' }, [])
}

interface Wanted {
  readonly label: string
  readonly expires: string
}

/** POST: makes the secret and shows it, once. The one before stays good. */
export async function newSecretFormEndpoint(
  server: ServerContext,
  c: Context,
  own: OwnApp,
): Promise<Response> {
  const form = await readForm(c)
  if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  const { client, signedIn } = own
  const now = server.now()
  const wanted = {
    label: form.get('label')?.trim() || `made ${dayText(now)}`,
    expires: form.get('expires') ?? '',
  }
  const problems = problemsOf(wanted, now)
  if (problems.length > 0) return showSecretForm(server, c, own, wanted, problems)
  const made = await oneChangeAtATime(server, client.clientId, (seen) => make(server, signedIn, seen, wanted))
  if (typeof made === 'string') return showNewSecret(server, c, own, made, client.secrets.length === 0)
  return showSecretForm(server, c, own, wanted, made ?? [somebodyElse])
}

const somebodyElse = {
  fieldId: 'label',
  text: 'Somebody else changes this app at this moment: look at what it has now, then try again.',
}

/** The secret, or why there is none. */
async function make(
  { keys, store, now }: ServerContext,
  signedIn: SignedIn,
  client: Client,
  { label, expires }: Wanted,
): Promise<string | readonly FieldProblem[]> {
  const problems = whyNoSecret(client, now())
  if (problems.length > 0) return problems
  const secret = newClientSecret()
  const expiresAt = expiryOf(expires)
  const times = { now: now(), ...(expiresAt && { expiresAt }) }
  const record = secretRecord(keys.current('pepper'), secret, { label, ...times })
  const detail = { label, ending: record.ending, ...(expiresAt && { expires: timeText(expiresAt) }) }
  const audit = { actor: actorOf(signedIn), action: 'secret made', detail } as const
  await store.saveSecret(client.clientId, record, audit)
  return secret
}

/** The end of that day. */
function expiryOf(day: string): number | undefined {
  return day === '' ? undefined : Date.parse(`${day}T23:59:59Z`)
}

function problemsOf({ label, expires }: Wanted, now: number): readonly FieldProblem[] {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(expires) && !Number.isNaN(Date.parse(expires))
  const isPast = isDay && (expiryOf(expires) ?? 0) <= now
  return [
    ...(readableName.safeParse(label).success
      ? []
      : [{ fieldId: 'label', text: 'Label: write 1 to 100 characters.' }]),
    ...(expires === '' || isDay ? [] : [{ fieldId: 'expires', text: 'Expires: write a day as 2027-01-31.' }]),
    ...(isPast ? [{ fieldId: 'expires', text: 'Expires: that day is over.' }] : []),
  ]
}

function whyNoSecret(client: Client, now: number): readonly FieldProblem[] {
  const methods = client.tokenEndpointAuthMethod
  if (methods === 'none' || allowedMethods(client, dialects[client.dialect]).includes('private_key_jwt'))
    return [
      {
        fieldId: 'label',
        text: 'This app proves who it is without a secret; change that in its settings first.',
      },
    ]
  const isFull = livingSecrets(client, now).length >= mostSecrets
  return isFull ? [{ fieldId: 'label', text: 'Two secrets live already: end one first.' }] : []
}

function showSecretForm(
  server: ServerContext,
  c: Context,
  { signedIn, client }: OwnApp,
  { label, expires }: Wanted,
  problems: readonly FieldProblem[],
): Promise<Response> {
  const form = { action: appPath(client, 'new-secret'), formToken: formTokenOf(server, c) }
  const body = html`<form class="card form" id="new-secret-form" method="post" action="${form.action}">${hiddenFields(form)}
${errorSummary(problems, 'No secret was made')}
${field({ name: 'label', label: 'Label', type: 'text', autocomplete: 'off', maxLength: 100, optional: true, value: label, hint: 'To tell it from the other one, as “production server”.' })}
${field({ name: 'expires', label: 'Expires', type: 'date', autocomplete: 'off', optional: true, value: expires, hint: 'The last day on which it is good. Empty: it does not expire.' })}
<div class="actions"><button class="button main" id="new-secret-submit">Make the secret</button><a class="button" href="${appPath(client)}">Cancel</a></div></form>`
  return answerConsolePage(server, c, signedIn, {
    title: `${problems.length > 0 ? 'Problem: ' : ''}Make another secret`,
    heading: pageHeading({
      title: 'Make another secret',
      lead: 'The one that you have stays good until you end it.',
    }),
    trail: appTrail(client),
    body,
    status: problems.length > 0 ? 400 : 200,
  })
}

/** GET /console/apps/:clientId/secrets/:secret/end */
export function endSecretEndpoint(
  server: ServerContext,
  c: Context,
  { signedIn, client }: OwnApp,
): Promise<Response> | Response {
  const secret = secretNamed(client, c.req.param('secret'))
  if (secret === undefined) return notFound(server, c)
  return answerConsolePage(server, c, signedIn, {
    title: 'End a secret',
    heading: pageHeading({ title: `End the secret that ends in ${secret.ending}?` }),
    trail: appTrail(client),
    body: endSecretBody(client, secret, formTokenOf(server, c)),
  })
}

function endSecretBody(client: Client, secret: ClientSecret, formToken: string): Html {
  if (client.secrets.length < 2)
    return notice({
      kind: 'warn',
      text: 'It is the only one: without a secret the app would count as one that keeps none. Make another one first.',
    })
  const form = { action: appPath(client, `secrets/${secretName(secret)}/end`), formToken }
  const used =
    secret.lastUsedAt === undefined
      ? 'It was never used.'
      : `It was last used on ${timeText(secret.lastUsedAt)}.`
  return html`<section class="card"><p>${used} A program that still uses it is refused from the next request on. This cannot be undone.</p>
<div class="row">${buttonForm({ form, id: 'end-secret', label: 'End the secret', kind: 'danger' })}<a class="button" href="${appPath(client)}">Keep it</a></div></section>`
}

/** POST: the secret is refused from now on. */
export async function endSecretFormEndpoint(
  server: ServerContext,
  c: Context,
  { signedIn, client }: OwnApp,
): Promise<Response> {
  const form = await readForm(c)
  if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  const name = c.req.param('secret')
  if (secretNamed(client, name) === undefined) return notFound(server, c)
  const isEnded = await oneChangeAtATime(server, client.clientId, (seen) => end(server, signedIn, seen, name))
  if (isEnded === true) return c.redirect(`${appPath(client)}?done=secret-ended`, 303)
  return endSecretEndpoint(server, c, { signedIn, client })
}

/** Ends it unless it is the only one: without a secret the app would count as one that keeps none. */
async function end(
  { store }: ServerContext,
  signedIn: SignedIn,
  client: Client,
  name: string | undefined,
): Promise<boolean> {
  const secret = secretNamed(client, name)
  if (secret === undefined || client.secrets.length < 2) return false
  const kept = client.secrets.filter(({ hash }) => hash !== secret.hash).map(({ hash }) => hash)
  const detail = { label: secret.label, ending: secret.ending }
  const audit = { actor: actorOf(signedIn), action: 'secret ended', detail } as const
  await store.endSecrets(client.clientId, kept, audit)
  return true
}

function secretNamed(client: Client, name: string | undefined): ClientSecret | undefined {
  return client.secrets.find((secret) => secretName(secret) === name)
}
