import { answerJson, refuseOutdated } from '../answers/answer-json.ts'
import { answerOnce } from '../answers/answer-once.ts'
import { decodePageRequest, pageOf } from '../answers/pages.ts'
import { controlsHome, setsAway } from '../covered-homes.ts'
import { type DeviceApiContext, refuseControl, type TokenContext } from '../device-api-context.ts'
import { readAt } from '../devices/read-at.ts'
import { Problem } from '../problem.ts'
import { readJsonBody } from '../read-json-body.ts'
import { decodeStructureChange } from './decode-structure-change.ts'
import { encodeStructure } from './encode-structure.ts'
import { shownStructures } from './shown-structure.ts'
import type { Structure } from './structure.ts'
import { isHomeId } from './structure-definition.ts'

const notFound = () => new Problem(404, 'There is no such structure, or this token does not cover it.')

function shown(c: TokenContext, structure: Structure | undefined): Structure {
  const { access, scope } = c.var
  const [one] = structure === undefined ? [] : shownStructures(access, scope, [structure])
  if (one === undefined) throw notFound()
  return one
}

/** The home that the path names, as far as the token covers it. Throws a `Problem` 404. */
export async function findShownStructure(c: TokenContext, { store }: DeviceApiContext): Promise<Structure> {
  const id = c.req.param('id') ?? ''
  if (!isHomeId(id)) throw notFound()
  return shown(c, await store.findStructure(c.var.access.subject, id))
}

function answerStructure(c: TokenContext, { now }: DeviceApiContext, structure: Structure): Response {
  return answerJson(c, encodeStructure(structure, readAt(now())), { version: structure.version })
}

/** A list is in the order in which homes were made. */
const keyOf = ({ number }: Structure) => String(number).padStart(10, '0')

/** `GET /v1/structures` */
export async function listStructures(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const request = decodePageRequest(c)
  const { access, scope } = c.var
  const owned = access.homes.length === 0 ? [] : await context.store.listStructures(access.subject)
  const all = shownStructures(access, scope, owned)
  const { things, headers } = pageOf(c, context, { all, keyOf }, request)
  const at = readAt(context.now())
  return answerJson(c, { structures: things.map((structure) => encodeStructure(structure, at)) }, { headers })
}

/** `GET /v1/structures/{id}` */
export async function readStructure(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  return answerStructure(c, context, await findShownStructure(c, context))
}

const sayWhoIsIn = 'The homeowner did not allow this app to say who is at home.'

/** `PATCH /v1/structures/{id}` */
export async function changeStructure(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const { access } = c.var
  const { id } = await findShownStructure(c, context)
  const refuse = (detail?: string) => refuseControl(context, 'structures:write', detail)
  if (!controlsHome(access, id) && !setsAway(access, id)) return refuse()
  const body = await readJsonBody(c.req.raw)
  const { isOfTheHome, saysWhoIsIn, ...change } = decodeStructureChange(body)
  if (isOfTheHome && !controlsHome(access, id)) return refuse()
  if (saysWhoIsIn && !setsAway(access, id)) return refuse(sayWhoIsIn)
  return answerOnce(c, context, body, async () => {
    const changed = await context.changeStructure(access.subject, id, (structure) => {
      refuseOutdated(c.req.header('If-Match'), structure)
      return change
    })
    return answerStructure(c, context, shown(c, changed))
  })
}
