import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleAccount } from '../store/contract/samples.testing.ts'
import { claimsFor } from './claims-for.ts'

const account = sampleAccount({
  email: 'anna@example.com',
  claims: { name: 'Anna', locale: 'sv', email: 'other@example.com', sub: 'somebody else', phone_number: '1' },
})

test('a scope gives its own claims, nothing is told that is not there', () => {
  assert.deepEqual(claimsFor(account, ['openid']), {})
  assert.deepEqual(claimsFor(account, ['openid', 'profile']), { name: 'Anna', locale: 'sv' })
  assert.deepEqual(claimsFor(account, ['email']), { email: 'anna@example.com', email_verified: false })
  assert.deepEqual(claimsFor(account, ['devices:read', 'constructor', '__proto__']), {})
})

test('an account’s own e-mail and subject cannot be declared otherwise', () => {
  const claims = claimsFor(account, ['openid', 'profile', 'email'])
  assert.equal(claims.email, 'anna@example.com')
  assert.equal('sub' in claims, false)
})
