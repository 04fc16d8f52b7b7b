import type { NodeAddress } from './node-address.ts'

/** A node of the tree: JSON. */
export type Node = null | boolean | number | string | readonly Node[] | Branch

export interface Branch {
  readonly [name: string]: Node
}

export const isBranch = (node: Node | undefined): node is Branch =>
  typeof node === 'object' && node !== null && !Array.isArray(node)

/** A list's members are addressed by their number. */
function childOf(node: Node | undefined, name: string): Node | undefined {
  if (Array.isArray(node)) return /^\d{1,6}$/.test(name) ? node[Number(name)] : undefined
  return isBranch(node) && Object.hasOwn(node, name) ? node[name] : undefined
}

/** `undefined`: there is no such node. Names that every object inherits are no nodes. */
export function nodeAt(root: Node, address: NodeAddress): Node | undefined {
  return address.reduce<Node | undefined>(childOf, root)
}
