import type { Account } from '../store/records.ts'

type Claims = Readonly<Record<string, unknown>>

/** OpenID Connect Core §5.1; every other claim is a text. */
const kindOf: Readonly<Record<string, string>> = {
  email_verified: 'boolean',
  phone_number_verified: 'boolean',
  updated_at: 'number',
  address: 'object',
}

/** What an account says of itself by these claims; nothing is told that is not there (OpenID Connect Core §5.3.2). */
export function encodeClaims(account: Account, names: readonly string[]): Claims {
  const known = knownClaims(account)
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = Object.hasOwn(known, name) ? filled(known[name]) : undefined
      return typeof value === (kindOf[name] ?? 'string') ? [[name, value]] : []
    }),
  )
}

function knownClaims({ claims, email, createdAt, updatedAt }: Account): Claims {
  return {
    email_verified: false,
    ...(claims.phone_number !== undefined && { phone_number_verified: false }),
    ...claims,
    email,
    updated_at: Math.floor((updatedAt ?? createdAt) / 1000),
  }
}

/** An empty text says nothing, and an address without a line neither. */
function filled(value: unknown): unknown {
  if (value === null || value === '') return undefined
  if (typeof value !== 'object') return value
  const lines = Object.entries(value).filter(([, line]) => typeof line === 'string' && line !== '')
  return lines.length === 0 ? undefined : Object.fromEntries(lines)
}
