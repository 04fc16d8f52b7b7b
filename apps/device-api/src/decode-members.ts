import type { z } from 'zod'
import { type BodyMistake, Problem } from './problem.ts'

type Issue = z.core.$ZodIssue

const shortened = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

type Path = readonly PropertyKey[]

/** RFC 6901. */
const pointerOf = (path: Path) =>
  path.map((part) => `/${shortened(String(part)).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** `schedule[0].time` */
const wordsOf = (path: Path) =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .slice(1)

function unknownOf(path: Path, key: string, members: readonly string[]): BodyMistake {
  const name = JSON.stringify(shortened(key))
  const detail =
    path.length === 0
      ? `${name} cannot be changed; ${members.join(', ')} can.`
      : `${wordsOf(path)} knows no ${name}.`
  return { pointer: pointerOf([...path, key]), detail }
}

function mistakesOf(issue: Issue, members: readonly string[]): readonly BodyMistake[] {
  const { path } = issue
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, 10).map((key) => unknownOf(path, key, members))
  if (path.length > 0) return [{ pointer: pointerOf(path), detail: `${wordsOf(path)} ${issue.message}.` }]
  const detail = issue.code === 'invalid_type' ? 'The body must be a JSON object.' : `${issue.message}.`
  return [{ pointer: '', detail }]
}

/** A body's members by their schema. Throws a `Problem` that names every mistake with its place. */
export function decodeMembers<Schema extends z.ZodType>(
  schema: Schema,
  members: readonly string[],
  json: unknown,
): z.output<Schema> {
  const result = schema.safeParse(json)
  if (result.success) return result.data
  const errors = result.error.issues.flatMap((issue) => mistakesOf(issue, members))
  throw new Problem(400, errors.map(({ detail }) => detail).join(' '), { errors })
}
