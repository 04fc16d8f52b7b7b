import type { z } from 'zod'

const kinds: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'an object in braces',
  string: 'a text in quotes',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
}

/** `2 entries`, `1 character`, `7` */
function amount(count: number | bigint, origin: string): string {
  const [one, many] = { string: ['character', 'characters'], array: ['entry', 'entries'] }[origin] ?? []
  return one === undefined ? String(count) : `${count} ${count === 1 ? one : many}`
}

/** What zod has to say, in the words of the other sentences; `undefined` leaves it to zod. */
export function issueText(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kinds[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`
    case 'too_big':
      return `must not exceed ${amount(issue.maximum, issue.origin)}`
    case 'too_small':
      return `must hold at least ${amount(issue.minimum, issue.origin)}`
    default:
      return undefined
  }
}
