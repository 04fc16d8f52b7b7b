import type { Scope } from '@latchkey/protocol'
import { scopeTitle } from '../clients/built-in-scopes.ts'
import type { ServerContext } from '../context.ts'
import type { Language } from '../pages/language.ts'
import type { PermissionView } from './consent-page.ts'
import { consentTexts } from './consent-texts.ts'

/** What an app may do, in words: each scope, and each API of others that its tokens are for. */
export async function permissionsOf(
  server: ServerContext,
  { scope, audience }: { readonly scope: Scope; readonly audience: readonly string[] },
  lang: Language,
): Promise<readonly PermissionView[]> {
  const declared = new Map((await server.store.listScopes()).map(({ name, title }) => [name, title]))
  const named = scope.map((name) => ({ title: declared.get(name) ?? scopeTitle(name, lang) ?? name }))
  const others = audience.filter((identifier) => identifier !== server.issuer)
  const apis = await Promise.all(others.map((identifier) => server.records.apiByIdentifier(identifier)))
  return [
    ...named,
    ...apis.flatMap((api) =>
      api ? [{ title: consentTexts[lang].useApi(api.name), detail: api.identifier }] : [],
    ),
  ]
}
