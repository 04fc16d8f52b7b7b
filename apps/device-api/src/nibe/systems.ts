import type { Access } from '@latchkey/resource-kit'
import { coveredStructures, seesDevice } from '../covered-homes.ts'
import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import type { Device } from '../devices/device.ts'
import type { Structure } from '../structures/structure.ts'
import { NibeProblem } from './nibe-problem.ts'

/** A heat pump of a home. The numbers count every pump as they were added, so that what is shared may change and no number does. */
export interface SystemUnit {
  readonly id: number
  readonly pump: Device
}

/** A home as NIBE's programs see it. */
export interface System {
  /** With the covered devices only. */
  readonly structure: Structure
  /** The covered ones. */
  readonly units: readonly SystemUnit[]
}

function unitsOf({ devices }: Structure, access: Access): readonly SystemUnit[] {
  return devices
    .filter(({ type }) => type === 'heat_pump')
    .toSorted((one, other) => one.number - other.number)
    .map((pump, id) => ({ id, pump }))
    .filter(({ pump }) => seesDevice(access, pump))
}

/** The home whose number stands in the path. Throws NIBE's 2 for one that does not exist or is not covered. */
export async function findSystem(c: TokenContext, { store }: DeviceApiContext): Promise<System> {
  const { access } = c.var
  const text = c.req.param('system') ?? ''
  const found = /^\d{1,15}$/.test(text)
    ? await store.findStructureByNumber(access.subject, Number(text))
    : undefined
  const [structure] = found === undefined ? [] : coveredStructures(access, [found])
  if (found === undefined || structure === undefined)
    throw new NibeProblem(404, 'unknownSystem', 'There is no such system, or this token does not cover it.')
  return { structure, units: unitsOf(found, access) }
}

const unknownUnit = () =>
  new NibeProblem(404, 'unknownSystemUnit', 'There is no such unit, or this token does not cover it.')

/** The unit of this number. Throws NIBE's 9. */
export function unitNumbered({ units }: System, text: string): SystemUnit {
  const unit = units.find(({ id }) => String(id) === text)
  if (unit === undefined) throw unknownUnit()
  return unit
}

/**
 * The unit that `systemUnitId` names. Absent or empty is the first that is covered. Every system has a unit 0, so that one is
 * no error: `undefined` where it is not covered. Throws NIBE's 9 for another.
 */
export function unitAsked(system: System, query: URLSearchParams): SystemUnit | undefined {
  const text = query.get('systemUnitId') ?? ''
  if (text === '') return system.units[0]
  return text === '0' ? system.units.find(({ id }) => id === 0) : unitNumbered(system, text)
}
