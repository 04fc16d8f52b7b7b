import type { CheckedToken } from './requirement.ts'

const checked = new WeakMap<object, CheckedToken>()

/** Says of a request that its token has passed. */
export function rememberToken(request: object, token: CheckedToken): void {
  checked.set(request, token)
}

/**
 * The token that came with a request and passed `requireToken`. Throws when none did: a route that somebody forgot to
 * protect fails instead of serving everybody.
 */
export function tokenOf(request: object): CheckedToken {
  const token = checked.get(request)
  if (token === undefined)
    throw new Error('No token was checked for this request: put requireToken before it.')
  return token
}
