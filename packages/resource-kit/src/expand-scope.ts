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

const mostRemembered = 256

/** The same with one hierarchy. Few scopes are in use at one time, and each is expanded once. */
export function scopeExpander(
  hierarchy: ScopeHierarchy,
): (granted: readonly string[]) => ReadonlySet<string> {
  const remembered = new Map<string, ReadonlySet<string>>()
  return (granted) => {
    const name = granted.join(' ')
    const known = remembered.get(name)
    if (known !== undefined) return known
    const expanded = expandScope(granted, hierarchy)
    if (remembered.size >= mostRemembered) remembered.clear()
    remembered.set(name, expanded)
    return expanded
  }
}
