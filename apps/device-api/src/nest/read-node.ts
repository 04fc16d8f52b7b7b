import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import { Problem } from '../problem.ts'
import type { Structure } from '../structures/structure.ts'
import { encodeNestTree, type Viewer } from './encode-nest-tree.ts'
import { type Branch, type Node, nodeAt } from './node.ts'
import { type NodeAddress, nodeAddress, withoutSuffix } from './node-address.ts'

export const nodeNotFound = () => new Problem(404, 'Not found')

/** The homes of the viewer's person, and the tree of what the viewer sees of them, as far as an address needs it. */
export interface Sight {
  readonly owned: readonly Structure[]
  readonly tree: Branch
}

export async function see(
  { store, origin, now }: DeviceApiContext,
  viewer: Viewer,
  address: NodeAddress,
): Promise<Sight> {
  const { access } = viewer
  const owned = access.homes.length === 0 ? [] : await store.listStructures(access.subject)
  return { owned, tree: encodeNestTree(viewer, owned, { origin, now: now(), address }) }
}

export const viewerOf = ({ var: { access, scope, token } }: TokenContext): Viewer => ({
  access,
  scope,
  token,
})

/** The node that the request names. Throws a 404 `Problem` where none can be. */
export function addressOf(c: TokenContext): NodeAddress {
  const address = nodeAddress(new URL(c.req.url).pathname)
  if (address === undefined) throw nodeNotFound()
  return address
}

/** An id of ours may itself end in `.json`: a node of exactly this name comes first. */
export function settled(tree: Branch, address: NodeAddress): NodeAddress {
  return nodeAt(tree, address) === undefined ? withoutSuffix(address) : address
}

/** `GET` of any node: the bare value of a field. */
export async function readNode(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const asked = addressOf(c)
  const { tree } = await see(context, viewerOf(c), asked)
  return c.json(found(tree, settled(tree, asked)))
}

export function found(tree: Branch, address: NodeAddress): Node {
  const node = nodeAt(tree, address)
  if (node === undefined) throw nodeNotFound()
  return node
}
