import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { answerPage } from './answer-page.ts'
import { newErrorId } from './error-id.ts'
import { errorPage } from './error-page.ts'
import { languageOf } from './language.ts'
import { errorTexts } from './page-texts.ts'

/** 404: a page for people, JSON for programs. */
export function notFound(server: ServerContext, c: Context): Response | Promise<Response> {
  if (!(c.req.header('accept') ?? '').includes('text/html')) {
    const body = { error: 'not_found', error_description: 'There is nothing at this path.' }
    return Response.json(body, { status: 404, headers: { 'Cache-Control': 'no-store' } })
  }
  const errorId = newErrorId()
  server.log.debug({ errorId }, 'not found')
  const lang = languageOf(c)
  const page = errorPage({ brand: server.brand, lang, ...errorTexts[lang].notFound, errorId })
  return answerPage(server, c, page, { status: 404 })
}
