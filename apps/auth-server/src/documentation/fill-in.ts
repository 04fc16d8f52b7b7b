import { apiReference } from './chapters/api-chapter.ts'
import { dialectChapters, dialectOverview } from './chapters/dialect-chapter.ts'
import { endpointTable, endpointValues, metadataExample } from './chapters/endpoint-chapter.ts'
import { errorChapters, errorTable } from './chapters/error-chapter.ts'
import { metadataTable } from './chapters/metadata-chapter.ts'
import {
  demandTable,
  lifetimeTable,
  lifetimeValues,
  policyOverview,
  policyTable,
} from './chapters/policy-chapter.ts'
import { builtInScopeTable, claimTable, declaredScopeTable } from './chapters/scope-chapter.ts'
import type { DocumentFacts } from './document-facts.ts'
import { type ExampleValues, exampleValues } from './example-values.ts'
import { plainText } from './markdown/markdown-text.ts'

/** Parts of pages that are computed. */
const chapters: Readonly<Record<string, (facts: DocumentFacts) => string>> = {
  'dialect overview': dialectOverview,
  'dialect chapters': dialectChapters,
  'policy overview': policyOverview,
  'policy table': policyTable,
  'demand table': demandTable,
  'lifetime table': lifetimeTable,
  'scope table': builtInScopeTable,
  'declared scopes': ({ declaredScopes }) => declaredScopeTable(declaredScopes),
  'claim table': claimTable,
  'endpoint table': ({ issuer }) => endpointTable(issuer),
  'metadata example': metadataExample,
  'metadata table': metadataTable,
  'error table': errorTable,
  'error chapters': () => fillWith(errorChapters(), lifetimeValues()),
  'api reference': ({ api }) => apiReference(api),
}

/**
 * The text of a page with everything between double braces put in. What was put in is not read again, so it may hold
 * what it likes. Throws for a name that nothing stands for.
 */
export function fillIn(text: string, facts: DocumentFacts, examples: ExampleValues = exampleValues): string {
  const parts = Object.entries(chapters).map(([name, part]) => [name, () => part(facts)] as const)
  return fillWith(text, { ...valuesOf(facts, examples), ...Object.fromEntries(parts) })
}

function fillWith(text: string, values: Readonly<Record<string, string | (() => string)>>): string {
  return text.replace(/\{\{([^{}]+)\}\}/g, (_, name) => {
    const value = values[name]
    if (value === undefined) throw new Error(`nothing stands for {{${name}}}`)
    return typeof value === 'string' ? value : value()
  })
}

function valuesOf(
  { issuer, mtlsIssuer, brandName }: DocumentFacts,
  examples: ExampleValues,
): Readonly<Record<string, string>> {
  const { host } = new URL(issuer)
  const brand = plainText(brandName)
  const encoded = { 'issuer encoded': encodeURIComponent(issuer) }
  const mtls = { 'mtls issuer': mtlsIssuer, 'mtls host': new URL(mtlsIssuer).host }
  // The library wants to be told that somebody means it.
  const insecure = '\n  { execute: [client.allowInsecureRequests] }, // because this server speaks http'
  const option = { 'openid-client option': issuer.startsWith('http:') ? insecure : '' }
  return {
    issuer,
    host,
    brand,
    ...option,
    ...mtls,
    ...encoded,
    ...endpointValues(),
    ...lifetimeValues(),
    ...examples,
  }
}
