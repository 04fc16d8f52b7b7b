import { Problem } from '../problem.ts'

/** The part behind `#` in an error's `type`: what programs compare. */
export type NestFragment =
  | 'auth-error'
  | 'blocked'
  | 'forbidden'
  | 'format-error'
  | 'high-c-value'
  | 'high-c-value-4-lock'
  | 'high-f-value'
  | 'high-f-value-4-lock'
  | 'internal-error'
  | 'low-c-value'
  | 'low-c-value-4-lock'
  | 'low-f-value'
  | 'low-f-value-4-lock'
  | 'low-high-error'
  | 'method-not-allowed'
  | 'mode-error'
  | 'no-write-permission'
  | 'not-found'
  | 'not-online'
  | 'range-error'
  | 'safety-shutoff-on'
  | 'service-unavailable'

export type Details = Readonly<Record<string, string>>

/** A write that Nest refuses. The message is sent as it stands. */
export class NestProblem extends Problem {
  readonly fragment: NestFragment
  readonly details: Details | undefined

  constructor(fragment: NestFragment, message: string, details?: Details) {
    super(400, message)
    this.fragment = fragment
    this.details = details
  }
}

/** What a program sent may be long, and is told back to it. */
export const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

/** A value as an error shows it. What is not text or number is named by its kind: it may be deep. */
export function shownValue(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[list]' : '[object]'
  return shortened(String(value))
}

/** Of fields that a program may not write, the first few. */
export const shownFields = (fields: readonly string[]) => fields.slice(0, 20).map(shortened)
