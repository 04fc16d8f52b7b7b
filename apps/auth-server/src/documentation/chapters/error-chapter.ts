import { type OAuthErrorCode, statusOf } from '@latchkey/protocol'
import { code, table } from '../markdown/markdown-text.ts'
import { errorCures } from './error-cures.ts'

const errorCodes = Object.keys(statusOf) as readonly OAuthErrorCode[]

/** Every code with its status. */
export function errorTable(): string {
  return table(
    ['Code', 'Status', 'What it says'],
    errorCodes.map((name) => [`[${code(name)}](#${name})`, String(statusOf[name]), errorCures[name].meaning]),
  )
}

/** A chapter for each code: what it says and what to do. */
export function errorChapters(): string {
  return errorCodes
    .map((name) => {
      const { meaning, cures } = errorCures[name]
      return [`### ${code(name)}`, meaning, cures.map((cure) => `- ${cure}`).join('\n')].join('\n\n')
    })
    .join('\n\n')
}
