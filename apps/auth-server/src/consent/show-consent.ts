import { isOnDevice } from '@latchkey/protocol'
import type { Context } from 'hono'
import { appViewOf } from '../authorize/app-view-of.ts'
import type { AuthorizationRequest } from '../authorize/decode-authorization-request.ts'
import { formActionOf } from '../authorize/form-action-of.ts'
import { type RequestInProgress, sealForForm } from '../authorize/request-in-progress.ts'
import type { ServerContext } from '../context.ts'
import type { PostedChoice } from '../home-access/home-choice.ts'
import { actionsOf } from '../home-access/home-offer.ts'
import { logoPathOf } from '../logos/logo-path-of.ts'
import { answerPage } from '../pages/answer-page.ts'
import { languageOf } from '../pages/language.ts'
import { formTokenOf } from '../sessions/browser.ts'
import type { SignedIn } from '../sessions/session.ts'
import { refreshRuleOf } from '../token/begin-family.ts'
import { type ConsentPageView, consentPage } from './consent-page.ts'
import { findOffer } from './find-offer.ts'
import { permissionsOf } from './permissions.ts'

export interface Question {
  readonly progress: RequestInProgress
  readonly request: AuthorizationRequest
  readonly signedIn: SignedIn
}

/**
 * Asks the person who is signed in: who wants what, of which homes, for how long, and where the answer goes. `again` is a choice
 * that was sent and not accepted.
 */
export async function showConsent(
  server: ServerContext,
  c: Context,
  question: Question,
  again?: PostedChoice,
): Promise<Response> {
  const { progress, request, signedIn } = question
  const formToken = formTokenOf(server, c)
  const sealed = sealForForm(server, c, { ...progress, accountId: signedIn.account.id })
  const homes = await homesOf(server, question, again)
  const lang = languageOf(c)
  const page = consentPage({
    brand: server.brand,
    lang,
    form: { action: '/consent', formToken, request: sealed },
    otherAccount: { action: '/logout', formToken, request: sealed },
    app: appViewOf(request.client, await logoPathOf(server, request.client)),
    email: signedIn.account.email,
    permissions: await permissionsOf(server, request, lang),
    ...(homes !== undefined && { homes }),
    lasts: lasts(request),
    answerGoesTo: answerGoesTo(request),
    connectedAppsHref: '/home/apps',
  })
  return answerPage(server, c, page, {
    formAction: formActionOf(request.returnTo),
    status: again?.problem === undefined ? 200 : 400,
  })
}

async function homesOf(
  server: ServerContext,
  { request, signedIn }: Question,
  again: PostedChoice | undefined,
): Promise<ConsentPageView['homes']> {
  if (actionsOf(request.scope).length === 0) return undefined
  const areAskedFor = request.details !== undefined
  if (again !== undefined) return { choices: again.choices, areAskedFor, problem: again.problem }
  const { first } = await findOffer(server, request, signedIn.account.id)
  return { choices: first, areAskedFor }
}

function lasts({ client, policy }: AuthorizationRequest): ConsentPageView['lasts'] {
  const { accessTokenSeconds, refreshIdleSeconds, refreshMaxSeconds } = policy
  const isRefreshed = client.grantTypes.includes('refresh_token') && refreshRuleOf(client, policy) !== 'none'
  return isRefreshed
    ? { idleSeconds: refreshIdleSeconds, mostSeconds: refreshMaxSeconds }
    : { mostSeconds: accessTokenSeconds }
}

function answerGoesTo({ returnTo }: AuthorizationRequest): ConsentPageView['answerGoesTo'] {
  if (returnTo.kind === 'code page') return { kind: 'code page' }
  const { host, protocol } = new URL(returnTo.uri)
  if (isOnDevice(returnTo.uri)) return { kind: 'device', address: host === '' ? protocol : host }
  return { kind: 'web', host }
}
