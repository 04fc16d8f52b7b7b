import assert from 'node:assert/strict'
import { test } from 'node:test'
import { policies, policyNames, policyOf, policyWith, weakerOverrides } from './policies.ts'

const day = 86_400
const year = 365 * day

test('the policies are those that the documentation promises', () => {
  const promised = policyNames.map((name) => {
    const { pkce, codeSeconds, shownCodeSeconds, accessTokenSeconds, consent, refresh } = policyWith(name, {})
    return [
      name,
      pkce,
      codeSeconds,
      shownCodeSeconds,
      accessTokenSeconds,
      Object.values(refresh).join(),
      consent,
    ]
  })
  assert.deepEqual(promised, [
    ['default', 'always', 60, 600, 3600, 'rotate,keep', 'remembered'],
    ['openid', 'public', 60, 600, 3600, 'rotate,keep', 'remembered'],
    ['fapi2', 'always', 60, 600, 600, 'keep,keep', 'every time'],
    ['nest', 'not asked', 600, 48 * 3600, 10 * year, 'none,none', 'every time'],
    ['honeywell', 'not asked', 600, 600, 1799, 'rotate,rotate', 'remembered'],
    ['gogox', 'not asked', 600, 600, 3600, 'none,none', 'remembered'],
    ['nibe', 'not asked', 600, 600, 300, 'rotate,rotate', 'remembered'],
    ['google-home', 'public', 600, 600, 3600, 'rotate,keep', 'remembered'],
    ['alexa', 'public', 600, 600, 3600, 'rotate,rotate', 'remembered'],
    ['smartthings', 'public', 600, 600, 24 * 3600, 'rotate,rotate', 'remembered'],
    ['ifttt', 'public', 600, 600, 3600, 'rotate,keep', 'remembered'],
    ['home-assistant', 'public', 600, 600, 3600, 'rotate,rotate', 'remembered'],
    ['homey', 'public', 600, 600, 3600, 'rotate,rotate', 'remembered'],
    ['mcp', 'always', 60, 600, 3600, 'rotate,keep', 'remembered'],
  ])
  const own = policyNames.map((name) => policyWith(name, {}).clientCredentialsSeconds)
  assert.deepEqual(own.slice(0, 7), [3600, 3600, 600, 3600, 3599, 7200, 300])
})

test('a connection of the default policy ends after a year, an old vendor’s lives as long as it is used', () => {
  assert.deepEqual(
    [policies.default.refreshIdleSeconds, policies.default.refreshMaxSeconds],
    [90 * day, year],
  )
  const others = ['default', 'openid', 'fapi2', 'nest', 'gogox']
  const lasting = policyNames.filter((name) => !others.includes(name))
  for (const name of lasting)
    assert.deepEqual([policies[name].refreshIdleSeconds, policies[name].refreshMaxSeconds], [year, undefined])
})

test('a client’s own values are put over its policy, and only those', () => {
  const policy = policyWith('default', { codeSeconds: 30, refresh: 'rotate', consent: undefined })
  assert.deepEqual(policy, {
    ...policies.default,
    codeSeconds: 30,
    refresh: { public: 'rotate', confidential: 'rotate' },
  })
})

test('tokens of a client for itself never live over a day', () => {
  assert.equal(policyWith('nest', {}).clientCredentialsSeconds, 3600)
  assert.equal(policyWith('default', { accessTokenSeconds: 10 * day }).clientCredentialsSeconds, day)
  assert.equal(policyWith('default', { accessTokenSeconds: 10 * day }).accessTokenSeconds, 10 * day)
})

test('an override that demands less is named as weaker', () => {
  const weaker = {
    codeSeconds: 61,
    accessTokenSeconds: 3601,
    refreshIdleSeconds: 91 * day,
    refreshMaxSeconds: 2 * year,
    refresh: 'keep',
    pkce: 'public',
  } as const
  assert.deepEqual(weakerOverrides('default', weaker).toSorted(), Object.keys(weaker).toSorted())
  assert.deepEqual(weakerOverrides('openid', { pkce: 'not asked' }), ['pkce'])
  assert.deepEqual(weakerOverrides('nest', { consent: 'remembered' }), ['consent'])
})

test('an override that demands the same or more is not', () => {
  const stricter = {
    codeSeconds: 60,
    accessTokenSeconds: 300,
    refreshIdleSeconds: day,
    refreshMaxSeconds: year,
    refresh: 'rotate',
    pkce: 'always',
    consent: 'every time',
  } as const
  assert.deepEqual(weakerOverrides('default', stricter), [])
  assert.deepEqual(weakerOverrides('default', {}), [])
  assert.deepEqual(weakerOverrides('nibe', { refreshMaxSeconds: year, pkce: 'always', refresh: 'none' }), [])
})

test('what is weaker counts only for a verified client; what is stricter counts always', () => {
  const client = { policy: 'default', overrides: { codeSeconds: 600, accessTokenSeconds: 60 } } as const
  const [verified, stranger] = [true, false].map((isVerified) =>
    policyOf({ ...client, verified: isVerified }),
  )
  assert.deepEqual([verified?.codeSeconds, verified?.accessTokenSeconds], [600, 60])
  assert.deepEqual([stranger?.codeSeconds, stranger?.accessTokenSeconds], [60, 60])
})

test('fapi2 demands what FAPI 2.0 asks of a client, and nobody else is asked for it', () => {
  const demanded = policyNames.map((name) => {
    const { requests, authentication, assertionAudience, signatures, senderConstrained } = policyWith(
      name,
      {},
    )
    return [name, requests, authentication, assertionAudience, signatures, senderConstrained]
  })
  const [fapi2, others] = [true, false].map((isFapi) =>
    demanded.filter(([name]) => (name === 'fapi2') === isFapi),
  )
  assert.deepEqual(fapi2, [['fapi2', 'pushed', 'strong', 'issuer', 'strong', true]])
  for (const [, ...demands] of others ?? [])
    assert.deepEqual(demands, ['any', 'any', 'issuer or endpoint', 'any', false])
})
