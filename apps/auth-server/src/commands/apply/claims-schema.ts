import { z } from 'zod'

// OpenID Connect Core §5.1; a claim that is not known is left out, never empty.

const text = z.string().min(1, 'must not be empty: leave it out').max(1_000).optional()

const link = z
  .string()
  .max(1_000)
  .refine((uri) => /^https?:\/\//.test(uri) && URL.canParse(uri), 'must be a web address')
  .optional()

/** ISO 8601: a day, a day whose year is not told (0000), or a year alone. */
const birthdate = z
  .string()
  .refine((day) => /^\d{4}$/.test(day) || isDay(day), 'must be YYYY-MM-DD, 0000-MM-DD or YYYY')
  .optional()

function isDay(text: string): boolean {
  const [, year, day] = /^(\d{4})-(\d{2}-\d{2})$/.exec(text) ?? []
  if (year === undefined || day === undefined) return false
  // A leap year where none is told: the 29th of February is a birthday too.
  const date = `${year === '0000' ? '2000' : year}-${day}`
  const read = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(date)
}

const zoneinfo = z
  .string()
  .max(100)
  .refine(isZone, 'must be a name of the IANA time zone database, as Europe/Stockholm')
  .optional()

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined && /^[A-Z]/.test(name)
  } catch {
    return false
  }
}

const locale = z
  .string()
  .max(100)
  .refine(isLanguageTag, 'must be a BCP 47 language tag, as sv or en-US')
  .optional()

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

const phoneNumber = z
  .string()
  .regex(/^\+\d[\d ().-]{2,40}(?:;ext=\d{1,10})?$/, 'must begin with + and the code of the country')
  .optional()

/** The standard claims by their wire names; `sub`, `email` and `updated_at` are the account's own. */
export const claimsSchema = z.strictObject({
  name: text,
  given_name: text,
  family_name: text,
  middle_name: text,
  nickname: text,
  preferred_username: text,
  profile: link,
  picture: link,
  website: link,
  email_verified: z.boolean().optional(),
  gender: text,
  birthdate,
  zoneinfo,
  locale,
  phone_number: phoneNumber,
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
