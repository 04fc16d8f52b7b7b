import { z } from 'zod'
import { decodeMembers } from '../decode-members.ts'
import { nameText } from '../name-text.ts'
import { awayStates, type StructureChange, type StructureFacts } from './structure.ts'
import { countryCodeText, postalCodeText } from './structure-definition.ts'

const members = ['name', 'away', 'country_code', 'postal_code', 'eta']

const time = z.iso.datetime({ offset: true, error: 'must be a time such as 2026-01-15T18:00:00Z' })

const eta = z
  .strictObject(
    {
      trip_id: z
        .string('must be text')
        .regex(/^[\x21-\x7e]{1,100}$/, 'must be 1 to 100 characters without spaces'),
      from: time,
      until: time,
    },
    'must be an object with trip_id, from and until, or null',
  )
  .refine(
    ({ from, until }) => Date.parse(from) <= Date.parse(until),
    'must have an until that is not before its from',
  )

const structureChange = z
  .strictObject({
    name: nameText,
    away: z.enum(awayStates, 'must be "home", "away" or "vacation"'),
    country_code: countryCodeText.nullable(),
    postal_code: postalCodeText.nullable(),
    eta: eta.nullable(),
  })
  .partial()
  .refine((body) => Object.keys(body).length > 0, `Send at least one of ${members.join(', ')}`)

/** What a body asks for: facts that it takes away are `undefined` there. */
export interface DecodedStructureChange extends StructureChange {
  /** What is for those who may say who is at home: away, and when somebody comes. */
  readonly saysWhoIsIn: boolean
  /** What is for those who control the home: its name and address. */
  readonly isOfTheHome: boolean
}

type Body = z.output<typeof structureChange>

const etaOf = ({
  trip_id: tripId,
  from,
  until,
}: NonNullable<Body['eta']>): NonNullable<StructureFacts['eta']> => ({
  tripId,
  from: Date.parse(from),
  until: Date.parse(until),
})

/** Members that are there, `null` as what is no longer known. */
function factsOf(body: Body): StructureFacts | undefined {
  const facts = {
    ...(body.country_code !== undefined && { countryCode: body.country_code ?? undefined }),
    ...(body.postal_code !== undefined && { postalCode: body.postal_code ?? undefined }),
    ...(body.eta !== undefined && { eta: body.eta === null ? undefined : etaOf(body.eta) }),
  }
  // The store writes JSON, in which what is undefined is not there.
  return Object.keys(facts).length === 0 ? undefined : (facts as StructureFacts)
}

/** The body of `PATCH /v1/structures/{id}`. */
export function decodeStructureChange(json: unknown): DecodedStructureChange {
  const body = decodeMembers(structureChange, members, json)
  const ofTheHome = [body.name, body.country_code, body.postal_code]
  return {
    name: body.name,
    away: body.away,
    facts: factsOf(body),
    saysWhoIsIn: body.away !== undefined || body.eta !== undefined,
    isOfTheHome: ofTheHome.some((value) => value !== undefined),
  }
}
