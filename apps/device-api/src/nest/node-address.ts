/** The names on the way from the root to a node; empty: the root. */
export type NodeAddress = readonly string[]

/** Longer ways lead to nothing that is there. */
const deepest = 16

/**
 * A URL's path → the node that it names: a slash behind it changes nothing. `undefined`: a path that names no node, such as
 * one with an empty name in it or with signs that are not UTF-8.
 */
export function nodeAddress(pathname: string): NodeAddress | undefined {
  const [, ...names] = pathname.split('/')
  if (names.at(-1) === '') names.pop()
  const decoded = names.map(decodedName)
  const isFine = decoded.length <= deepest && decoded.every((name) => name !== undefined && name !== '')
  return isFine ? (decoded as NodeAddress) : undefined
}

function decodedName(name: string): string | undefined {
  try {
    return decodeURIComponent(name)
  } catch {
    return undefined
  }
}

/** `.json` at the end of any path means the same node, as in Firebase; `/devices/.json`, too. */
export function withoutSuffix(address: NodeAddress): NodeAddress {
  const last = address.at(-1)
  if (last === undefined || !last.endsWith('.json')) return address
  const name = last.slice(0, -'.json'.length)
  return name === '' ? address.slice(0, -1) : [...address.slice(0, -1), name]
}

/** Whether the node of this name, so deep in the tree, is on the way to the address, below it, or it with its suffix. */
export function leadsThrough(address: NodeAddress, depth: number, name: string): boolean {
  const next = address[depth]
  return next === undefined || next === name || next === '.json' || next === `${name}.json`
}

/** The address as it stands in a URL, and in the events of a stream. */
export function pathOf(address: NodeAddress): string {
  return `/${address.map(encodeURIComponent).join('/')}`
}
