import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimsSchema } from './claims-schema.ts'

const good: Readonly<Record<string, readonly unknown[]>> = {
  birthdate: ['1984-02-29', '0000-02-29', '1984'],
  zoneinfo: ['Europe/Stockholm', 'America/Los_Angeles', 'UTC'],
  locale: ['sv', 'en-US', 'zh-Hant-TW'],
  phone_number: ['+46 8 123 45 67', '+1 (604) 555-1234;ext=5678'],
  website: ['https://example.com/anna', 'http://example.com'],
  email_verified: [true, false],
  address: [{ formatted: 'Storgatan 1\n111 22 Lund' }, { locality: 'Lund', country: 'Sweden' }],
  name: ['Anna Andersson'],
}

const bad: Readonly<Record<string, readonly unknown[]>> = {
  birthdate: ['1984-02-30', '1983-02-29', '0000-13-01', '84', '1984-2-9', '29.2.1984', ''],
  zoneinfo: ['Europe/Lund', '+01:00', 'europe/stockholm', ''],
  locale: ['sv_SE', 'svenska språket', ''],
  phone_number: ['08 123 45 67', '+', '+46;ext=', ''],
  website: ['javascript:alert(1)', 'example.com', 'ftp://example.com', ''],
  email_verified: ['true', 1, null],
  address: ['Storgatan 1', { street: 'Storgatan 1' }, { locality: '' }],
  name: ['', 7, null],
  updated_at: [1_700_000_000],
  email: ['anna@example.com'],
}

test('a claim has the form that OpenID Connect Core 5.1 says', () => {
  for (const [name, values] of Object.entries(good))
    for (const value of values)
      assert.ok(claimsSchema.safeParse({ [name]: value }).success, `${name} ${value}`)
})

test('a claim of another form, an empty one or one that the server knows itself is refused', () => {
  for (const [name, values] of Object.entries(bad))
    for (const value of values) {
      const { success } = claimsSchema.safeParse({ [name]: value })
      assert.equal(success, false, `${name} ${JSON.stringify(value)}`)
    }
})
