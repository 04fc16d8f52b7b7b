import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redirectNearMiss } from './redirect-near-miss.ts'

const registered = [
  'https://app.example.com/callback',
  'http://127.0.0.1/callback?a=b',
  'com.example.app:/cb',
]

const misses: readonly (readonly [given: string, differences: readonly string[]])[] = [
  ['https://app.example.com/callback/', ['a slash at the end']],
  ['http://app.example.com/callback', ['http or https']],
  ['https://app.example.com:8443/callback', ['the port']],
  ['https://www.app.example.com/callback', ['“www.” before the host']],
  ['https://app.example.com/Callback', ['capital letters in the path']],
  ['https://app.example.com/call%62ack', ['percent-encoding']],
  ['https://app.example.com/callback?x=1', ['the query']],
  ['https://app.example.com/callback#/', ['the fragment']],
  ['https://app.example.com/callback ', ['a blank at an end']],
  ['HTTPS://APP.example.com/callback', ['capital letters, or another spelling of the same']],
  ['https://app.example.com:443/callback', ['capital letters, or another spelling of the same']],
  ['http://localhost/callback?a=b', ['localhost, which is not 127.0.0.1 here']],
  [
    'http://www.app.example.com:80/Callback/',
    ['http or https', '“www.” before the host', 'a slash at the end', 'capital letters in the path'],
  ],
]

for (const [given, differences] of misses)
  test(`${JSON.stringify(given)} differs in ${differences.join(', ')}`, () =>
    assert.deepEqual(redirectNearMiss(given, registered)?.differences, differences))

test('the nearest is named', () => {
  const two = ['http://app.example.com/callback/', 'https://app.example.com/callback/']
  assert.equal(redirectNearMiss('https://app.example.com/callback', two)?.registered, two[1])
})

test('another host, path or scheme of its own is no near miss, nor is what is registered', () => {
  const others = [
    'https://evil.example/callback',
    'https://app.example.com/other',
    'org.example.app:/cb',
    'javascript:alert(1)',
    'not a uri',
    '',
    'https://app.example.com/callback',
  ]
  for (const given of others) assert.equal(redirectNearMiss(given, registered), undefined, given)
})
