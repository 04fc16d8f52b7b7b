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
import type { IssuedCode } from './issue-code.ts'
import { notGivenPage } from './not-given-page.ts'

/** Whom an answer goes to, and how it is spelled. */
export interface Addressee {
  readonly client: Client
  readonly dialect: Dialect
  readonly returnTo: ReturnAddress
  readonly state: string | undefined
}

/** The only file that sends a person back to a client: by a redirect, or by a page where there is no way back. */
export async function answerClient(
  server: ServerContext,
  c: Context,
  to: Addressee,
  answer: IssuedCode | OAuthError,
): Promise<Response> {
  const errorId = recordAnswer(server, c, to, answer)
  const response =
    to.returnTo.kind === 'redirect'
      ? redirectTo(server, c, to, to.returnTo.uri, answer)
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

/** RFC 9700 §4.12: 303, so that no form is posted on; an old vendor's clients get what they know. */
function redirectTo(
  server: ServerContext,
  c: Context,
  { dialect, state }: Addressee,
  uri: string,
  answer: IssuedCode | OAuthError,
): Response {
  const { issuer } = server
  const facts: AuthorizationFacts =
    answer instanceof OAuthError ? { error: answer, state, issuer } : { code: answer.code, state, issuer }
  c.header('Cache-Control', 'no-store')
  return c.redirect(withParameters(uri, dialect.authorize.answer(facts)), dialect.authorize.redirectStatus)
}

/** RFC 6749 §3.1.2: a query that the redirect URI has must be retained. */
function withParameters(uri: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const written = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  )
  const separator = uri.includes('?') ? (/[?&]$/.test(uri) ? '' : '&') : '?'
  return uri + separator + written.join('&')
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
