import type { Context } from 'hono'
import { answerClient } from '../authorize/answer-client.ts'
import { answerProgress, findStep, refuseProgress } from '../authorize/continue-authorization.ts'
import type { AuthorizationRequest } from '../authorize/decode-authorization-request.ts'
import { issueCode } from '../authorize/issue-code.ts'
import { openProgress, type RequestInProgress } from '../authorize/request-in-progress.ts'
import { notVerified } from '../clients/strangers-apps.ts'
import type { ServerContext } from '../context.ts'
import { rememberedHomes } from '../home-access/first-choices.ts'
import { decodeChoice, type PostedChoice } from '../home-access/home-choice.ts'
import { singleClaims } from '../openid/single-claims.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { isOwnForm } from '../sessions/browser.ts'
import type { SignedIn } from '../sessions/session.ts'
import { findOffer, type Offer } from './find-offer.ts'
import { showConsent } from './show-consent.ts'
import { takePlace } from './take-place.ts'

/** POST /consent: the person's answer. It counts only for the account that was asked. */
export async function consentFormEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const form = await readForm(c)
  const progress = await openProgress(server, c, form.get('request'))
  if (progress === undefined || !isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  const decision = form.get('decision')
  if (decision === 'deny') return refuseProgress(server, c, progress)
  const isChoice = decision === 'accept' || decision === 'choose'
  return isChoice ? choose(server, c, progress, form) : answerProgress(server, c, progress)
}

/** What cannot be accepted is shown again, and so is the page when more of it is to be seen first. */
async function choose(
  server: ServerContext,
  c: Context,
  progress: RequestInProgress,
  form: ReadonlyMap<string, string>,
): Promise<Response> {
  const progressed = await findStep(server, c, progress)
  if ('answered' in progressed) return progressed.answered
  const { request, step } = progressed
  const isAsked =
    (step.kind === 'ask' || step.kind === 'answer') && step.signedIn.account.id === progress.accountId
  if (!isAsked) return answerProgress(server, c, progress)
  const { signedIn } = step
  const offer = await findOffer(server, request, signedIn.account.id)
  const { problem, ...chosen } = decodeChoice(form, offer.offer, offer.first)
  const isAccepted = form.get('decision') === 'accept'
  if (isAccepted && problem === undefined) return allow(server, c, { request, signedIn, offer, chosen })
  const isWrong = isAccepted || problem === 'unknown'
  const again = { ...chosen, ...(isWrong && { problem }) }
  return showConsent(server, c, { progress, request, signedIn }, again)
}

interface Answered {
  readonly request: AuthorizationRequest
  readonly signedIn: SignedIn
  readonly offer: Offer
  readonly chosen: PostedChoice
}

/** Saves what is allowed now, together with what was allowed before, and answers the client. */
async function allow(
  server: ServerContext,
  c: Context,
  { request, signedIn, offer: { homes, before }, chosen }: Answered,
): Promise<Response> {
  const { account } = signedIn
  if (!(await takePlace(server, request.client, account)))
    return answerClient(server, c, request, notVerified(request.client))
  const scope = [...new Set([...(before?.scope ?? []), ...request.scope])]
  await server.store.saveGrant({
    accountId: account.id,
    clientId: request.client.clientId,
    scope,
    claims: [...new Set([...(before?.claims ?? []), ...singleClaims(request)])],
    details: rememberedHomes(homes, scope, chosen.choices, before?.details ?? []),
    createdAt: server.now(),
  })
  return answerClient(server, c, request, await issueCode(server, request, signedIn, chosen.details))
}
