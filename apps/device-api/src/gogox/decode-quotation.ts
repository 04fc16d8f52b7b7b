import { z } from 'zod'
import { nameText } from '../name-text.ts'
import { Problem } from '../problem.ts'
import { type Place, type Quoted, vehicleTypes } from './price.ts'

const oneOf = (names: readonly string[]) => `must be one of ${names.join(', ')}`

const paymentMethods = ['monthly_settlement', 'prepaid_wallet'] as const

const text = nameText.optional()

const location = z.object(
  {
    lat: z.number('must be a number').min(-90, 'must be from -90 to 90').max(90, 'must be from -90 to 90'),
    lng: z
      .number('must be a number')
      .min(-180, 'must be from -180 to 180')
      .max(180, 'must be from -180 to 180'),
  },
  'must be an object with lat and lng',
)

const stop = z.object(
  {
    name: text,
    street_address: text,
    location,
    contact: z.object({ name: text, phone_number: text }, 'must be an object').optional(),
  },
  'must be an object',
)

const times = 'must be seconds since 1970, or a time as 2030-01-31T09:00:00+08:00'

const scheduleAt = z.union([z.int().min(0).max(253_402_300_799), z.iso.datetime({ offset: true })], times)

const members = z.object({
  vehicle_type: z.enum(vehicleTypes, oneOf(vehicleTypes)),
  payment_method: z.enum(paymentMethods, oneOf(paymentMethods)).optional(),
  pickup: stop.extend({ schedule_at: scheduleAt }),
  // Programs send one as a list of one, or as itself.
  destinations: z.preprocess(
    (value) => (Array.isArray(value) || typeof value !== 'object' || value === null ? value : [value]),
    z
      .array(stop, 'must be a list of places')
      .min(1, 'must hold a place')
      .max(20, 'must hold 20 places at most'),
  ),
})

/** The body of `POST /transport/quotations`. Throws a 400 `Problem` that names the first mistake; what else stands in it is not read. */
export function decodeQuotation(json: unknown): Quoted {
  const { success, data, error } = members.safeParse(json)
  if (!success) {
    const [issue] = error.issues
    const member = issue?.path.join('.')
    throw new Problem(400, member ? `${member} ${issue?.message}.` : 'The body must be a JSON object.')
  }
  const { vehicle_type: vehicle, payment_method: payment, pickup, destinations } = data
  const { schedule_at: at } = pickup
  const places: readonly Place[] = [pickup, ...destinations].map((one) => one.location)
  return {
    vehicle,
    payment,
    places,
    scheduledAt: typeof at === 'number' ? at : Math.floor(Date.parse(at) / 1000),
  }
}
