import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { answerPage } from './answer-page.ts'
import { newErrorId } from './error-id.ts'
import { errorPage } from './error-page.ts'

/** A form that is too old, or not of this browser: nothing was done. */
export function stalePage(server: ServerContext, c: Context): Promise<Response> {
  const errorId = newErrorId()
  server.log.info({ errorId, path: c.req.path }, 'form refused')
  const page = errorPage({
    brand: server.brand,
    title: 'This page is too old',
    sentence: 'This page was open for too long, or it was opened in another browser. Nothing was changed.',
    cure: 'Go back to the app and begin again. Your browser must allow cookies for this site.',
    errorId,
  })
  return answerPage(server, c, page, { status: 403 })
}
