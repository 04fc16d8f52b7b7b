import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { answerPage, type PageAnswer } from '../pages/answer-page.ts'
import type { Html } from '../pages/html.ts'
import { notFound } from '../pages/not-found.ts'
import type { Visitor } from '../pages/site-frame.ts'
import { findSignedIn } from '../sessions/session.ts'
import type { ApiDescription } from './api-description.ts'
import { createCollection } from './collection.ts'
import { documentPage } from './document-page.ts'
import { documentPages } from './document-pages.ts'
import { decodeQuery } from './search/decode-query.ts'
import { searchPage } from './search/search-page.ts'

export interface DocumentEndpoints {
  /** GET one of the pages. */
  read(c: Context): Promise<Response>
  /** GET /docs/search?q= */
  search(c: Context): Promise<Response>
}

export function createDocumentEndpoints(
  server: ServerContext,
  api: ApiDescription | undefined,
): DocumentEndpoints {
  const collection = createCollection(server, api)
  const { brand } = server
  return {
    read: async (c) => {
      const page = documentPages.find(({ path }) => path === c.req.path)
      if (page === undefined) return notFound(server, c)
      const [content, visitor] = await Promise.all([(await collection()).render(page), visitorOf(server, c)])
      const shown = documentPage({ brand, visitor, page, content })
      return answer(server, c, shown, { isCompressible: true })
    },
    search: async (c) => {
      const query = decodeQuery(c.req.query('q'))
      const [index, visitor] = await Promise.all([(await collection()).index(), visitorOf(server, c)])
      return answer(server, c, searchPage({ brand, visitor, query, found: index.find(query) }))
    },
  }
}

function answer(server: ServerContext, c: Context, page: Html, more: PageAnswer = {}): Promise<Response> {
  return answerPage(server, c, page, { hasScripts: true, ...more })
}

async function visitorOf(server: ServerContext, c: Context): Promise<Visitor | undefined> {
  const signedIn = await findSignedIn(server, c)
  return signedIn && { email: signedIn.account.email, roles: signedIn.account.roles }
}
