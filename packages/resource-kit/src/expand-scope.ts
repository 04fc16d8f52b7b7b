/** Which scope tokens a broader one includes, e.g. `{ 'devices:write': ['devices:read'] }`. May be nested. */
export type ScopeHierarchy = Readonly<Record<string, readonly string[]>>

/** A granted scope and everything that it implies. Each token is visited once, so a circle in the table ends too. */
export function expandScope(granted: readonly string[], hierarchy: ScopeHierarchy): ReadonlySet<string> {
  const expanded = new Set(granted)
  for (const scope of expanded) {
    for (const implied of Object.hasOwn(hierarchy, scope) ? (hierarchy[scope] ?? []) : [])
      expanded.add(implied)
  }
  return expanded
}
