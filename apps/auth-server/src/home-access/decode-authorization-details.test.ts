import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dialects } from '@latchkey/dialects'
import { OAuthError, readParameters } from '@latchkey/protocol'
import { sampleClient } from '../store/contract/samples.testing.ts'
import { type AskedWith, decodeAuthorizationDetails } from './decode-authorization-details.ts'

const issuer = 'https://id.example.com'
const type = 'home_access'
const beside: AskedWith = {
  client: sampleClient(),
  dialect: dialects.standard,
  scope: ['openid', 'devices:write'],
  audience: [issuer],
  issuer,
}

function decode(value: unknown, more: Partial<AskedWith> = {}) {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const parameters = readParameters([['authorization_details', text]])
  return decodeAuthorizationDetails(parameters, { ...beside, ...more })
}

function refusal(value: unknown, more: Partial<AskedWith> = {}): OAuthError {
  try {
    decode(value, more)
  } catch (error) {
    assert(error instanceof OAuthError, String(error))
    return error
  }
  return assert.fail(`${JSON.stringify(value)} was not refused`)
}

test('what is asked for by name is read, and whoever may do anything may look', () => {
  assert.equal(decodeAuthorizationDetails(readParameters([]), beside), undefined)
  assert.deepEqual(decode([{ type }]), [{ type }])
  assert.deepEqual(
    decode([
      { type, structure: 'villa', devices: 'all', actions: ['control'], locations: [`${issuer}/v1`] },
      { type, structure: 'villa', devices: ['door'], actions: ['unlock', 'control', 'read'] },
      { type, structure: '__proto__', devices: ['constructor'] },
    ]),
    [
      { type, structure: 'villa', devices: 'all', actions: ['read', 'control'] },
      { type, structure: 'villa', devices: ['door'], actions: ['read', 'control', 'unlock'] },
      { type, structure: '__proto__', devices: ['constructor'] },
    ],
  )
})

test('everything else is invalid_authorization_details, with a sentence that says what is wrong', () => {
  const wrong: readonly (readonly [value: unknown, sentence: RegExp])[] = [
    ['{', /a JSON array/],
    ['null', /a JSON array/],
    [{ type }, /a JSON array/],
    [[], /a JSON array/],
    [Array.from({ length: 51 }, (_, at) => ({ type, structure: `${at}` })), /50 objects at most/],
    [[null], /\[0\]: it must be an object/],
    [[[]], /it must be an object/],
    [['home_access'], /it must be an object/],
    [[{ type }, {}], /\[1\]: the only type known here is home_access/],
    [[{ type: 'payment_initiation' }], /the only type/],
    [[{ type: ['home_access'] }], /the only type/],
    ['[{"__proto__":{"type":"home_access"}}]', /the only type/],
    ['[{"type":"home_access","__proto__":{}}]', /no member __proto__/],
    [[{ type, constructor: 1 }], /no member constructor/],
    [[{ type, privileges: ['admin'] }], /no member privileges/],
    [[{ type, structure: 1 }], /structure must be/],
    [[{ type, structure: '' }], /structure must be/],
    [[{ type, structure: 'a\nb' }], /structure must be/],
    [[{ type, structure: 'x'.repeat(256) }], /structure must be/],
    [[{ type, devices: 'all' }], /devices need the structure/],
    [[{ type, structure: 'villa', devices: [] }], /devices must be/],
    [[{ type, structure: 'villa', devices: 'some' }], /devices must be/],
    [[{ type, structure: 'villa', devices: [1] }], /devices must be/],
    [[{ type, structure: 'villa', devices: Array.from({ length: 201 }, String) }], /devices must be/],
    [[{ type, structure: 'villa', devices: ['hall', 'hall'] }], /twice/],
    [[{ type, actions: [] }], /actions must be/],
    [[{ type, actions: ['write'] }], /actions must be/],
    [[{ type, actions: ['__proto__'] }], /actions must be/],
    [[{ type, actions: ['read', 'read'] }], /twice/],
    [[{ type, actions: ['read', 'away'] }], /does not go to away/],
    [[{ type, locations: [] }], /locations must be/],
    [[{ type, locations: ['https://meter.example.com'] }], /locations may name/],
    [[{ type, locations: [`${issuer}.evil.example`] }], /locations may name/],
    [[{ type }, { type }], /the same home or the same device twice/],
    [
      [
        { type, structure: 'villa' },
        { type, structure: 'villa', devices: 'all' },
      ],
      /twice/,
    ],
    [
      [
        { type, structure: 'villa', devices: ['hall'], actions: ['read'] },
        { type, structure: 'villa', devices: ['hall', 'pump'], actions: ['control'] },
      ],
      /twice/,
    ],
  ]
  for (const [value, sentence] of wrong) {
    const { code, message } = refusal(value)
    assert.equal(code, 'invalid_authorization_details', message)
    assert.match(message, sentence)
  }
  assert.equal(decode(''), undefined, 'RFC 6749 §3.1: an empty parameter is none')
})

test('what stands beside the details limits them', () => {
  const refused = (value: unknown, more: Partial<AskedWith>) => refusal(value, more).message
  assert.match(refused([{ type }], { scope: ['openid'] }), /goes to no home/)
  assert.match(refused([{ type, actions: ['control'] }], { scope: ['devices:read'] }), /control/)
  const elsewhere = { audience: ['https://meter.example.com'] }
  assert.deepEqual(decode([{ type }], elsewhere), [{ type }])
  assert.match(refused([{ type, locations: [issuer] }], elsewhere), /asks no token/)
})

test('a client has the types that it registered; one of an old dialect has none', () => {
  const declared = (authorizationDetailsTypes: readonly 'home_access'[]) => ({
    client: sampleClient({ authorizationDetailsTypes }),
  })
  assert.deepEqual(decode([{ type }], declared(['home_access'])), [{ type }])
  assert.match(refusal([{ type }], declared([])).message, /registered/)
  for (const dialect of Object.values(dialects).filter(({ hasExtensions }) => !hasExtensions)) {
    const { code, reason } = refusal([{ type }], { dialect })
    assert.deepEqual([code, reason.kind], ['invalid_request', 'not allowed by dialect'])
  }
})
