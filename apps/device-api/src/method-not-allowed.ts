import type { Handler } from 'hono'
import { Problem } from './problem.ts'

/** "The origin server MUST generate an Allow header field in a 405 response" (RFC 9110 §15.5.6). */
export function methodNotAllowed(...methods: readonly string[]): Handler {
  const allowed = methods.includes('GET')
    ? ['GET', 'HEAD', ...methods.filter((one) => one !== 'GET')]
    : methods
  return () => {
    const sentence = `This address knows ${allowed.join(', ')}.`
    throw new Problem(405, sentence, { headers: { Allow: [...allowed, 'OPTIONS'].join(', ') } })
  }
}
