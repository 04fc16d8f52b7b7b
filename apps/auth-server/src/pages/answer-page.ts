import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { pageHeaders } from '../security-headers.ts'
import { compressedResponse } from './compressed-response.ts'
import type { Html } from './html.ts'
import { pageResponse } from './page-response.ts'

export interface PageAnswer {
  readonly status?: number
  /** What forms may lead to besides this server. */
  readonly formAction?: readonly string[]
  /** Whether the page loads modules of ours. */
  readonly hasScripts?: boolean
  /** What frames of the page may show. */
  readonly frames?: readonly string[]
  /**
   * Whether the page may be compressed: only when it holds no anti-forgery token and no other secret. Beside words that
   * a stranger chose, the length of what was compressed would tell the secret letter by letter (BREACH).
   */
  readonly isCompressible?: boolean
}

/** A page as the answer, with the cookies and the `Retry-After` that were set on the way to it. */
export async function answerPage(
  server: ServerContext,
  c: Context,
  page: Html,
  { status = 200, formAction = [], hasScripts = false, frames = [], isCompressible = false }: PageAnswer = {},
): Promise<Response> {
  const { issuer, brand } = server
  const headers = pageHeaders({ issuer, logoUrl: brand.logoUrl, formAction, hasScripts, frames })
  const response = await pageResponse(page, { status, headers })
  for (const cookie of c.res.headers.getSetCookie()) response.headers.append('set-cookie', cookie)
  const retryAfter = c.res.headers.get('retry-after')
  if (retryAfter !== null) response.headers.set('retry-after', retryAfter)
  return isCompressible ? compressedResponse(response, c.req.header('accept-encoding')) : response
}
