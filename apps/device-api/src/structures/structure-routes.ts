import type { Access } from '@latchkey/resource-kit'
import { controlsHome, coveredStructures, setsAway } from '../covered-homes.ts'
import { type DeviceApiContext, refuseControl, type TokenContext } from '../device-api-context.ts'
import { Problem } from '../problem.ts'
import { readJsonBody } from '../read-json-body.ts'
import { decodeStructureChange } from './decode-structure-change.ts'
import { encodeStructure } from './encode-structure.ts'
import type { Structure } from './structure.ts'
import { isHomeId } from './structure-definition.ts'

const notFound = () => new Problem(404, 'There is no such structure, or this token does not cover it.')

/** Devices are shown to a token that may read devices. */
function shownDevices(c: TokenContext, structure: Structure): Structure {
  return c.var.scope.has('devices:read') ? structure : { ...structure, devices: [] }
}

function coveredOne(access: Access, structure: Structure | undefined): Structure {
  const [covered] = structure === undefined ? [] : coveredStructures(access, [structure])
  if (covered === undefined) throw notFound()
  return covered
}

function covered(c: TokenContext, structure: Structure | undefined): Structure {
  return shownDevices(c, coveredOne(c.var.access, structure))
}

function structureId(c: TokenContext): string {
  const id = c.req.param('id') ?? ''
  if (!isHomeId(id)) throw notFound()
  return id
}

/** `GET /v1/structures` */
export async function listStructures(c: TokenContext, { store, now }: DeviceApiContext): Promise<Response> {
  const { access } = c.var
  const owned = access.homes.length === 0 ? [] : await store.listStructures(access.subject)
  const shown = coveredStructures(access, owned).map((structure) => shownDevices(c, structure))
  const at = now()
  return c.json({ structures: shown.map((structure) => encodeStructure(structure, at)) })
}

/** `GET /v1/structures/{id}` */
export async function readStructure(c: TokenContext, { store, now }: DeviceApiContext): Promise<Response> {
  const found = await store.findStructure(c.var.access.subject, structureId(c))
  return c.json(encodeStructure(covered(c, found), now()))
}

/** `PATCH /v1/structures/{id}` */
export async function changeStructure(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const { store, now } = context
  const { access } = c.var
  const { subject } = access
  const id = structureId(c)
  covered(c, await store.findStructure(subject, id))
  if (!controlsHome(access, id) && !setsAway(access, id)) return refuseControl(context, 'structures:write')
  const change = decodeStructureChange(await readJsonBody(c.req.raw))
  if (change.name !== undefined && !controlsHome(access, id))
    return refuseControl(context, 'structures:write')
  if (change.away !== undefined && !setsAway(access, id))
    return refuseControl(
      context,
      'structures:write',
      'The homeowner did not allow this app to say who is at home.',
    )
  return c.json(encodeStructure(covered(c, await context.changeStructure(subject, id, change)), now()))
}
