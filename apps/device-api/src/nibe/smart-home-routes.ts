import { controlsDevice, setsAway } from '../covered-homes.ts'
import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import { inTurn } from '../in-turn.ts'
import { readJsonBody } from '../read-json-body.ts'
import type { StructureChange, VirtualThermostat } from '../structures/structure.ts'
import { decodeMode, decodeThermostat, encodeMode, encodeThermostat } from './decode-smart-home.ts'
import { nibeJson, notShared } from './nibe-answer.ts'
import { NibeProblem } from './nibe-problem.ts'
import { findSystem, type System } from './systems.ts'

const mostThermostats = 100

/** `GET /api/v1/systems/{id}/smarthome/mode` */
export function readMode(_: TokenContext, _context: DeviceApiContext, { structure }: System): Response {
  return nibeJson(encodeMode(structure.away))
}

async function saveHome(
  c: TokenContext,
  context: DeviceApiContext,
  { structure }: System,
  change: StructureChange,
): Promise<Response> {
  const changed = await context.changeStructure(c.var.access.subject, structure.id, change)
  if (changed === undefined)
    throw new NibeProblem(404, 'unknownSystem', 'There is no such system, or this token does not cover it.')
  return new Response(null, { status: 204 })
}

/** `PUT /api/v1/systems/{id}/smarthome/mode` */
export async function setMode(c: TokenContext, context: DeviceApiContext, system: System): Promise<Response> {
  if (!setsAway(c.var.access, system.structure.id))
    return notShared(context, 'The homeowner did not allow this app to say who is at home.')
  return saveHome(c, context, system, { away: decodeMode(await readJsonBody(c.req.raw)) })
}

/** Made up for the heat pump, so they are seen with it. */
const thermostatsOf = ({ structure, units }: System) =>
  units.length === 0 ? [] : (structure.facts.virtualThermostats ?? [])

/** `GET /api/v1/systems/{id}/smarthome/thermostats` */
export function listThermostats(_: TokenContext, _context: DeviceApiContext, system: System): Response {
  return nibeJson(thermostatsOf(system).map(encodeThermostat))
}

/** In the place of the one with its id, else behind the others. */
function withThermostat(
  thermostats: readonly VirtualThermostat[],
  posted: VirtualThermostat,
): readonly VirtualThermostat[] {
  const others = thermostats.filter(({ externalId }) => externalId !== posted.externalId)
  if (others.length >= mostThermostats)
    throw new NibeProblem(400, 'tooMany', `A system may have ${mostThermostats} thermostats at most.`)
  const at = thermostats.findIndex(({ externalId }) => externalId === posted.externalId)
  return at === -1 ? [...others, posted] : others.toSpliced(at, 0, posted)
}

/**
 * `POST /api/v1/systems/{id}/smarthome/thermostats`. Those of a home are kept together, so that in one process they are added
 * in turn; where two processes are told at once, the later one counts until the program tells again, which it does all the time.
 */
export function thermostatPoster() {
  const takeTurns = inTurn()
  return async (c: TokenContext, context: DeviceApiContext, system: System): Promise<Response> => {
    const isControlled = system.units.some(({ pump }) => controlsDevice(c.var.access, pump))
    if (!isControlled)
      return notShared(context, 'The homeowner did not allow this app to control a heat pump here.')
    const posted = decodeThermostat(await readJsonBody(c.req.raw))
    return takeTurns(system.structure.id, async () => {
      const current = await findSystem(c, context)
      const virtualThermostats = withThermostat(current.structure.facts.virtualThermostats ?? [], posted)
      return saveHome(c, context, current, { facts: { virtualThermostats } })
    })
  }
}
