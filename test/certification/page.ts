// docs/certification.md as its tests read it.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

export const pageText = readFileSync(new URL('../../docs/certification.md', import.meta.url), 'utf8')

export const suiteOnPage = 'https://suite.example.com/test/a/latchkey'

/** The declaration of the page; `fill` puts something in the place of each text in `<…>`, by what stands there. */
export function pageDeclaration(fill: (what: string) => unknown): PageDeclaration {
  return JSON.parse(blockOf('json'), (_, value: unknown) =>
    typeof value === 'string' && /^<.*>$/.test(value) ? fill(value.slice(1, -1)) : value,
  )
}

export interface PageDeclaration {
  readonly accounts: readonly { readonly email: string; readonly password: string; readonly claims: object }[]
  readonly clients: readonly PageClient[]
}

export interface PageClient {
  readonly clientId: string
  readonly redirectUris: readonly string[]
  readonly tokenEndpointAuthMethod?: string
  readonly dpopBoundAccessTokens?: boolean
  readonly requireSignedRequestObject?: boolean
  readonly jwks?: { readonly keys: readonly { readonly x?: string; readonly n?: string }[] }
}

/** The settings that the page wants exported, with their values there. */
export function pageSettings(): Readonly<Record<string, string>> {
  const lines = blockOf('sh')
    .split('\n')
    .filter((line) => line.startsWith('export '))
  return Object.fromEntries(
    lines.flatMap((line) => [...line.matchAll(/([A-Z_]+)=(\S+)/g)].map(([, n, v]) => [n, v])),
  )
}

function blockOf(language: string): string {
  const [, block] = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(pageText) ?? []
  return block ?? assert.fail(`the page has no block of ${language}`)
}
