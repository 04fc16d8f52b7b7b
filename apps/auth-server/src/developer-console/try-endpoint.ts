import { randomToken } from '@latchkey/protocol'
import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { foreignText } from '../pages/foreign-text.ts'
import { pageHeading } from '../pages/page-heading.ts'
import { stalePage } from '../pages/stale-page.ts'
import { formTokenOf, isOwnForm } from '../sessions/browser.ts'
import { stateBadge } from './apps-page.ts'
import { answerConsolePage, appPath, appTabs, consoleTrail } from './console-page.ts'
import { apiRequest, tokenRequest, tokensIn } from './encode-try-requests.ts'
import type { AppEndpoint, OwnApp } from './own-app.ts'
import { readAnswer } from './read-answer.ts'
import { type AppForm, readAppForm } from './read-app-form.ts'
import { type Exchange, type Send, sendToSelf } from './send-to-self.ts'
import { type TryView, tryBody } from './try-page.ts'
import { openRun, sealRun, type TryRun } from './try-run.ts'

/** GET /console/apps/:clientId/try: a run from its beginning. */
export function tryEndpoint(server: ServerContext, c: Context, own: OwnApp): Promise<Response> {
  return showTry(server, c, own, {})
}

/** What a step came to. */
interface Outcome {
  readonly run?: TryRun
  readonly exchange?: TryView['exchange']
  readonly problem?: TryView['problem']
}

type Step = (at: {
  readonly server: ServerContext
  readonly c: Context
  readonly own: OwnApp
  readonly run: TryRun
  readonly form: AppForm
  readonly send: Send
}) => Promise<Outcome>

/** POST: one step further. `send` is the server itself: every request goes to the real endpoints. */
export function tryFormEndpoint(send: Send): AppEndpoint {
  return async (server, c, own) => {
    const form = await readAppForm(c)
    if (!isOwnForm(server, c, form.text('form_token'))) return stalePage(server, c)
    if (form.text('step') === 'begin') return showTry(server, c, own, { run: newRun(own, form) })
    const run = await openRun(server, c, own, form.text('run'))
    const step = steps.get(form.text('step'))
    if (run === undefined || step === undefined) return stalePage(server, c)
    return showTry(server, c, own, await step({ server, c, own, run, form, send }))
  }
}

function newRun({ client }: OwnApp, form: AppForm): TryRun {
  const known = client.redirectUris.find((uri) => uri === form.text('redirectUri'))
  const wantsOwn = form.text('flow') === 'own' || !client.grantTypes.includes('authorization_code')
  return {
    kind: wantsOwn ? 'own' : 'code',
    state: randomToken(96),
    codeVerifier: randomToken(256),
    redirectUri: known ?? client.redirectUris[0] ?? '',
    scope: form.text('scope').slice(0, 2_000),
    secret: '',
  }
}

const redeem: Step = async ({ server, c, own, run: before, form, send }) => {
  const run = { ...before, secret: form.text('secret') || before.secret }
  const answered = readAnswer(form.text('answer'), run.state)
  if ('problem' in answered) return { run, problem: { fieldId: 'answer', text: answered.problem } }
  const request = tokenRequest(own.client, run, { kind: 'code', code: answered.code })
  return tokenOutcome(run, await sendToSelf(server, c, send, request))
}

const askOwn: Step = async ({ server, c, own, run: before, form, send }) => {
  const run = { ...before, secret: form.text('secret') || before.secret }
  return tokenOutcome(run, await sendToSelf(server, c, send, tokenRequest(own.client, run, { kind: 'own' })))
}

const refresh: Step = async ({ server, c, own, run, send }) =>
  tokenOutcome(run, await sendToSelf(server, c, send, tokenRequest(own.client, run, { kind: 'refresh' })))

const call: Step = async ({ server, c, own, run, send }) => {
  const shown = await sendToSelf(server, c, send, apiRequest(own.client, run))
  return { run, exchange: { of: 'call', shown } }
}

const steps: ReadonlyMap<string, Step> = new Map([
  ['redeem', redeem],
  ['own', askOwn],
  ['refresh', refresh],
  ['call', call],
])

function tokenOutcome(run: TryRun, shown: Exchange): Outcome {
  return { run: { ...run, ...tokensIn(shown.body) }, exchange: { of: 'token', shown } }
}

function showTry(
  server: ServerContext,
  c: Context,
  own: OwnApp,
  { run, ...outcome }: Outcome,
): Promise<Response> {
  const { client, signedIn } = own
  const body = tryBody({
    client,
    issuer: server.issuer,
    form: { action: appPath(client, 'try'), formToken: formTokenOf(server, c) },
    ...(run !== undefined && { run: { ...run, sealed: sealRun(server, c, own, run) } }),
    ...outcome,
  })
  return answerConsolePage(server, c, signedIn, {
    title: 'Try the app',
    heading: pageHeading({ title: foreignText(client.name), badges: stateBadge(client) }),
    trail: consoleTrail,
    tabs: appTabs(client, 'try'),
    scripts: ['copy'],
    body,
    status: outcome.problem === undefined ? 200 : 400,
  })
}
