import type { Context } from 'hono'

/** What the homeowner's pages are written in; everything else is English. */
export const languages = ['en', 'de', 'sv', 'es', 'fr'] as const
export type Language = (typeof languages)[number]

/** The same text in every language: a language that lacks one does not compile. */
export type InEveryLanguage<T> = Readonly<Record<Language, T>>

/**
 * What the app asks for by `ui_locales` (OpenID Connect Core §3.1.2.1: tags with spaces between, in order of preference), else
 * what the browser prefers, else English.
 */
export function languageOf(c: Context, uiLocales?: string | undefined): Language {
  const asked = (uiLocales ?? '').split(' ')
  return firstKnown(asked) ?? firstKnown(acceptedLanguages(c.req.header('accept-language') ?? '')) ?? 'en'
}

function firstKnown(tags: readonly string[]): Language | undefined {
  return tags
    .map((tag) => languages.find((language) => tag.toLowerCase().split('-')[0] === language))
    .find((language) => language !== undefined)
}

/** RFC 9110 §12.5.4: `de-CH, fr;q=0.7`, the best first; what has `q=0` is refused. */
function acceptedLanguages(header: string): readonly string[] {
  return header
    .slice(0, 1_000)
    .split(',')
    .map((item) => {
      const [tag = '', ...parameters] = item.trim().split(';')
      const weight = parameters.map((parameter) => /^\s*q=([\d.]+)$/i.exec(parameter)?.[1]).find(Boolean)
      return { tag, weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag)
}
