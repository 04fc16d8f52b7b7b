import type { Scope } from '@latchkey/protocol'
import { scopeTitle } from '../clients/built-in-scopes.ts'
import type { ServerContext } from '../context.ts'
import { singleClaims } from '../openid/single-claims.ts'
import type { Language } from '../pages/language.ts'
import type { RequestedClaims } from '../store/authentication.ts'
import { claimWords } from './claim-words.ts'
import type { PermissionView } from './consent-page.ts'
import { consentTexts } from './consent-texts.ts'

export interface Asked {
  readonly scope: Scope
  readonly audience: readonly string[]
  readonly claims: RequestedClaims | undefined
}

/** What an app may do, in words: each scope, claims that were asked for singly, and each API of others that its tokens are for. */
export async function permissionsOf(
  server: ServerContext,
  { scope, audience, claims }: Asked,
  lang: Language,
): Promise<readonly PermissionView[]> {
  const declared = new Map((await server.store.listScopes()).map(({ name, title }) => [name, title]))
  const named = scope.map((name) => ({ title: declared.get(name) ?? scopeTitle(name, lang) ?? name }))
  const others = audience.filter((identifier) => identifier !== server.issuer)
  const apis = await Promise.all(others.map((identifier) => server.records.apiByIdentifier(identifier)))
  return [
    ...named,
    ...singlePermission(singleClaims({ scope, claims }), lang),
    ...apis.flatMap((api) =>
      api ? [{ title: consentTexts[lang].useApi(api.name), detail: api.identifier }] : [],
    ),
  ]
}

function singlePermission(names: readonly string[], lang: Language): readonly PermissionView[] {
  return names.length === 0 ? [] : [{ title: consentTexts[lang].seeDetails, detail: claimWords(names, lang) }]
}
