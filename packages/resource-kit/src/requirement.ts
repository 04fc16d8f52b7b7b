import type { Access, VerifyToken } from './access.ts'
import type { SignInRules } from './check-sign-in.ts'
import type { ScopeHierarchy } from './expand-scope.ts'
import type { Challenge, TokenFate } from './refusal.ts'

/** What a request must bring to pass, whatever framework it came by. */
export interface Requirement extends Challenge, SignInRules {
  readonly verify: VerifyToken
  /** What became of a token that `verify` does not know, for an older API that says it; asked of refused tokens only. */
  readonly fateOf?: (token: string) => Promise<TokenFate | undefined>
  /** What must have been granted, implied scopes included. Absent: any good token will do. */
  readonly needs?: readonly string[]
  readonly hierarchy?: ScopeHierarchy
  /** Names of the bearer scheme, in any letter case; `Bearer` unless given. `dpop` adds its own. */
  readonly schemes?: readonly string[]
  /** A token in the URL, for programs of an older API whose client was allowed that by name; absent: refused. */
  readonly queryToken?: QueryTokenRule
}

export interface QueryTokenRule {
  /** The parameter in which that API's programs put it. */
  readonly parameter: string
  /** Whether the client of this token may. */
  readonly allows: (access: Access) => boolean | Promise<boolean>
}

/** A token that passed. */
export interface CheckedToken {
  /** As it was sent, to ask again whether it counts while an answer is under way. Never log it. */
  readonly token: string
  readonly access: Access
  /** The granted scope with everything that it implies. */
  readonly scope: ReadonlySet<string>
}

/** The names of the schemes that count, in small letters. */
export function schemesOf({ schemes = ['Bearer'], dpop }: Requirement): readonly string[] {
  const bearer = schemes.map((scheme) => scheme.toLowerCase())
  return dpop === undefined ? bearer : [...bearer, 'dpop']
}
