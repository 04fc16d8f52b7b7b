import { type Dialect, guessDialect } from '@latchkey/dialects'
import { OAuthError } from '@latchkey/protocol'
import { DatabaseUnavailable } from '@latchkey/sql'
import type { Context } from 'hono'
import { recordRefusal } from './activity/record-refusal.ts'
import { shapeOf } from './client-authentication/decode-client-request.ts'
import type { ServerContext } from './context.ts'
import { answerPage } from './pages/answer-page.ts'
import { errorPage } from './pages/error-page.ts'
import { languageOf } from './pages/language.ts'
import { type ErrorTexts, errorTexts } from './pages/page-texts.ts'
import { exposedHeaders, nonceHeader } from './sender-constraint/nonce-header.ts'
import type { Client } from './store/records.ts'

// The only place where an error becomes JSON or a page; redirects are `authorize/answer-client.ts`.

/** Anything that is not an `OAuthError` is ours, never the client's: a fixed sentence, and the rest in the log. */
function toOAuthError(cause: unknown): OAuthError {
  if (cause instanceof OAuthError) return cause
  if (cause instanceof DatabaseUnavailable) {
    return new OAuthError('temporarily_unavailable', 'The server is busy. Try again in a moment.', {
      retryAfter: 2,
      cause,
    })
  }
  return new OAuthError('server_error', 'Something went wrong in the server.', { cause })
}

/** An endpoint for programs: the dialect's JSON. The client's developer hears of it where the client is known. */
export function answerJson(
  server: ServerContext,
  c: Context,
  cause: unknown,
  dialect: Dialect,
  client?: Client,
): Response {
  const error = toOAuthError(cause)
  const errorId = recordRefusal(server, c, error, client)
  const written = dialect.writeError(error)
  return new Response(JSON.stringify(written.body), {
    status: written.status,
    headers: {
      'Content-Type': dialect.tokenResponse.contentType,
      'Cache-Control': 'no-store',
      Pragma: 'no-cache',
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': exposedHeaders,
      'X-Error-Id': errorId,
      ...(error.code === 'use_dpop_nonce' && nonceHeader(server)),
      ...(error.retryAfter !== undefined && { 'Retry-After': String(error.retryAfter) }),
      ...(error.status === 405 && { Allow: dialect.request.methods.join(', ') }),
      ...written.headers,
    },
  })
}

/** The authorize URL: a page, but an old vendor's JSON for programs that do not want HTML. */
export function answerAuthorizeError(
  server: ServerContext,
  c: Context,
  cause: unknown,
): Response | Promise<Response> {
  const speaks: { client: Client; dialect: Dialect } | undefined = c.get('speaks')
  const dialect = speaks?.dialect ?? guessDialect(shapeOf(c))
  const wantsJson = !(c.req.header('accept') ?? '').includes('text/html')
  const isJsonPath = guessDialect(shapeOf(c)).authorize.errorsAsJson
  const hasRedirectUri = (speaks?.client.redirectUris.length ?? 0) > 0
  if (isJsonPath && dialect.authorize.errorsAsJson && wantsJson && hasRedirectUri) {
    return answerJson(server, c, cause, dialect, speaks?.client)
  }
  const isMissing = cause instanceof OAuthError && cause.reason.kind === 'missing parameter'
  const sentence = isMissing ? dialect.authorize.missingSentence : undefined
  return answerErrorPage(server, c, cause, 'app', sentence)
}

/** `by` is who sent what cannot be answered: the app of an authorization request, or the page that a person is on. */
export function answerErrorPage(
  server: ServerContext,
  c: Context,
  cause: unknown,
  by: 'app' | 'page' = 'page',
  vendorSentence?: string,
): Promise<Response> {
  const error = toOAuthError(cause)
  const speaks: { client: Client } | undefined = c.get('speaks')
  const errorId = recordRefusal(server, c, error, speaks?.client)
  const isOurs = error.status >= 500
  const lang = languageOf(c)
  const text = errorTexts[lang]
  const own = ownSentenceOf(error)
  const page = errorPage({
    brand: server.brand,
    lang,
    title: text.titles[isOurs ? 'ours' : by],
    ...(own === undefined
      ? { lead: text.leads[by], sentence: vendorSentence ?? error.message }
      : { sentence: text.sentences[own] }),
    cure: text.cures[isOurs ? 'ours' : 'theirs'],
    ...(own === 'homesNotKnown' && c.req.method === 'GET' && { retryHref: ownAddress(c) }),
    errorId,
    ...(speaks !== undefined && { consoleHref: explanationPath(speaks.client, errorId) }),
  })
  const status = error.status === 401 || error.status === 403 ? 400 : error.status
  if (error.retryAfter !== undefined) c.header('Retry-After', String(error.retryAfter))
  return answerPage(server, c, page, { status })
}

/** Where its developers read what was wrong. */
export function explanationPath({ clientId }: Client, errorId: string): string {
  return `/console/apps/${encodeURIComponent(clientId)}/activity?error=${errorId}`
}

/** Path and query of this request. Two slashes at its beginning would name another server. */
function ownAddress(c: Context): string {
  const { pathname, search } = new URL(c.req.url)
  return pathname.replace(/^\/+/, '/') + search
}

/** What can be told to a person in their own language; the rest is for the app's developer, in English. */
function ownSentenceOf({ status, code, reason }: OAuthError): keyof ErrorTexts['sentences'] | undefined {
  if (reason.kind === 'homes not known') return 'homesNotKnown'
  if (status >= 500) return code === 'temporarily_unavailable' ? 'busy' : 'fault'
  if (reason.kind === 'client not active') return 'appNotActive'
  return reason.kind === 'request begun too long ago' ? 'tooOld' : undefined
}
