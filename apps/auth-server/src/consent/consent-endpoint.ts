import type { Context } from 'hono'
import { answerClient } from '../authorize/answer-client.ts'
import { answerProgress, findStep, refuseProgress } from '../authorize/continue-authorization.ts'
import type { AuthorizationRequest } from '../authorize/decode-authorization-request.ts'
import { issueCode } from '../authorize/issue-code.ts'
import { openProgress, type RequestInProgress } from '../authorize/request-in-progress.ts'
import { notVerified } from '../clients/strangers-apps.ts'
import type { ServerContext } from '../context.ts'
import { wholeHomes } from '../home-access/whole-homes.ts'
import { singleClaims } from '../openid/single-claims.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { isOwnForm } from '../sessions/browser.ts'
import type { SignedIn } from '../sessions/session.ts'
import { takePlace } from './take-place.ts'

/** POST /consent: the person's answer. It counts only for the account that was asked. */
export async function consentFormEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const form = await readForm(c)
  const progress = await openProgress(server, c, form.get('request'))
  if (progress === undefined || !isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  const decision = form.get('decision')
  if (decision === 'deny') return refuseProgress(server, c, progress)
  return decision === 'accept' ? accept(server, c, progress) : answerProgress(server, c, progress)
}

async function accept(server: ServerContext, c: Context, progress: RequestInProgress): Promise<Response> {
  const progressed = await findStep(server, c, progress)
  if ('answered' in progressed) return progressed.answered
  const { request, step } = progressed
  const isAsked =
    (step.kind === 'ask' || step.kind === 'answer') && step.signedIn.account.id === progress.accountId
  return isAsked ? allow(server, c, request, step.signedIn) : answerProgress(server, c, progress)
}

/** Saves what is allowed now, together with what was allowed before, and answers the client. */
async function allow(
  server: ServerContext,
  c: Context,
  request: AuthorizationRequest,
  signedIn: SignedIn,
): Promise<Response> {
  const { account } = signedIn
  const { clientId } = request.client
  if (!(await takePlace(server, request.client, account)))
    return answerClient(server, c, request, notVerified(request.client))
  const homes = await server.homes.listShareableHomes(account.id)
  const details = wholeHomes(homes, request.scope, request.details)
  const before = await server.records.grant(account.id, clientId)
  const kept = before?.state === 'active' ? before : undefined
  const scope = [...new Set([...(kept?.scope ?? []), ...request.scope])]
  await server.store.saveGrant({
    accountId: account.id,
    clientId,
    scope,
    claims: [...new Set([...(kept?.claims ?? []), ...singleClaims(request)])],
    details: wholeHomes(homes, scope),
    createdAt: server.now(),
  })
  return answerClient(server, c, request, await issueCode(server, request, signedIn, details))
}
