import { z } from 'zod'

const text = z.string().max(1_000).optional()

/** The standard claims of OpenID Connect Core §5.1 by their wire names; `sub` and `email` are the account's own. */
export const claimsSchema = z.strictObject({
  name: text,
  given_name: text,
  family_name: text,
  middle_name: text,
  nickname: text,
  preferred_username: text,
  profile: text,
  picture: text,
  website: text,
  email_verified: z.boolean().optional(),
  gender: text,
  birthdate: text,
  zoneinfo: text,
  locale: text,
  phone_number: text,
  phone_number_verified: z.boolean().optional(),
  address: z
    .strictObject({
      formatted: text,
      street_address: text,
      locality: text,
      region: text,
      postal_code: text,
      country: text,
    })
    .optional(),
})
