import { OAuthError } from './oauth-error.ts'

/** Scope tokens in the order in which they were asked for (RFC 6749 §3.3). */
export type Scope = readonly string[]

/** scope-token = 1*( %x21 / %x23-5B / %x5D-7E ) */
const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]{1,256}$/

export function isScopeToken(text: string): boolean {
  return scopeToken.test(text)
}

/** Splits a scope string at `separator`; repeats are kept out. Throws `invalid_scope`. */
export function parseScope(text: string, separator: RegExp = / +/): Scope {
  const tokens = text.split(separator).filter((token) => token !== '')
  const odd = tokens.find((token) => !isScopeToken(token))
  if (odd !== undefined)
    throw new OAuthError('invalid_scope', 'The scope holds characters that no scope may have.')
  return [...new Set(tokens)]
}

export function printScope(scope: Scope): string {
  return scope.join(' ')
}

export function scopeContains(outer: Scope, inner: Scope): boolean {
  return inner.every((token) => outer.includes(token))
}
