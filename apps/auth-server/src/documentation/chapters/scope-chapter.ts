import { type BuiltInScope, builtInScopes } from '../../clients/built-in-scopes.ts'
import { claimsOfScope } from '../../openid/claims-of-scope.ts'
import { tamed } from '../../pages/foreign-text.ts'
import type { ScopeTitle } from '../../store/records.ts'
import { code, codes, plainText, table } from '../markdown/markdown-text.ts'

const titles = ['Scope', 'What the homeowner reads', 'In a home']

function about({ actions }: BuiltInScope): string {
  return actions.length === 0 ? 'nothing: it speaks of the person' : actions.join(' and ')
}

/** The scopes that every server has. */
export function builtInScopeTable(): string {
  return table(
    titles,
    Object.entries(builtInScopes).map(([name, scope]) => [code(name), scope.title, about(scope)]),
  )
}

/** The scopes that the operator of this server has added, in the operator's words. */
export function declaredScopeTable(declared: readonly ScopeTitle[]): string {
  if (declared.length === 0) return 'This server has no others.'
  return table(
    titles.slice(0, 2),
    declared.map(({ name, title }) => [code(tamed(name)), plainText(tamed(title, 200))]),
  )
}

/** Which claims an identity scope brings. */
export function claimTable(): string {
  return table(
    ['Scope', 'Claims'],
    [
      [code('openid'), codes(['sub'])],
      ...Object.entries(claimsOfScope).map(([scope, claims]) => [code(scope), codes(claims)]),
    ],
  )
}
