import type { Access } from '@latchkey/resource-kit'
import { controlsDevice } from '../covered-homes.ts'
import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import type { DeviceChange } from '../devices/device-change.ts'
import type { HeatPump } from '../devices/heat-pump.ts'
import { readJsonBody } from '../read-json-body.ts'
import { decodeParameterIds, decodeSettings, type Setting } from './decode-parameters.ts'
import { encodeParameter, readPump } from './encode-parameter.ts'
import { nibeJson, notShared } from './nibe-answer.ts'
import { NibeProblem } from './nibe-problem.ts'
import type { Parameter, PumpReading } from './parameters.ts'
import { type System, type SystemUnit, unitAsked } from './systems.ts'

const queryOf = (c: TokenContext) => new URL(c.req.url).searchParams

/** Where no heat pump is shared, none of its parameters is known. */
const noParameters = () =>
  new NibeProblem(400, 'unknownParameter', 'This unit has no parameters, or this token does not cover it.')

function readAll(asked: readonly Parameter[], reading: PumpReading | undefined) {
  if (reading === undefined) throw noParameters()
  return asked.map((parameter) => encodeParameter(parameter, reading))
}

/** `GET /api/v1/systems/{id}/parameters?parameterIds=40004&parameterIds=indoor_temperature` */
export function readParameters(c: TokenContext, { now }: DeviceApiContext, system: System): Response {
  const unit = unitAsked(system, queryOf(c))
  const asked = decodeParameterIds(queryOf(c))
  return nibeJson(readAll(asked, unit && readPump(unit, now())))
}

/** All settings together, over the pump as it is. */
function changeBy(settings: readonly Setting[], heatPump: HeatPump | undefined): DeviceChange {
  const effects = settings.map(({ parameter, value }) => parameter.setting?.effect(value) ?? {})
  const kept = Object.assign({}, heatPump?.settings, ...effects.map((effect) => effect.settings))
  return {
    climate: Object.assign({}, ...effects.map(({ climate }) => climate)),
    heatPump: Object.assign({ settings: kept }, ...effects.map(({ pump }) => pump)),
  }
}

async function setAll(
  context: DeviceApiContext,
  { subject }: Access,
  { id, pump }: SystemUnit,
  settings: readonly Setting[],
): Promise<Response> {
  const decide = ({ traits }: SystemUnit['pump']) => changeBy(settings, traits.heatPump)
  const changed = await context.changeDevice(subject, pump.id, decide)
  const reading = changed && readPump({ id, pump: changed }, context.now())
  const values = readAll(
    settings.map(({ parameter }) => parameter),
    reading,
  )
  return nibeJson(values.map((parameter) => ({ status: 'DONE', parameter })))
}

/** `PUT /api/v1/systems/{id}/parameters` */
export async function setParameters(
  c: TokenContext,
  context: DeviceApiContext,
  system: System,
): Promise<Response> {
  const { access } = c.var
  const unit = unitAsked(system, queryOf(c))
  const isRefused = unit !== undefined && !controlsDevice(access, unit.pump)
  if (isRefused) return notShared(context, 'The homeowner allowed this app to read this, not to control it.')
  const settings = decodeSettings(await readJsonBody(c.req.raw))
  if (unit === undefined) throw noParameters()
  if (unit.pump.traits.connection?.isOnline === false)
    throw new NibeProblem(400, 'systemOffline', 'The heat pump cannot be reached now.')
  return setAll(context, access, unit, settings)
}
