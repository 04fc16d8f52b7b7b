import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { isOnDevice, redirectUriMatches, redirectUriProblem } from './redirect-uri.ts'

const registered = 'https://app.example.com/callback'

// The ways in which peers were fooled: each is a URI that looks like the registered one to somebody.
const lookalikes = [
  'https://app.example.com/callback/',
  'https://app.example.com/callback?',
  'https://app.example.com/callback#',
  'https://app.example.com/callback/..;/evil',
  'https://app.example.com/callback/../evil',
  'https://app.example.com/callback/%2e%2e/evil',
  'https://app.example.com/callback/%252e%252e/evil',
  'https://app.example.com/x/../callback',
  'https://app.example.com/./callback',
  'https://app.example.com//callback',
  'https://app.example.com/callback%2f',
  'https://app.example.com/callback%252f',
  'https://app.example.com/%63allback',
  'https://app.example.com/Callback',
  'https://app.example.com\\callback',
  'https:\\\\app.example.com\\callback',
  'https://APP.example.com/callback',
  'HTTPS://app.example.com/callback',
  'http://app.example.com/callback',
  'https://app.example.com./callback',
  'https://app.example.com:443/callback',
  'https://app.example.com:444/callback',
  'https://evil.example/callback',
  'https://evil.example\\@app.example.com/callback',
  'https://app.example.com@evil.example/callback',
  'https://user@app.example.com/callback',
  'https://app.example.com:pw@evil.example/callback',
  'https://app.example.com.evil.example/callback',
  'https://evil-app.example.com/callback',
  'https://аpp.example.com/callback',
  'https://xn--pp-4lb.example.com/callback',
  'https://app。example.com/callback',
  ' https://app.example.com/callback',
  'https://app.example.com/callback ',
  'https://app.example.com/call\tback',
  'https://app.example.com/callback\n',
  'https://app.example.com/callback\r\nSet-Cookie: a=b',
  'https://app.example.com/callback\u0000',
  'https:/app.example.com/callback',
  'https:app.example.com/callback',
  '//app.example.com/callback',
  '/callback',
  '',
]

describe('which redirect URI is the registered one', () => {
  for (const given of lookalikes)
    test(`not ${JSON.stringify(given)}`, () => assert.equal(redirectUriMatches(registered, given), false))

  test('exactly the registered bytes, and nothing near them', () => {
    assert.equal(redirectUriMatches(registered, registered), true)
    const places = fc.nat({ max: registered.length })
    fc.assert(
      fc.property(places, fc.string({ minLength: 1, maxLength: 3 }), fc.nat({ max: 3 }), (at, put, taken) => {
        const changed = registered.slice(0, at) + put + registered.slice(at + taken)
        assert.equal(redirectUriMatches(registered, changed), changed === registered)
      }),
    )
  })

  test('on a loopback address the port may differ, and nothing else (RFC 8252 §7.3)', () => {
    for (const host of ['127.0.0.1', '[::1]']) {
      for (const port of ['', ':1', ':8080', ':65535'])
        assert.equal(redirectUriMatches(`http://${host}:3000/cb?a=b`, `http://${host}${port}/cb?a=b`), true)
      assert.equal(redirectUriMatches(`http://${host}/cb`, `http://${host}:51004/cb`), true)
      for (const end of [
        ':8080/CB?a=b',
        ':8080/cb',
        ':/cb?a=b',
        ':65536/cb?a=b',
        ':99999/cb?a=b',
        ':-1/cb?a=b',
      ])
        assert.equal(redirectUriMatches(`http://${host}/cb?a=b`, `http://${host}${end}`), false, end)
    }
    fc.assert(
      fc.property(fc.nat({ max: 65_535 }), fc.webPath(), fc.webPath(), (port, one, other) => {
        const given = `http://127.0.0.1:${port}${other}`
        assert.equal(redirectUriMatches(`http://127.0.0.1${one}`, given), one === other)
      }),
    )
  })

  for (const [one, given] of [
    ['http://127.0.0.1/cb', 'http://127.0.0.1:80@evil.example/cb'],
    ['http://127.0.0.1/cb', 'http://127.0.0.1.evil.example/cb'],
    ['http://127.0.0.1', 'http://127.0.0.1:80.evil.example'],
    ['http://127.0.0.1/cb', 'http://127.0.0.2:8080/cb'],
    ['http://127.0.0.1/cb', 'http://[::1]:8080/cb'],
    ['http://127.0.0.1/cb', 'https://127.0.0.1:8080/cb'],
    ['http://localhost/cb', 'http://localhost:8080/cb'],
    ['https://127.0.0.1/cb', 'https://127.0.0.1:8080/cb'],
    ['http://192.168.0.9/cb', 'http://192.168.0.9:8080/cb'],
    ['com.example.app:/cb', 'com.example.app:8080/cb'],
  ] as const)
    test(`${given} is not ${one}`, () => assert.equal(redirectUriMatches(one, given), false))
})

describe('what may be registered', () => {
  for (const uri of [
    'https://app.example.com',
    'https://app.example.com/callback?tenant=1',
    'https://app.example.com:8443/cb',
    'https://xn--bcher-kva.example/cb',
    'http://localhost:3000/cb',
    'http://127.0.0.1/cb',
    'http://[::1]/cb',
    'http://homeassistant.local:8123/auth',
    'http://192.168.1.20/cb',
    'http://[fd00::1]/cb',
    'com.example.app:/oauth2redirect',
    'com.example.app://callback',
  ])
    test(`${uri} may`, () => assert.equal(redirectUriProblem(uri), undefined))

  for (const uri of [
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'JAVASCRIPT://example.com/%0aalert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,x',
    'Data:text/html;base64,eA==',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://app.example.com/x',
    'about:blank',
    'filesystem:https://app.example.com/x',
    'view-source:https://app.example.com',
    'ws://app.example.com',
    'WSS://app.example.com',
    'ftp://app.example.com',
    'myapp:/callback',
    'urn:ietf:wg:oauth:2.0:oob',
    'http://app.example.com/cb',
    'http://evil.example/#http://localhost',
    'http://localhost.evil.example/cb',
    'http://127.0.0.1.evil.example/cb',
    'http://8.8.8.8/cb',
    'http://169.254.169.254/latest',
    'https://app.example.com/cb#fragment',
    'https://app.example.com/cb#',
    'https://user@app.example.com/cb',
    'https://user:pw@app.example.com/cb',
    'https://*.example.com/cb',
    'https://app.example.com/*',
    'https://app.example.com/a b',
    'https://app.example.com/\u202e',
    'https://bücher.example/cb',
    'https://app.example.com\\cb',
    'https://app.example.com/cb?code=1',
    'https://app.example.com/cb?x=1&state=2',
    'https://app.example.com/cb?%63ode=1',
    'https://app.example.com/cb?iss=https://evil.example',
    'https://app.example.com/cb?error=access_denied',
    'https://app.example.com/cb?response=a.b.c',
    'https:app.example.com/cb',
    'https:/app.example.com/cb',
    'https:///app.example.com/cb',
    'http:localhost/cb',
    'https://',
    '//app.example.com/cb',
    '/cb',
    'callback',
    '',
    `https://app.example.com/${'a'.repeat(2_000)}`,
  ])
    test(`${JSON.stringify(uri.slice(0, 60))} may not, and a sentence says why`, () =>
      assert.match(redirectUriProblem(uri) ?? '', /\w+ \w+/))
})

test('what ends on the person’s own device, where nobody vouches for a name', () => {
  for (const uri of [
    'http://localhost/cb',
    'http://127.0.0.1:99/cb',
    'http://[::1]/cb',
    'com.example.app:/cb',
  ])
    assert.equal(isOnDevice(uri), true, uri)
  for (const uri of ['https://localhost/cb', 'https://app.example.com/cb', 'http://192.168.1.2/cb'])
    assert.equal(isOnDevice(uri), false, uri)
})
