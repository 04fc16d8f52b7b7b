import { readFileSync } from 'node:fs'
import { type LanguageId, languages, type SampleKind, type SampleLanguage } from './languages.ts'
import { literal, type Quoting } from './quoting.ts'
import type { SampleValues } from './sample-values.ts'

/** A piece of a program; `isSecret` is the expression that reads the secret, in whose place a literal can stand. */
export interface Segment {
  readonly text: string
  readonly isSecret: boolean
}

/** Whether an app has a secret. On a page that is for every app, nobody knows. */
export type HasSecret = boolean | 'perhaps'

export interface SampleView {
  readonly language: LanguageId
  readonly kind: SampleKind
  readonly values: SampleValues
  readonly hasSecret: HasSecret
}

/** The program of one language and kind as a page shows it. */
export function renderSample({ language, kind, values, hasSecret }: SampleView): readonly Segment[] {
  const { files, quoting, secretExpression }: SampleLanguage = languages[language]
  const program = readSampleFile(language, files[kind])
  // Divided before values come in: a value may hold the expression's own text.
  const parts = withoutNeedless(program, hasSecret).split(secretExpression)
  return parts.flatMap((part, at) => [
    ...(at === 0 ? [] : [{ text: secretExpression, isSecret: true }]),
    { text: withValues(part, values, quoting), isSecret: false },
  ])
}

export function sampleText(segments: readonly Segment[]): string {
  return segments.map(({ text }) => text).join('')
}

/** The same with the secret written into it. */
export function withSecret(
  segments: readonly Segment[],
  secret: string,
  quoting: Quoting,
): readonly Segment[] {
  const written = literal(secret, quoting)
  return segments.map((segment) => (segment.isSecret ? { text: written, isSecret: false } : segment))
}

/** A file of `programs/LANGUAGE/`. */
export function readSampleFile(language: LanguageId, file: string): string {
  return readFileSync(new URL(`./programs/${language}/${file}`, import.meta.url), 'utf8')
}

/** Programs say with this comment which lines an app without secret does without. */
const onlyWithSecret = /[ \t]*(?:#|\/\/)[ \t]*only for apps with a secret[ \t]*$/

function withoutNeedless(program: string, hasSecret: HasSecret): string {
  if (hasSecret === 'perhaps') return program
  return program
    .split('\n')
    .filter((line) => hasSecret || !onlyWithSecret.test(line))
    .map((line) => line.replace(onlyWithSecret, ''))
    .join('\n')
}

/** Throws for a name without value: a program with a hole in it must not be shown. */
function withValues(text: string, values: SampleValues, quoting: Quoting): string {
  return text.replace(/(["'])<<([a-z_]+)>>\1/g, (_, _quote, name: string) => {
    const value = values.get(name)
    if (value === undefined) throw new Error(`a sample asks for ${name}, which is not known`)
    return literal(value, quoting)
  })
}
