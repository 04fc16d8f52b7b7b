import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import type { ApiDescription } from './api-description.ts'
import type { DocumentEndpoints } from './document-endpoints.ts'
import { documentPages } from './document-pages.ts'

type PageEndpoint = (server: ServerContext, c: Context) => Promise<Response>

/** What is served under `/docs`. */
export interface Documentation {
  /** The addresses of the pages; `read` answers each. */
  readonly paths: readonly string[]
  readonly read: PageEndpoint
  /** GET /docs/search?q= */
  readonly search: PageEndpoint
}

/**
 * `api` describes the API that the tokens are for; without it the reference page says that none does. All that makes the
 * pages is loaded when the first one is asked for: a server that nobody reads starts sooner and stays 13 MB smaller.
 */
export function createDocumentation(server: ServerContext, api: ApiDescription | undefined): Documentation {
  let loaded: Promise<DocumentEndpoints> | undefined
  const endpoints = () => {
    loaded ??= import('./document-endpoints.ts').then((module) => module.createDocumentEndpoints(server, api))
    return loaded
  }
  return {
    paths: documentPages.map(({ path }) => path),
    read: async (_, c) => (await endpoints()).read(c),
    search: async (_, c) => (await endpoints()).search(c),
  }
}
