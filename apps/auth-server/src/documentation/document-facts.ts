import type { ServerContext } from '../context.ts'
import { openIdMetadata } from '../discovery/metadata.ts'
import type { ScopeTitle } from '../store/records.ts'
import type { ApiDescription } from './api-description.ts'

/** What the pages say that is different from server to server. */
export interface DocumentFacts {
  readonly issuer: string
  /** Where certificates are asked for; where nobody asks for any, the pages show what it would look like. */
  readonly mtlsIssuer: string
  readonly brandName: string
  readonly declaredScopes: readonly ScopeTitle[]
  /** The discovery document, as it is served. */
  readonly metadata: Readonly<Record<string, unknown>>
  /** Absent where no API describes itself. */
  readonly api: ApiDescription | undefined
}

export async function documentFacts(
  server: ServerContext,
  api: ApiDescription | undefined,
): Promise<DocumentFacts> {
  const { issuer, brand, store } = server
  return {
    issuer,
    mtlsIssuer: server.mtlsIssuer ?? `https://${new URL(issuer).hostname}:8444`,
    brandName: brand.name,
    declaredScopes: await store.listScopes(),
    metadata: openIdMetadata(issuer, server),
    api,
  }
}
