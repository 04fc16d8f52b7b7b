import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dialectNames, dialects } from '@latchkey/dialects'
import {
  fromBase64url,
  OAuthError,
  parseScope,
  readBasicCredentials,
  readParameters,
  redirectUriMatches,
  redirectUriProblem,
  tokenAlphabets,
  verifyDpopProof,
  withAliases,
} from '@latchkey/protocol'
import fc from 'fast-check'
import { decodeClaimsParameter } from '../../apps/auth-server/src/openid/decode-claims-parameter.ts'
import { objectProblem } from '../../apps/auth-server/src/request-objects/decode-object-claims.ts'
import { parametersOf } from '../../apps/auth-server/src/request-objects/decode-request-object.ts'
import { decodeForwardedCertificate } from '../../apps/auth-server/src/sender-constraint/decode-forwarded-certificate.ts'
import { redirectUri } from '../definition.ts'
import { runs } from './runs.ts'

// What a stranger sends is read, or refused by an OAuthError: nothing else is ever thrown. The same of whole requests, with
// their cookies, forms and headers: program-requests.test.ts.

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.base64String(),
  fc.json(),
)
const basic = fc.oneof(
  text.map((words) => `Basic ${words}`),
  text.map((words) => `Basic ${Buffer.from(words).toString('base64')}`),
  fc.uint8Array().map((bytes) => `basic  ${Buffer.from(bytes).toString('base64')}`),
)
const base64url = (value: string) => Buffer.from(value).toString('base64url')
const jwt = fc
  .tuple(
    fc.oneof(fc.json(), fc.constantFrom('{"typ":"dpop+jwt","alg":"ES256"}', '{"alg":"none"}', '[]')),
    fc.json(),
    fc.base64String(),
  )
  .map(([header, claims, signature]) => `${base64url(header)}.${base64url(claims)}.${base64url(signature)}`)
const pairs = fc.array(fc.tuple(text, text), { maxLength: 12 })

const scopes = ['openid', 'profile', 'email']
const names = fc.oneof(
  fc.constantFrom(
    'iss',
    'aud',
    'exp',
    'nbf',
    'iat',
    'client_id',
    'resource',
    'claims',
    '__proto__',
    'request',
  ),
  text,
)
const wish = fc.oneof(
  fc.jsonValue(),
  fc.record({ essential: fc.boolean(), values: fc.array(fc.jsonValue()) }),
)
const claimsText = fc
  .dictionary(
    fc.constantFrom('userinfo', 'id_token', 'x'),
    fc.dictionary(fc.constantFrom('sub', 'acr', 'name'), wish),
  )
  .map((claims) => JSON.stringify(claims))
const pem = fc.uint8Array().map((bytes) => `:${Buffer.from(bytes).toString('base64')}:`)

const provenRequest = { method: 'POST', urls: ['https://id.example.com/oauth2/token'], now: 0 }

const parsers: Readonly<Record<string, fc.IAsyncProperty<unknown>>> = {
  'parameters, by themselves and with each dialect’s names': property(pairs, (list) => {
    const read = readParameters(list)
    for (const name of dialectNames) withAliases(read, dialects[name].request.aliases)
  }),
  'a Basic header': property(basic, (header) => readBasicCredentials(header)),
  'a scope, at each dialect’s separator': property(text, (scope) => {
    for (const name of dialectNames) parseScope(scope, dialects[name].request.scopeSeparator)
  }),
  'a DPoP proof': property(fc.oneof(text, jwt), (proof) => verifyDpopProof(proof, provenRequest)),
  'the parameter claims': property(fc.oneof(text, claimsText), (claims) =>
    decodeClaimsParameter(claims, scopes),
  ),
  'a claim of a request object': property(fc.dictionary(names, fc.jsonValue()), (claims) => {
    objectProblem(claims, { clientId: 'app', issuer: 'https://id.example.com', now: 0, isStrict: true })
    readParameters(parametersOf(claims, 'app'))
  }),
  'a certificate that a proxy forwards': property(fc.tuple(fc.oneof(text, pem), text), ([leaf, chain]) =>
    decodeForwardedCertificate(leaf, chain),
  ),
  'a redirect URI': property(text, (uri) => {
    redirectUriProblem(uri)
    redirectUriMatches(redirectUri, uri)
  }),
  'the letters of every kind of token': property(text, (letters) => {
    fromBase64url(letters)
    for (const alphabet of Object.values(tokenAlphabets)) alphabet.read(letters)
  }),
}

function property<T>(inputs: fc.Arbitrary<T>, read: (input: T) => unknown): fc.IAsyncProperty<unknown> {
  const property: fc.IAsyncProperty<[T]> = fc.asyncProperty(inputs, async (input) => {
    try {
      await read(input)
    } catch (error) {
      assert.ok(error instanceof OAuthError, String(error))
    }
  })
  return property as fc.IAsyncProperty<unknown>
}

for (const [name, parser] of Object.entries(parsers)) {
  test(`whatever it is sent as ${name}, the reader throws nothing but OAuthError`, () =>
    fc.assert(parser, runs(500)))
}

test('of all texts the registered bytes alone are the redirect URI, but for the port of a loopback address', () => {
  const ports = fc.integer({ min: 0, max: 65_535 })
  const registered = fc.oneof(
    fc.webUrl({ validSchemes: ['https'] }),
    fc.constantFrom('http://127.0.0.1/cb', 'http://[::1]:80/cb', 'com.example.app:/cb', redirectUri),
  )
  const near = fc.record({
    uri: registered,
    at: fc.nat(60),
    cut: fc.nat(3),
    put: fc.string({ maxLength: 3 }),
  })
  fc.assert(
    fc.property(near, ({ uri, at, cut, put }) => {
      const given = uri.slice(0, at) + put + uri.slice(at + cut)
      assert.equal(redirectUriMatches(uri, given), given === uri || isSameButForPort(uri, given))
    }),
    runs(2_000),
  )
  fc.assert(
    fc.property(ports, ports, (one, other) => {
      const uri = (port: number) => `http://127.0.0.1:${port}/cb`
      assert.equal(redirectUriMatches(uri(one), uri(other)), true)
    }),
    runs(100),
  )
})

/** Said another way than the code says it: both are loopback, and what is left without the port is the same. */
function isSameButForPort(one: string, other: string): boolean {
  const [left, right] = [one, other].map((uri) =>
    /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(:[0-9]{1,5})?($|[/?].*)/s.exec(uri),
  )
  if (!left || !right) return false
  const port = Number(right[2]?.slice(1) ?? 0)
  return left[1] === right[1] && left[3] === right[3] && port <= 65_535
}
