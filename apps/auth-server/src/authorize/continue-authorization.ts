import { OAuthError, readParameters } from '@latchkey/protocol'
import type { Context } from 'hono'
import { showConsent } from '../consent/show-consent.ts'
import type { ServerContext } from '../context.ts'
import { namesHomes } from '../home-access/known-homes.ts'
import { type LoginView, showLogin } from '../login/show-login.ts'
import { logoPathOf } from '../logos/logo-path-of.ts'
import { subjectFor } from '../openid/subject-for.ts'
import { findSignedIn } from '../sessions/session.ts'
import { answerClient } from './answer-client.ts'
import { answerRefused } from './answer-refused.ts'
import { appViewOf } from './app-view-of.ts'
import { type AuthorizationRequest, decodeAuthorizationRequest } from './decode-authorization-request.ts'
import { type Addressed, findReturnAddress } from './find-return-address.ts'
import { formActionOf } from './form-action-of.ts'
import { hintedEmail } from './hinted-email.ts'
import { issueCode } from './issue-code.ts'
import { type NextStep, nextStep } from './next-step.ts'
import type { RequestInProgress } from './request-in-progress.ts'
import type { RequestOrigin } from './request-origin.ts'
import { speaksFor } from './speaks-for.ts'

/** A request that was decoded, and what it needs next; or the answer that it already has. */
export type Progressed =
  | { readonly request: AuthorizationRequest; readonly step: NextStep }
  | { readonly answered: Response }

/** Takes a request one step on: a page, or the client's answer. `login` is what the sign-in page is shown again with. */
export async function answerProgress(
  server: ServerContext,
  c: Context,
  progress: RequestInProgress,
  login: Partial<LoginView> = {},
): Promise<Response> {
  const progressed = await findStep(server, c, progress)
  if ('answered' in progressed) return progressed.answered
  const { request, step } = progressed
  if (login.problem !== undefined) return askToSignIn(server, c, progress, request, login)
  switch (step.kind) {
    case 'log in':
      return askToSignIn(server, c, progress, request, { ...login, otherThan: step.otherThan?.account.email })
    case 'ask':
      return showConsent(server, c, { progress, request, signedIn: step.signedIn })
    case 'answer':
      return answerClient(
        server,
        c,
        request,
        await issueCode(server, request, step.signedIn, step.grant.details),
      )
    case 'refuse':
      return answerClient(server, c, request, step.error)
  }
}

/** The person said no, or went away: RFC 6749 §4.1.2.1 access_denied. */
export async function refuseProgress(
  server: ServerContext,
  c: Context,
  progress: RequestInProgress,
): Promise<Response> {
  const progressed = await findStep(server, c, progress)
  if ('answered' in progressed) return progressed.answered
  return answerClient(
    server,
    c,
    progressed.request,
    new OAuthError('access_denied', 'The request was denied.', { reason: { kind: 'request denied' } }),
  )
}

export async function findStep(
  server: ServerContext,
  c: Context,
  progress: RequestInProgress,
): Promise<Progressed> {
  const parameters = readParameters(progress.parameters)
  const addressed = await findReturnAddress(server, parameters, speaksFor(c))
  const request = await decodeOrAnswer(server, c, addressed, progress.origin)
  if (request instanceof Response) return { answered: request }
  const signedIn = await findSignedIn(server, c)
  // Not from memory: a homeowner may have taken something back a moment ago, in another process.
  const grant = signedIn && (await server.store.findGrant(signedIn.account.id, request.client.clientId))
  const subject = signedIn && subjectFor(server.keys, request.client, signedIn.account.id)
  const homes =
    signedIn && namesHomes(request.details)
      ? await server.homes.listShareableHomes(signedIn.account.id)
      : undefined
  const { startedAt } = progress
  const { issuer } = server
  const step = nextStep({ request, signedIn, subject, grant, homes, startedAt, issuer, now: server.now() })
  return { request, step }
}

/** From here on what is wrong with a request is told to its client; what is wrong with us is not. */
async function decodeOrAnswer(
  server: ServerContext,
  c: Context,
  addressed: Addressed,
  origin: RequestOrigin,
): Promise<AuthorizationRequest | Response> {
  try {
    return await decodeAuthorizationRequest(server, addressed, origin)
  } catch (error) {
    return answerRefused(server, c, addressed, error)
  }
}

async function askToSignIn(
  server: ServerContext,
  c: Context,
  progress: RequestInProgress,
  request: AuthorizationRequest,
  login: Partial<LoginView>,
): Promise<Response> {
  const { client, returnTo, loginHint } = request
  const email = (await hintedEmail(server, c, request)) ?? loginHint
  const app = appViewOf(client, await logoPathOf(server, client))
  const view = { app, email, formAction: formActionOf(returnTo), progress }
  return showLogin(server, c, { ...view, ...login })
}
