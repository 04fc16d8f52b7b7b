import { OAuthError } from './oauth-error.ts'

/** The parameters of one request, each sent once; only `resource` may be sent several times (RFC 8707 §2). */
export interface Parameters {
  readonly values: ReadonlyMap<string, string>
  readonly resource: readonly string[]
}

const longestValue = 16_384
const longestName = 128
const mostParameters = 64

/**
 * Reads name-value pairs. RFC 6749 §3.1 and §3.2: parameters sent without a value are treated as if they were omitted,
 * and none may be included more than once. Throws `invalid_request`.
 */
export function readParameters(pairs: Iterable<readonly [string, string]>): Parameters {
  const values = new Map<string, string>()
  const resource: string[] = []
  const seen = new Set<string>()
  for (const [name, value] of pairs) {
    checkSize(name, value, seen.size)
    if (name === 'resource') {
      if (value !== '' && resource.length < mostParameters) resource.push(value)
      continue
    }
    if (seen.has(name)) throw repeated(name)
    seen.add(name)
    if (value !== '') values.set(name, value)
  }
  return { values, resource }
}

/** The same parameters, with the vendor's names (`aliases`: theirs → ours) put into ours; our own name wins. */
export function withAliases(parameters: Parameters, aliases: Readonly<Record<string, string>>): Parameters {
  const theirs = Object.entries(aliases).filter(([name]) => parameters.values.has(name))
  if (theirs.length === 0) return parameters
  const values = new Map(parameters.values)
  for (const [name, ours] of theirs) {
    if (!values.has(ours)) values.set(ours, values.get(name) ?? '')
  }
  return { ...parameters, values }
}

/** The value of a parameter that must be there. Throws `invalid_request`. */
export function requiredParameter(parameters: Parameters, name: string): string {
  const value = parameters.values.get(name)
  if (value === undefined) throw missing(name)
  return value
}

export function missing(name: string): OAuthError {
  return new OAuthError('invalid_request', `The parameter ${name} is missing.`, {
    reason: { kind: 'missing parameter', parameter: name },
  })
}

export function malformed(name: string, sentence: string): OAuthError {
  return new OAuthError('invalid_request', sentence, {
    reason: { kind: 'malformed parameter', parameter: name },
  })
}

function repeated(name: string): OAuthError {
  return new OAuthError('invalid_request', `The parameter ${name} is sent more than once.`, {
    reason: { kind: 'repeated parameter', parameter: name },
  })
}

function checkSize(name: string, value: string, count: number): void {
  if (name.length > longestName) throw malformed('(name)', 'The name of a parameter is too long.')
  if (value.length > longestValue) throw malformed(name, `The parameter ${name} is too long.`)
  if (count >= mostParameters) throw malformed('(all)', 'The request has too many parameters.')
}
