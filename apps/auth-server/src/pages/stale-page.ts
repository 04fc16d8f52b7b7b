import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { answerPage } from './answer-page.ts'
import { newErrorId } from './error-id.ts'
import { errorPage } from './error-page.ts'
import { languageOf } from './language.ts'
import { errorTexts } from './page-texts.ts'

/** A form that is too old, or not of this browser: nothing was done. */
export function stalePage(server: ServerContext, c: Context): Promise<Response> {
  const errorId = newErrorId()
  server.log.info({ errorId, path: c.req.path }, 'form refused')
  const lang = languageOf(c)
  const page = errorPage({ brand: server.brand, lang, ...errorTexts[lang].stale, errorId })
  return answerPage(server, c, page, { status: 403 })
}
