import { z } from 'zod'
import { decodeMembers } from '../decode-members.ts'
import { nameText } from '../name-text.ts'
import { awayStates, type StructureChange } from './structure.ts'

const members = ['name', 'away']

const structureChange = z
  .strictObject({ name: nameText, away: z.enum(awayStates, 'must be "home", "away" or "vacation"') })
  .partial()
  .refine((body) => Object.keys(body).length > 0, 'Send at least one of name, away')

/** The body of `PATCH /v1/structures/{id}`. */
export function decodeStructureChange(json: unknown): StructureChange {
  return decodeMembers(structureChange, members, json)
}
