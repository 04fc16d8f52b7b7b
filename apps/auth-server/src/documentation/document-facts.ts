import type { ServerContext } from '../context.ts'
import type { ScopeTitle } from '../store/records.ts'
import type { ApiDescription } from './api-description.ts'

/** What the pages say that is different from server to server. */
export interface DocumentFacts {
  readonly issuer: string
  readonly brandName: string
  readonly declaredScopes: readonly ScopeTitle[]
  /** Absent where no API describes itself. */
  readonly api: ApiDescription | undefined
}

export async function documentFacts(
  server: ServerContext,
  api: ApiDescription | undefined,
): Promise<DocumentFacts> {
  const declaredScopes = await server.store.listScopes()
  return { issuer: server.issuer, brandName: server.brand.name, declaredScopes, api }
}
