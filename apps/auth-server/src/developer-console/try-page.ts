import { dialects } from '@latchkey/dialects'
import { html } from 'hono/html'
import { allowedMethods, isPublic, strongMethods } from '../client-authentication/allowed-methods.ts'
import { copyable } from '../pages/copyable.ts'
import { errorSummary } from '../pages/error-summary.ts'
import { type FormTarget, field, hiddenFields } from '../pages/form.ts'
import { selectField } from '../pages/form-choices.ts'
import type { Html } from '../pages/html.ts'
import { notice } from '../pages/notice.ts'
import { type Step, steps } from '../pages/steps.ts'
import { wireView } from '../pages/wire-view.ts'
import type { Client } from '../store/records.ts'
import { appPath } from './console-page.ts'
import { authorizationUrl } from './encode-authorization-url.ts'
import type { Exchange } from './send-to-self.ts'
import type { TryRun } from './try-run.ts'

// Every step of a run with what it needs and what came of it; long because it is a page template.

export interface TryView {
  readonly client: Client
  readonly issuer: string
  readonly form: FormTarget
  /** Absent before the first step. */
  readonly run?: TryRun & { readonly sealed: string }
  readonly exchange?: { readonly of: 'token' | 'call'; readonly shown: Exchange } | undefined
  readonly problem?: { readonly fieldId: string; readonly text: string } | undefined
}

export function tryBody(view: TryView): Html {
  const { client, run } = view
  if (provesByKey(client))
    return notice({
      kind: 'plain',
      text: 'This app signs its requests with a key of its own, which we do not have. Try it with its program.',
    })
  if (run?.kind === 'own') return steps(ownSteps(view, run))
  return steps(codeSteps(view, run))
}

function provesByKey(client: Client): boolean {
  return allowedMethods(client, dialects[client.dialect]).some((method) => strongMethods.includes(method))
}

function codeSteps(view: TryView, run: TryView['run']): readonly Step[] {
  const hasToken = run?.accessToken !== undefined
  return [
    {
      title: 'Send a person to the authorization URL',
      state: run === undefined ? 'now' : 'done',
      body: begin(view),
    },
    {
      title: 'Exchange the code for tokens',
      state: run === undefined ? 'later' : hasToken ? 'done' : 'now',
      body: redeem(view, run),
    },
    { title: 'Call the API', state: hasToken ? 'now' : 'later', body: call(view, run) },
  ]
}

function ownSteps(view: TryView, run: NonNullable<TryView['run']>): readonly Step[] {
  const hasToken = run.accessToken !== undefined
  return [
    {
      title: 'Ask for a token',
      state: hasToken ? 'done' : 'now',
      body: html`${tokenExchange(view)}${hasToken ? '' : ownForm(view, run)}`,
    },
    { title: 'Call the API', state: hasToken ? 'now' : 'later', body: call(view, run) },
  ]
}

function stepForm(view: TryView, step: string, label: string, body: Html, run = view.run?.sealed): Html {
  const { form, problem } = view
  return html`<form class="form" id="${step}-form" method="post" action="${form.action}">${hiddenFields(form)}
<input type="hidden" name="step" value="${step}">${run === undefined ? '' : html`<input type="hidden" name="run" value="${run}">`}
${errorSummary(problem === undefined ? [] : [problem], 'This step did not work')}
${body}<div class="actions"><button class="button main" id="${step}-submit">${label}</button></div></form>`
}

function begin(view: TryView): Html {
  const { client, issuer, run } = view
  if (run !== undefined) {
    const url = authorizationUrl(issuer, client, run) ?? ''
    return html`<p>Open it in another tab, sign in and allow. ${where(client)}</p>
${copyable({ id: 'try-url', label: 'Authorization URL', value: url, showsLabel: false })}
<p><a class="button" id="open-url" href="${url}" target="_blank" rel="noopener">Open it</a></p>`
  }
  const flows = [
    ...(client.grantTypes.includes('authorization_code')
      ? [{ value: 'code', title: 'A person allows the app' }]
      : []),
    ...(client.grantTypes.includes('client_credentials')
      ? [{ value: 'own', title: 'The app for itself' }]
      : []),
  ]
  const uris = client.redirectUris.map((uri) => ({ value: uri, title: uri }))
  return stepForm(
    view,
    'begin',
    'Begin',
    html`${selectField({ name: 'flow', label: 'Who gets a token?', choices: flows })}
${uris.length === 0 ? '' : selectField({ name: 'redirectUri', label: 'Where the answer goes', choices: uris })}
${dialects[client.dialect].request.readsScope ? field({ name: 'scope', label: 'Scope', type: 'text', autocomplete: 'off', optional: true, value: client.scopes.join(' '), maxLength: 2000, hint: 'With spaces between; empty: all of the app.' }) : ''}`,
    undefined,
  )
}

function where({ redirectUris }: Client): string {
  return redirectUris.length === 0
    ? 'A page then shows a code.'
    : 'Your browser then goes to the redirect URI; it may find nothing there, and its address is what counts.'
}

function secretField({ client, run }: TryView): Html {
  if (isPublic(client)) return html``
  // It is in the sealed run; in the page itself it would be there to read.
  const hasOne = (run?.secret ?? '') !== ''
  return field({
    name: 'secret',
    label: 'Client secret',
    type: 'password',
    autocomplete: 'off',
    maxLength: 1024,
    ...(hasOne && { optional: true }),
    hint: hasOne ? 'Empty: the one that you typed before.' : 'Used for this run and not kept.',
  })
}

function redeem(view: TryView, run: TryView['run']): Html {
  if (run === undefined) return html``
  if (run.accessToken !== undefined) return tokenExchange(view)
  const answer = field({
    name: 'answer',
    label: 'The address at which your browser ended, or the code',
    type: 'text',
    autocomplete: 'off',
    maxLength: 6000,
  })
  return html`${tokenExchange(view)}${stepForm(view, 'redeem', 'Ask for tokens', html`${answer}${secretField(view)}`)}`
}

function ownForm(view: TryView, run: NonNullable<TryView['run']>): Html {
  return stepForm(view, 'own', 'Ask for a token', secretField({ ...view, run }))
}

function tokenExchange(view: TryView): Html {
  const { exchange, run } = view
  if (exchange?.of !== 'token') return html``
  const { request, status, answer } = exchange.shown
  const token = run?.accessToken
  return html`${wireView({ id: 'token', title: 'Token', request, answer: { status, text: answer } })}
${token === undefined ? '' : copyable({ id: 'access-token', label: 'Access token', value: token })}${explained(view)}`
}

/** What was wrong with a request that was refused stands in Activity, under the id in the answer. */
function explained({ client, exchange }: TryView): Html {
  const errorId = /^x-error-id: (\w+)$/m.exec(exchange?.shown.answer ?? '')?.[1]
  if (errorId === undefined) return html``
  const href = `${appPath(client, 'activity')}?error=${errorId}`
  return html`<p><a id="explained" href="${href}">What was wrong, and what to do</a></p>`
}

function call(view: TryView, run: TryView['run']): Html {
  if (run?.accessToken === undefined) return html``
  const { exchange } = view
  const shown = exchange?.of === 'call' ? exchange.shown : undefined
  return html`${shown === undefined ? '' : wireView({ id: 'call', title: 'API', request: shown.request, answer: { status: shown.status, text: shown.answer } })}
<div class="row">${stepForm(view, 'call', 'Call the API', html``)}
${run.refreshToken === undefined ? '' : stepForm(view, 'refresh', 'Refresh the token', html``)}
<a class="button" href="${view.form.action}">Begin anew</a></div>`
}
