import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import { decodeBoolean } from './decode-boolean.ts'
import { encodeParameter, readPump } from './encode-parameter.ts'
import { nibeJson } from './nibe-answer.ts'
import { NibeProblem } from './nibe-problem.ts'
import { parameters } from './parameters.ts'
import { type System, type SystemUnit, unitAsked, unitNumbered } from './systems.ts'

/** Some parameters under one heading. */
interface Heading {
  readonly id: string
  readonly title: string
  readonly keys: readonly string[]
}

/** What NIBE's pages show of a whole system, and of each unit. */
const systemStatus: readonly Heading[] = [
  { id: 'climate', title: 'Climate', keys: ['indoor_temperature', 'outdoor_temperature'] },
]
const unitStatus: readonly Heading[] = [
  { id: 'heating', title: 'Heating', keys: ['40033', '40012', '43005'] },
  { id: 'hotwater', title: 'Hot water', keys: ['40013', '40014'] },
  { id: 'ventilation', title: 'Ventilation', keys: ['fan_speed'] },
]

const categories: readonly Heading[] = [
  { id: 'STATUS', title: 'status', keys: ['40004', '40013', '40014', '43005'] },
  {
    id: 'CLIMATE_SYSTEM_1',
    title: 'climate system 1',
    keys: ['40033', '40012', '47011', '47398', '48739', '48785'],
  },
  { id: 'HOT_WATER', title: 'hot water', keys: ['hot_water_temperature', 'hot_water_boost'] },
  { id: 'VENTILATION', title: 'ventilation', keys: ['fan_speed', 'ventilation_boost'] },
]

function valuesOf({ keys }: Heading, unit: SystemUnit, now: number) {
  const reading = readPump(unit, now)
  if (reading === undefined) return []
  return keys.flatMap((key) => {
    const parameter = parameters.get(key)
    return parameter === undefined ? [] : [encodeParameter(parameter, reading)]
  })
}

function statusOf(headings: readonly Heading[], unit: SystemUnit, now: number) {
  return headings.map((heading) => ({
    image: { name: heading.id, sizes: [] },
    inlineText: '',
    title: heading.title,
    parameters: valuesOf(heading, unit, now),
  }))
}

/** `GET /api/v1/systems/{id}/status/system` */
export function readSystemStatus(_: TokenContext, { now }: DeviceApiContext, { units }: System): Response {
  return nibeJson(units.slice(0, 1).flatMap((unit) => statusOf(systemStatus, unit, now())))
}

/** `GET /api/v1/systems/{id}/status/systemUnit/{unit}` */
export function readUnitStatus(c: TokenContext, { now }: DeviceApiContext, system: System): Response {
  const unit = unitNumbered(system, c.req.param('unit') ?? '')
  return nibeJson(statusOf(unitStatus, unit, now()))
}

/** `GET /api/v1/systems/{id}/serviceinfo/categories?systemUnitId=0&parameters=true` */
export function listCategories(c: TokenContext, { now }: DeviceApiContext, system: System): Response {
  const query = new URL(c.req.url).searchParams
  const unit = unitAsked(system, query)
  const isFull = decodeBoolean(query, 'parameters') ?? false
  if (unit === undefined) return nibeJson([])
  return nibeJson(
    categories.map((category) => ({
      categoryId: category.id,
      name: category.title,
      parameters: isFull ? valuesOf(category, unit, now()) : null,
    })),
  )
}

/** `GET /api/v1/systems/{id}/serviceinfo/categories/{category}` */
export function readCategory(c: TokenContext, { now }: DeviceApiContext, system: System): Response {
  const unit = unitAsked(system, new URL(c.req.url).searchParams)
  const category = categories.find(({ id }) => id === c.req.param('category'))
  if (unit === undefined || category === undefined)
    throw new NibeProblem(404, 'notFound', 'There is no such category, or this token does not cover it.')
  return nibeJson(valuesOf(category, unit, now()))
}
