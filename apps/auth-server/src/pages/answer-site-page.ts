import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { answerPage } from './answer-page.ts'
import { type SiteFrameView, siteFrame } from './site-frame.ts'

/** A page with navigation, but for its brand, section and visitor; with a heading always. */
export type SitePageView = Omit<SiteFrameView, 'brand' | 'section' | 'visitor'> &
  Required<Pick<SiteFrameView, 'heading'>> & { readonly status?: number }

/** A page with navigation as the answer, for somebody who is signed in. */
export function answerSitePage(
  server: ServerContext,
  c: Context,
  { section, visitor }: Pick<SiteFrameView, 'section' | 'visitor'>,
  { status = 200, scripts = [], ...view }: SitePageView,
): Promise<Response> {
  const page = siteFrame({ brand: server.brand, section, visitor, scripts, ...view })
  return answerPage(server, c, page, { status, hasScripts: scripts.length > 0 })
}
