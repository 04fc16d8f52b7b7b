import { nameText } from '../name-text.ts'
import type { Structure, StructureChange, StructureFacts } from '../structures/structure.ts'
import { wrongFormat } from './decode-thermostat-write.ts'
import { noWritePermission } from './encode-nest-error.ts'
import { isAway } from './encode-nest-structure.ts'
import { NestProblem, shownValue } from './nest-problem.ts'
import { fieldsOf } from './read-nest-body.ts'

/** What Nest lets a program write of a home. */
export const structureFields = ['away', 'name', 'eta'] as const
export type StructureField = (typeof structureFields)[number]

export const isStructureField = (field: string): field is StructureField =>
  structureFields.some((one) => one === field)

/** Throws a `NestProblem`. Fields that are none of `structureFields` were refused before. */
export function decodeStructureWrite(
  structure: Structure,
  fields: ReadonlyMap<string, unknown>,
  now: number,
): StructureChange {
  const away = fields.has('away') ? decodeAway(fields.get('away')) : undefined
  return {
    away,
    name: fields.has('name') ? decodeName(fields.get('name')) : undefined,
    facts: fields.has('eta')
      ? { eta: decodeEta(fields.get('eta'), { ...structure, away: away ?? structure.away }, now) }
      : undefined,
  }
}

function decodeAway(value: unknown): 'home' | 'away' {
  if (value === 'home' || value === 'away') return value
  if (typeof value !== 'string') throw wrongFormat('away', value)
  throw new NestProblem('range-error', `Invalid value for away: '${shownValue(value)}'`)
}

function decodeName(value: unknown): string {
  const name = nameText.safeParse(value)
  if (name.success) return name.data
  throw wrongFormat('name', value)
}

const begin = 'estimated_arrival_window_begin'
const end = 'estimated_arrival_window_end'

type Eta = NonNullable<StructureFacts['eta']>

/** When somebody is expected: told by programs while nobody is at home. */
function decodeEta(json: unknown, structure: Structure, now: number): Eta {
  const fields = fieldsOf(json)
  const denied = [...fields.keys()].filter((field) => !['trip_id', begin, end].includes(field))
  if (denied.length > 0) throw noWritePermission(denied)
  if (!isAway(structure)) throw new NestProblem('mode-error', 'Not in away mode')
  const tripId = nameText.safeParse(fields.get('trip_id'))
  if (!tripId.success) throw wrongFormat('trip_id', fields.get('trip_id'))
  const [from, until] = [decodeTime(begin, fields), decodeTime(end, fields)]
  if (until < from || until <= now)
    throw new NestProblem('range-error', `Invalid value for ${end}: '${shownValue(fields.get(end))}'`)
  return { tripId: tripId.data, from, until }
}

/** ISO 8601; without a zone, as some programs write it, it is in UTC. */
const timePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?$/

function decodeTime(name: string, fields: ReadonlyMap<string, unknown>): number {
  const value = fields.get(name)
  const [text, zone] = typeof value === 'string' ? (timePattern.exec(value) ?? []) : []
  const millis = Date.parse(`${text}${zone === undefined ? 'Z' : ''}`)
  if (text === undefined || Number.isNaN(millis)) throw wrongFormat(name, value)
  return millis
}
