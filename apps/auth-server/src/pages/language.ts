import type { Context } from 'hono'

/** What the homeowner's pages are written in; everything else is English. */
export const languages = ['en', 'de', 'sv', 'es', 'fr'] as const
export type Language = (typeof languages)[number]

/**
 * The same texts in every language: a language that lacks one does not compile.
 *
 * A room keeps its sentences in one file `NAME-texts.ts`: an interface that names them, and a table
 * `export const nameTexts: InEveryLanguage<NameTexts>`. A sentence with a value in it is a function, because every
 * language puts the value elsewhere; a value with markup is `Html`, a time is `durationInWords(seconds, lang)`. The
 * endpoint asks `languageOf(c)` and gives it as `lang` to the page, which reads `nameTexts[lang]` and gives it to its
 * frame. `texts.test.ts` finds the file by its name.
 */
export type InEveryLanguage<T> = Readonly<Record<Language, T>>

/**
 * Remembers which languages an app asks for, the best first, with spaces between: `ui_locales` (OpenID Connect Core
 * §3.1.2.1), or the one `user_locale` of Google's account linking. Every page that answers this request keeps to them,
 * error pages too.
 */
export function preferLanguages(
  c: Context,
  parameters: readonly (readonly [name: string, value: string])[],
): void {
  const asked = ['ui_locales', 'user_locale'].flatMap(
    (name) => parameters.find(([key]) => key === name)?.[1] ?? [],
  )
  c.set('languages', asked.join(' '))
}

/** What the app asks for, else what the browser prefers, else English. */
export function languageOf(c: Context): Language {
  const asked: string | undefined = c.get('languages')
  return (
    firstKnown((asked ?? '').split(' ')) ??
    firstKnown(acceptedLanguages(c.req.header('accept-language') ?? '')) ??
    'en'
  )
}

/** RFC 4647 §3.4: `de-CH` is answered in German. */
function firstKnown(tags: readonly string[]): Language | undefined {
  return tags
    .map((tag) => languages.find((language) => tag.toLowerCase().split('-')[0] === language))
    .find((language) => language !== undefined)
}

/** RFC 9110 §12.5.4: `de-CH, fr;q=0.7`, the best first; what has `q=0`, or a weight that is none, is left out. */
function acceptedLanguages(header: string): readonly string[] {
  return header
    .slice(0, 1_000)
    .split(',')
    .map((item) => {
      const [tag = '', weight] = item.split(';')
      return { tag: tag.trim(), weight: weight === undefined ? 1 : weightOf(weight) }
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag)
}

function weightOf(text: string): number {
  return Number(/^\s*q=([01](?:\.\d{0,3})?)\s*$/i.exec(text)?.[1] ?? 0)
}
