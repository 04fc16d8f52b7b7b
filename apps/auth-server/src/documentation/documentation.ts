import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { answerPage, type PageAnswer } from '../pages/answer-page.ts'
import { notFound } from '../pages/not-found.ts'
import type { Visitor } from '../pages/site-frame.ts'
import { findSignedIn } from '../sessions/session.ts'
import type { ApiDescription } from './api-description.ts'
import { createCollection } from './collection.ts'
import { documentPage } from './document-page.ts'
import { documentPages } from './document-pages.ts'
import { decodeQuery } from './search/decode-query.ts'
import { searchPage } from './search/search-page.ts'

type PageEndpoint = (server: ServerContext, c: Context) => Promise<Response>

/** What is served under `/docs`. */
export interface Documentation {
  /** The addresses of the pages; `read` answers each. */
  readonly paths: readonly string[]
  readonly read: PageEndpoint
  /** GET /docs/search?q= */
  readonly search: PageEndpoint
}

/** `api` describes the API that the tokens are for; without it the reference page says that none does. */
export function createDocumentation(server: ServerContext, api: ApiDescription | undefined): Documentation {
  const collection = createCollection(server, api)
  return {
    paths: documentPages.map(({ path }) => path),
    read: async (_, c) => {
      const page = documentPages.find(({ path }) => path === c.req.path)
      if (page === undefined) return notFound(server, c)
      const [content, visitor] = await Promise.all([(await collection()).render(page), visitorOf(server, c)])
      return answer(server, c, documentPage({ brand: server.brand, visitor, page, content }), {
        isCompressible: true,
      })
    },
    search: async (_, c) => {
      const query = decodeQuery(c.req.query('q'))
      const [index, visitor] = await Promise.all([(await collection()).index(), visitorOf(server, c)])
      const found = index.find(query)
      return answer(server, c, searchPage({ brand: server.brand, visitor, query, found }))
    },
  }
}

function answer(
  server: ServerContext,
  c: Context,
  page: Parameters<typeof answerPage>[2],
  more: PageAnswer = {},
): Promise<Response> {
  return answerPage(server, c, page, { hasScripts: true, ...more })
}

async function visitorOf(server: ServerContext, c: Context): Promise<Visitor | undefined> {
  const signedIn = await findSignedIn(server, c)
  return signedIn && { email: signedIn.account.email, roles: signedIn.account.roles }
}
