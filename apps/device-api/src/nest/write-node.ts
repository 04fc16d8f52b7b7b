import type { Access } from '@latchkey/resource-kit'
import { controlsDevice, controlsHome, setsAway } from '../covered-homes.ts'
import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import type { Device } from '../devices/device.ts'
import type { DeviceChange } from '../devices/device-change.ts'
import type { Structure } from '../structures/structure.ts'
import { decodeCameraWrite } from './decode-camera-write.ts'
import { decodeStructureWrite, isStructureField, type StructureField } from './decode-structure-write.ts'
import { decodeThermostatWrite, type WriteSituation } from './decode-thermostat-write.ts'
import { noWritePermission } from './encode-nest-error.ts'
import { encodeNestDeviceOf } from './encode-nest-tree.ts'
import { refuseNestControl } from './nest-token.ts'
import { type Branch, isBranch, type Node, nodeAt } from './node.ts'
import type { NodeAddress } from './node-address.ts'
import { fieldsOf, readNestBody } from './read-nest-body.ts'
import { addressOf, found, nodeNotFound, type Sight, see, settled, viewerOf } from './read-node.ts'

type Fields = ReadonlyMap<string, unknown>

/** What a write asks for: fields of a device or of a home, whether it names one of them by its path or some by its body. */
interface Asked {
  readonly node: NodeAddress
  readonly fields: Fields
  /** The field that the path names: the answer is its bare value. */
  readonly field: string | undefined
}

/** How deep a device and a home stand in the tree. */
const depths: Readonly<Record<string, number>> = { devices: 3, structures: 2 }

/** `PUT` and `PATCH` of a device, a home or one field of theirs: what is not named stays. The answer has what was written. */
export async function writeNode(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const named = addressOf(c)
  const json = await readNestBody(c.req.raw)
  const sight = await see(context, viewerOf(c), named)
  const asked = askedOf(sight.tree, settled(sight.tree, named), json)
  const written =
    asked.node[0] === 'devices'
      ? await writeDevice(c, context, sight, asked)
      : await writeStructure(c, context, sight, asked)
  if (written instanceof Response) return written
  return c.json(asked.field === undefined ? picked(written, asked.fields) : written[asked.field])
}

function askedOf(tree: Branch, address: NodeAddress, json: unknown): Asked {
  const depth = depths[address[0] ?? ''] ?? 0
  const [field, ...deeper] = address.slice(depth)
  const node = address.slice(0, depth)
  if (depth === 0 || address.length < depth || deeper.length > 0) throw notForWriting(tree, address, json)
  if (nodeAt(tree, node) === undefined) throw nodeNotFound()
  const fields = field === undefined ? fieldsOf(json) : new Map([[field, json]])
  return { node, fields, field }
}

/** Whole branches, and what lies within a field. */
function notForWriting(tree: Branch, address: NodeAddress, json: unknown) {
  found(tree, address)
  const names = isBranch(json as Node) ? Object.keys(json as Branch) : []
  return noWritePermission(names.length > 0 ? names : address.slice(-1))
}

function picked(written: Branch, fields: Fields): Branch {
  return Object.fromEntries([...fields.keys()].map((name) => [name, written[name] ?? null]))
}

const decoders: Readonly<
  Record<string, (device: Device, fields: Fields, situation: WriteSituation) => DeviceChange>
> = { thermostats: decodeThermostatWrite, cameras: decodeCameraWrite }

async function writeDevice(
  c: TokenContext,
  context: DeviceApiContext,
  { owned }: Sight,
  { node: [, kind = '', id = ''], fields }: Asked,
): Promise<Branch | Response> {
  const { access } = c.var
  const structure = owned.find(({ devices }) => devices.some((device) => device.id === id))
  const device = structure?.devices.find((one) => one.id === id)
  if (structure === undefined || device === undefined) throw nodeNotFound()
  const names = [...fields.keys()]
  if (!controlsDevice(access, device)) return refuseNestControl(context, 'devices:write', names)
  const decode = decoders[kind]
  if (decode === undefined) throw noWritePermission(names)
  const situation = { structure, now: context.now() }
  const changed = await context.changeDevice(access.subject, id, (now) => decode(now, fields, situation))
  if (changed === undefined) throw nodeNotFound()
  return encodeNestDeviceOf(changed, structure, { origin: context.origin, now: context.now() })
}

const allows: Readonly<Record<StructureField, (access: Access, id: string) => boolean>> = {
  away: setsAway,
  eta: setsAway,
  name: controlsHome,
}

async function writeStructure(
  c: TokenContext,
  context: DeviceApiContext,
  { owned }: Sight,
  { node: [, id = ''], fields }: Asked,
): Promise<Branch | Response> {
  const { access } = c.var
  const structure = owned.find((home) => home.id === id)
  if (structure === undefined) throw nodeNotFound()
  const names = [...fields.keys()]
  const refused = names.filter(isStructureField).filter((field) => !allows[field](access, id))
  if (refused.length > 0) return refuseNestControl(context, 'structures:write', refused)
  const denied = names.filter((field) => !isStructureField(field))
  if (denied.length > 0) throw noWritePermission(denied)
  const decide = (home: Structure) => decodeStructureWrite(home, fields, context.now())
  const changed = await context.changeStructure(access.subject, id, decide)
  if (changed === undefined) throw nodeNotFound()
  return encodeWritten(changed, fields)
}

/** An ETA is written only: it is answered as it came. */
function encodeWritten({ name, away }: Structure, fields: Fields): Branch {
  return { name, away: away === 'home' ? 'home' : 'away', eta: (fields.get('eta') ?? null) as Node }
}
