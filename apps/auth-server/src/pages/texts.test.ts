import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import { builtInScopes, scopeTitle } from '../clients/built-in-scopes.ts'
import { type Language, languages } from './language.ts'

// That no language lacks a text is a matter of types; here is what types cannot see.

/** Every text by the place where it stands: `loginTexts.wrong`. A value is `§0`, the next one `§1`. */
type Texts = ReadonlyMap<string, string>

const rooms = new URL('..', import.meta.url)
const places = globSync('**/*.ts', { cwd: rooms })
  .filter((place) => /^export const \w+: InEveryLanguage</m.test(readFileSync(new URL(place, rooms), 'utf8')))
  .toSorted()
const textsOf = new Map<Language, Texts>()

before(async () => {
  const tables = new Map(await Promise.all(places.map(tablesIn)).then((found) => found.flat()))
  for (const language of languages) {
    const named = [...tables].map(([name, table]) => [name, table[language]] as const)
    const scopes = Object.keys(builtInScopes).map((name) => [name, scopeTitle(name, language)] as const)
    textsOf.set(
      language,
      new Map(await leaves(Object.fromEntries([...named, ['scopes', Object.fromEntries(scopes)]]))),
    )
  }
})

/** What a module exports in every language. */
async function tablesIn(place: string): Promise<readonly (readonly [string, Record<string, unknown>])[]> {
  const module: Record<string, unknown> = await import(new URL(place, rooms).href)
  return Object.entries(module).filter((entry): entry is [string, Record<string, unknown>] => {
    const [, value] = entry
    return typeof value === 'object' && value !== null && languages.every((language) => language in value)
  })
}

async function leaves(value: unknown, path = ''): Promise<readonly (readonly [string, string])[]> {
  const told: unknown = typeof value === 'function' ? await value('§0', '§1') : value
  if (typeof told === 'string' || told instanceof String) return [[path, String(told)]]
  assert.ok(typeof told === 'object' && told !== null, `${path} is no text`)
  const parts = Object.entries(told).map(([name, part]) =>
    leaves(part, path === '' ? name : `${path}.${name}`),
  )
  return (await Promise.all(parts)).flat()
}

/** All languages' texts that break a rule, with their places. */
function offenders(
  of: readonly Language[],
  breaks: (text: string, english: string, language: Language) => boolean,
): readonly string[] {
  const english = textsOf.get('en') ?? new Map<string, string>()
  return of.flatMap((language) =>
    [...(textsOf.get(language) ?? [])].flatMap(([place, text]) =>
      breaks(text, english.get(place) ?? '', language) ? [`${language} ${place}: ${text}`] : [],
    ),
  )
}

const others = languages.filter((language) => language !== 'en')

/** What is the same word in the other language. */
const same = new Set([
  ...['de Problem: §0', 'sv Problem: §0', 'de Name', 'fr Console'],
  ...['de Apps', 'de Thermostat', 'fr Thermostat'],
])

test('a text is translated, not copied', () => {
  assert.ok((textsOf.get('en')?.size ?? 0) > 150)
  const copied = (text: string, english: string, language: Language) =>
    text === english && !same.has(`${language} ${text}`)
  assert.deepEqual(offenders(others, copied), [])
})

test('a text says every value that the English one says, once', () => {
  const values = (text: string) => (text.match(/§\d/g) ?? []).toSorted().join()
  assert.deepEqual(
    offenders(others, (text, english) => values(text) !== values(english)),
    [],
  )
})

test('a text is a sentence, a question or a few words where the English one is', () => {
  const end = (text: string) => /[.?:!]$/.exec(text)?.[0]
  assert.deepEqual(
    offenders(others, (text, english) => end(text) !== end(english)),
    [],
  )
  assert.deepEqual(
    offenders(languages, (text) => text === '' || text !== text.trim() || / {2}/.test(text)),
    [],
  )
})

test('people are addressed alike everywhere: Sie, du, usted, vous', () => {
  const wrong: Partial<Record<Language, RegExp>> = {
    de: /\b(?:du|dein\w*|dir|dich|euch|euer)\b/i,
    sv: /(?<!\p{L})(?:ni|er|ert|era)(?!\p{L})/iu,
    es: /(?<!\p{L})(?:tú|tus?|tuy[oa]s?|te|ti|vosotros|vuestr[oa]s?)(?!\p{L})/iu,
    fr: /(?<!\p{L})(?:tu|toi|te|ton|tes|ta)(?!\p{L})/iu,
  }
  assert.deepEqual(
    offenders(others, (text, _, language) => wrong[language]?.test(text) ?? false),
    [],
  )
})

test('signs stand as each language sets them', () => {
  const wrong: Partial<Record<Language, RegExp>> = {
    de: /'|"|„[^“]*$/,
    sv: /'|"/,
    es: /'|"|^[^¿]*\?|^[^¡]*!/,
    // Before these signs French has a space that must not break.
    fr: /'|"|[^\u00a0\u202f][:;?!](?!\/)/,
  }
  const withoutAddresses = (text: string) => text.replace(/https?:\S+/g, '')
  assert.deepEqual(
    offenders(others, (text, _, language) => wrong[language]?.test(withoutAddresses(text)) ?? false),
    [],
  )
})
