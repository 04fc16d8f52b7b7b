import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleAccount } from '../store/contract/samples.testing.ts'
import { claimsOf } from './claims-of-scope.ts'
import { encodeClaims } from './encode-claims.ts'

const account = sampleAccount({
  email: 'anna@example.com',
  claims: { name: 'Anna', locale: 'sv', email: 'forged@example.com', secret: 'x' },
  createdAt: 1_700_000_000_900,
})

test('a scope asks for its claims and no others, whatever its name is', () => {
  assert.deepEqual(claimsOf(['openid']), [])
  assert.deepEqual(claimsOf(['devices:read', 'constructor', '__proto__']), [])
  assert.deepEqual(encodeClaims(account, claimsOf(['openid', 'profile'])), {
    name: 'Anna',
    updated_at: 1_700_000_000,
    locale: 'sv',
  })
  assert.deepEqual(encodeClaims(account, claimsOf(['email'])), {
    email: 'anna@example.com',
    email_verified: false,
  })
})

test('updated_at is when the account was made, then when its claims changed', () => {
  const changed = { ...account, updatedAt: 1_800_000_000_000 }
  assert.deepEqual(encodeClaims(changed, ['updated_at']), { updated_at: 1_800_000_000 })
})

test('what is not there, is empty or has another type is not told', () => {
  const odd = { name: '', nickname: null, gender: 7, phone_number_verified: 'yes', birthdate: undefined }
  const claims = { ...odd, address: { locality: '', country: null } }
  const names = claimsOf(['profile', 'phone', 'address'])
  assert.deepEqual(Object.keys(encodeClaims({ ...account, claims }, names)), ['updated_at'])
  const told = encodeClaims({ ...account, claims: { address: { locality: 'Lund', region: '' } } }, [
    'address',
  ])
  assert.deepEqual(told, { address: { locality: 'Lund' } })
})

test('a phone number that nobody confirmed is told as such, and without a number nothing is', () => {
  const names = ['phone_number', 'phone_number_verified']
  const phone = { phone_number: '+46 8 123 45 67' }
  assert.deepEqual(encodeClaims({ ...account, claims: phone }, names), {
    ...phone,
    phone_number_verified: false,
  })
  assert.deepEqual(encodeClaims(account, names), {})
})

test('the e-mail is the one by which the account signs in, and no other claim is told', () => {
  const told = encodeClaims(account, ['email', 'secret', 'toString', '__proto__'])
  assert.equal(told.email, 'anna@example.com')
  assert.deepEqual(Object.keys(encodeClaims(account, ['toString', '__proto__'])), [])
})
