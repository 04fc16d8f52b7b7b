// Compares what was answered with what a page of the documentation shows, and remembers what was handed out.

import assert from 'node:assert/strict'
import { issuedValues } from '../apps/auth-server/src/documentation/example-values.ts'

/** What was handed out so far, and the request that was just sent: what stood in it comes back the same. */
export interface Handed {
  readonly remembered: Map<string, string>
  readonly request: string
}

/** Numbers that the page and the wire must have alike; others are times and temperatures. */
const exactNumbers = ['body.expires_in', 'printed.expires_in', 'body.status']

export function compareJson(handed: Handed, actual: unknown, expected: unknown, where: string): void {
  const isLoose = typeof expected === 'number' && !exactNumbers.includes(where)
  if (isLoose || typeof expected === 'string') assert.equal(typeof actual, typeof expected, where)
  if (isLoose) return
  if (typeof expected === 'string') {
    compareText(handed, String(actual), expected, where)
  } else if (typeof expected === 'object' && expected !== null) {
    assert.equal(Array.isArray(actual), Array.isArray(expected), where)
    assert.deepEqual(Object.keys(Object(actual)), Object.keys(expected), where)
    for (const [name, value] of Object.entries(expected))
      compareJson(handed, Object(actual)[name], value, `${where}.${name}`)
  } else assert.equal(actual, expected, where)
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/** What stood in the request must be the same in the answer; other names are remembered from it. */
export function compareText(
  { remembered, request }: Handed,
  actual: string,
  expected: string,
  where: string,
): void {
  if (time.test(expected)) {
    assert.match(actual, time, where)
    return
  }
  const names: string[] = []
  const pattern = expected.replace(/\{\{([^}]+)\}\}|[\\^$.*+?()[\]{}|]/g, (sign, name?: string) => {
    if (name === undefined) return `\\${sign}`
    const known = remembered.get(name)
    if (known !== undefined && (request.includes(sign) || lasting.includes(name))) {
      return known.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    }
    names.push(name)
    return '([A-Za-z0-9._-]+)'
  })
  const match = new RegExp(`^${pattern}$`).exec(actual)
  assert.ok(match, `${where} is ${actual}, and the page shows ${expected}`)
  for (const [at, name] of names.entries()) remember(remembered, name, match[at + 1] ?? '')
}

/** Once told, these are the same on the whole page. */
const lasting = ['account_id', 'session_id', 'key_thumbprint', 'registered_id', 'registration_access_token']

/** What a reader sees must look like what is handed out: the same beginning, and the same length where it is not cut. */
function remember(remembered: Map<string, string>, name: string, value: string): void {
  const shown: string = Object(issuedValues)[name] ?? assert.fail(`the page shows no ${name}`)
  if (shown.includes('…')) assert.equal(value.slice(0, 6), shown.slice(0, 6), name)
  else assert.equal(value.length, shown.length, `${name} is shown as ${shown} and was ${value}`)
  remembered.set(name, value)
}
