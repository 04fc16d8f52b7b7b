import type { AuthorizationFacts, Dialect } from '@latchkey/dialects'
import { OAuthError } from '@latchkey/protocol'
import type { Context } from 'hono'
import { recordRefusal } from '../activity/record-refusal.ts'
import type { ServerContext } from '../context.ts'
import { answerPage } from '../pages/answer-page.ts'
import { languageOf } from '../pages/language.ts'
import type { Client } from '../store/records.ts'
import { appViewOf } from './app-view-of.ts'
import { codePage } from './code-page.ts'
import type { ReturnAddress } from './find-return-address.ts'
import { formActionOf } from './form-action-of.ts'
import { formPostPage } from './form-post-page.ts'
import type { IssuedCode } from './issue-code.ts'
import { notGivenPage } from './not-given-page.ts'
import type { ResponseMode } from './response-modes.ts'
import { signedResponse } from './signed-response.ts'
import { withParameters } from './with-parameters.ts'

/** Whom an answer goes to, and how it is spelled. */
export interface Addressee {
  readonly client: Client
  readonly dialect: Dialect
  readonly returnTo: ReturnAddress
  readonly state: string | undefined
  readonly responseMode: ResponseMode
}

/** The only file that sends a person back to a client: by a redirect or a form, or by a page where there is no way back. */
export async function answerClient(
  server: ServerContext,
  c: Context,
  to: Addressee,
  answer: IssuedCode | OAuthError,
): Promise<Response> {
  const errorId = recordAnswer(server, c, to, answer)
  const response =
    to.returnTo.kind === 'redirect'
      ? await sendBack(server, c, to, to.returnTo.uri, answer)
      : await showAnswer(server, c, to, answer)
  if (errorId !== undefined) response.headers.set('X-Error-Id', errorId)
  return response
}

/** A person who says no is an outcome; everything else that a client is refused is a failure with an id. */
function recordAnswer(
  server: ServerContext,
  c: Context,
  { client }: Addressee,
  answer: IssuedCode | OAuthError,
): string | undefined {
  const isRefusal = answer instanceof OAuthError
  if (isRefusal && answer.reason.kind !== 'request denied') return recordRefusal(server, c, answer, client)
  server.activity.count(client.clientId, 'authorization', isRefusal ? 'denied' : 'allowed')
  return undefined
}

/** To the client itself, in the mode of the request. */
function sendBack(
  server: ServerContext,
  c: Context,
  to: Addressee,
  uri: string,
  answer: IssuedCode | OAuthError,
): Response | Promise<Response> {
  const members = parametersOf(server, to, answer)
  if (to.responseMode.carrier === 'form') return postTo(server, c, to, uri, members)
  // RFC 9700 §4.12: 303, so that no form is posted on; an old vendor's clients get what they know.
  c.header('Cache-Control', 'no-store')
  return c.redirect(withParameters(uri, members), to.dialect.authorize.redirectStatus)
}

type AnswerMembers = Readonly<Record<string, string | undefined>>

function parametersOf(
  server: ServerContext,
  { client, dialect, state, responseMode }: Addressee,
  answer: IssuedCode | OAuthError,
): AnswerMembers {
  const { issuer } = server
  const facts: AuthorizationFacts =
    answer instanceof OAuthError ? { error: answer, state, issuer } : { code: answer.code, state, issuer }
  const members = dialect.authorize.answer(facts)
  return responseMode.isSigned ? { response: signedResponse(server, client, members) } : members
}

/** OAuth 2.0 Form Post Response Mode §2: nothing of the answer stands in a URL. */
function postTo(
  server: ServerContext,
  c: Context,
  { client, returnTo }: Addressee,
  uri: string,
  members: AnswerMembers,
): Promise<Response> {
  const view = { brand: server.brand, lang: languageOf(c), app: appViewOf(client), action: uri, members }
  return answerPage(server, c, formPostPage(view), { formAction: formActionOf(returnTo), hasScripts: true })
}

function showAnswer(
  server: ServerContext,
  c: Context,
  { client }: Addressee,
  answer: IssuedCode | OAuthError,
): Promise<Response> {
  const lang = languageOf(c)
  const shown = { brand: server.brand, lang, app: appViewOf(client) }
  const page =
    answer instanceof OAuthError
      ? notGivenPage({ ...shown, error: answer })
      : codePage({ ...shown, ...answer })
  return answerPage(server, c, page)
}
