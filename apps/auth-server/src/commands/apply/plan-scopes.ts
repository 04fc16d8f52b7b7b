import { builtInScopes } from '../../clients/built-in-scopes.ts'
import type { ScopeTitle } from '../../store/records.ts'
import { type ApplyContext, type Plan, repeated } from './change.ts'
import type { ScopeDeclaration } from './declaration.ts'

/** Scopes beside the built-in ones, with the words that a homeowner reads. */
export function planScopes(
  { store, actor }: ApplyContext,
  declared: readonly ScopeDeclaration[],
  present: readonly ScopeTitle[],
): Plan {
  const titles = new Map(present.map(({ name, title }) => [name, title]))
  const named = new Set(declared.map(({ name }) => name))
  return {
    changes: declared
      .filter(({ name, title }) => titles.get(name) !== title)
      .map((scope) => ({
        line: `scope ${scope.name}: ${titles.has(scope.name) ? 'changed title' : 'added'}`,
        write: () => store.saveScope(scope, { actor, action: 'scope saved', detail: { title: scope.title } }),
      })),
    removals: present
      .filter(({ name }) => !named.has(name))
      .map(({ name }) => ({
        line: `scope ${name}: deleted`,
        write: () => store.deleteScope(name, { actor, action: 'scope deleted' }),
      })),
    problems: [
      ...repeated(
        declared,
        (index) => `scopes[${index}].name`,
        ({ name }) => name,
      ),
      ...declared.flatMap(({ name }, index) =>
        Object.hasOwn(builtInScopes, name)
          ? [`scopes[${index}].name: ${name} is built in, with its own title`]
          : [],
      ),
    ],
  }
}
