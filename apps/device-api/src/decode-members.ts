import type { z } from 'zod'
import { type BodyMistake, Problem } from './problem.ts'

type Issue = z.core.$ZodIssue

const shortened = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

function mistakesOf(issue: Issue, members: readonly string[]): readonly BodyMistake[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, 10).map((key) => ({
      pointer: `/${shortened(key).replaceAll('~', '~0').replaceAll('/', '~1')}`,
      detail: `${JSON.stringify(shortened(key))} cannot be changed; ${members.join(', ')} can.`,
    }))
  const [member] = issue.path
  if (member !== undefined)
    return [{ pointer: `/${String(member)}`, detail: `${String(member)} ${issue.message}.` }]
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
