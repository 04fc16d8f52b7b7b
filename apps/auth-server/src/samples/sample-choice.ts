import { type LanguageId, languageIds, type SampleKind, sampleKinds } from './languages.ts'

/** Which program a page shows. */
export interface SampleChoice {
  readonly language: LanguageId
  readonly kind: SampleKind
}

/** What the address asks for; what it leaves out, or what nobody knows, is the first of its list. */
export function chosenSample(
  query: { readonly language?: string | undefined; readonly kind?: string | undefined },
  firstKind: SampleKind = sampleKinds[0],
): SampleChoice {
  return {
    language: languageIds.find((id) => id === query.language) ?? languageIds[0] ?? 'curl',
    kind: sampleKinds.find((kind) => kind === query.kind) ?? firstKind,
  }
}

/** A link on the page that shows samples, wherever that page is. */
export function sampleHref({ language, kind }: SampleChoice): string {
  return `?kind=${kind}&language=${language}`
}
