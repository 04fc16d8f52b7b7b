import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formActionFor, frameSourceOf, pageHeaders } from './security-headers.ts'

const cases: readonly (readonly [returnUri: string, sources: readonly string[]])[] = [
  ['https://app.example:8443/cb?a=b;c', ['https://app.example:8443', 'https:']],
  ['http://127.0.0.1:51004/cb', ['http://127.0.0.1:51004']],
  ['http://[::1]:51004/cb', ['http:']],
  ['com.example.app:/cb', ['com.example.app:']],
  ['https://a;sandbox/cb', ['https:']],
  ["https://a,default-src'/cb", ['https:']],
  ['not an address', []],
]

for (const [returnUri, sources] of cases) {
  test(`a form may lead to ${returnUri}`, () => assert.deepEqual(formActionFor(returnUri), sources))
}

test('the policy of a page names nothing but what it needs', () => {
  const headers = pageHeaders({
    issuer: 'http://localhost:8080',
    formAction: ['https://app.example', 'https:'],
  })
  assert.equal(
    headers['content-security-policy'],
    "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; " +
      "form-action 'self' https://app.example https:",
  )
  assert.equal(headers['strict-transport-security'], undefined)
  assert.equal(headers['cache-control'], 'no-store')
})

test('an https issuer is remembered by browsers, and a foreign logo is let in by its origin', () => {
  const headers = pageHeaders({ issuer: 'https://id.example', logoUrl: 'https://cdn.example/a/logo.svg;x' })
  assert.equal(headers['strict-transport-security'], 'max-age=63072000')
  assert.match(headers['content-security-policy'] ?? '', /img-src 'self' data: https:\/\/cdn\.example;/)
})

test('frames show these origins and no other, whatever their addresses hold', () => {
  const addresses = [
    'https://a.example/out?x=1;script-src *',
    'https://b.example:8443/',
    'https://a.example/2',
  ]
  const frames = [...addresses, 'https://c;d/', 'http://[::1]:80/'].map(frameSourceOf)
  const policy = pageHeaders({ issuer: 'https://id.example', frames })['content-security-policy'] ?? ''
  assert.match(
    policy,
    /; frame-src https:\/\/a\.example https:\/\/b\.example:8443 https: http:; frame-ancestors 'none'; /,
  )
  assert.doesNotMatch(
    pageHeaders({ issuer: 'https://id.example' })['content-security-policy'] ?? '',
    /frame-src/,
  )
})
