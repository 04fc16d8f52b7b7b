import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Reason } from '@latchkey/protocol'
import type { Failure } from '../store/activity-store.ts'
import { beginning, sampleClient, sampleSecret } from '../store/contract/samples.testing.ts'
import type { Client } from '../store/records.ts'
import { explainFailure } from './explain-failure.ts'

const registered = ['https://app.example.com/cb', 'https://app.example.com/other']
const app = sampleClient({
  clientId: 'app',
  dialect: 'standard',
  policy: 'default',
  overrides: {},
  redirectUris: registered,
  scopes: ['devices:read'],
  secrets: [
    sampleSecret({ ending: 'b2', label: 'first' }),
    sampleSecret({ ending: 'c3', label: 'second' }),
    sampleSecret({ ending: 'd4', label: 'old', expiresAt: beginning - 1 }),
  ],
})

/** The words as a reader sees them. */
function words(
  reason: Reason,
  { client = app, ...more }: Partial<Failure> & { client?: Client } = {},
): string {
  const failure: Failure = {
    ...{ id: 'x', clientId: 'app', at: beginning, endpoint: '/oauth2/token', code: 'invalid_request' },
    ...{ message: 'A sentence of ours.', reason },
    ...more,
  }
  const { what, cure } = explainFailure({ failure, client, now: beginning })
  return `${what} ${cure}`
    .replace(/<[^>]*>/g, '')
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/\s+/g, ' ')
}

const secret = (ending: string) => ({ kind: 'wrong client secret', clientId: 'app', ending }) as const
const redirect = (given: string) => ({ kind: 'redirect uri not registered', given, registered }) as const

const explained: readonly (readonly [name: string, reason: Reason, says: RegExp, not?: RegExp])[] = [
  [
    'a foreign redirect URI',
    redirect('https://x.example/cb'),
    /redirect_uri was https:\/\/x\.example\/cb; registered are https:\/\/app\.example\.com\/cb and https:\/\/app\.example\.com\/other\. If it is yours, register it/,
    /differs/,
  ],
  [
    'a slash too much',
    redirect('https://app.example.com/cb/'),
    /differs from https:\/\/app\.example\.com\/cb only in this: a slash at the end\. Either register/,
  ],
  ['http', redirect('http://app.example.com/cb'), /only in this: http or https/],
  ['a URI that was registered since', redirect(registered[0] ?? ''), /It is registered now: try again/],
  ['none registered', { ...redirect('https://x.example/cb'), registered: [] }, /none is registered/],
  [
    'another redirect URI in the token request',
    {
      kind: 'redirect uri differs',
      given: 'https://app.example.com/cb/',
      expected: 'https://app.example.com/cb',
    },
    /of the token request was https:\/\/app\.example\.com\/cb\/; the authorization request had https:\/\/app\.example\.com\/cb\. It differs.* slash/,
  ],
  [
    'a redirect URI in the token request only',
    { kind: 'redirect uri differs', given: 'https://app.example.com/cb', expected: '' },
    /the authorization request had none/,
  ],
  ['another secret', secret('a1'), /ends in a1; the current ones end in b2 and c3\. Put a current secret/],
  [
    'a secret cut at its beginning',
    secret('b2'),
    /It ends like a current secret \(first\), so its beginning differs/,
  ],
  ['an expired secret', secret('d4'), /with this ending \(old\) has expired/],
  ['a secret with a line break', secret('2\n'), /ends in 2␣;.*line break came along/],
  ['a spent code', { kind: 'code spent' }, /The code was spent before/],
  ['an expired code', { kind: 'code expired' }, /more than 1 minute after it was given/],
  ['an idle connection', { kind: 'refresh token expired' }, /lives 90 days without use, and 1 year in all/],
  [
    'a scope that is not the app’s',
    { kind: 'scope not allowed', scope: 'sky:read', allowed: ['devices:read'] },
    /scope was sky:read; allowed here: devices:read\. Ask for less/,
  ],
  [
    'scopes with commas',
    { kind: 'scope not allowed', scope: 'devices:read,devices:read', allowed: ['devices:read'] },
    /blanks between scopes, not commas/,
  ],
  [
    'a grant type of others',
    { kind: 'grant type not allowed', grantType: 'client_credentials', allowed: ['authorization_code'] },
    /grant type was client_credentials; the app had authorization_code\. Use one of these/,
  ],
  [
    'a grant type that is allowed since',
    { kind: 'grant type not allowed', grantType: 'refresh_token', allowed: [] },
    /the app had none\. It is allowed now/,
  ],
  [
    'no PKCE',
    { kind: 'missing parameter', parameter: 'code_challenge' },
    /had no code_challenge.*code_challenge_method=S256/,
  ],
  [
    'no redirect URI',
    { kind: 'missing parameter', parameter: 'redirect_uri' },
    /one of the registered: https/,
  ],
  [
    'no credentials',
    { kind: 'no client authentication' },
    /A sentence of ours\. Authenticate by HTTP Basic.*, or client_id and client_secret in the body/,
  ],
  [
    'two kinds of credentials',
    { kind: 'several client authentications', methods: ['client_secret_basic', 'none'] },
    /client_secret_basic and none/,
  ],
  ['a suspended app', { kind: 'client not active', clientId: 'app' }, /It is active again/],
  [
    'an assertion',
    { kind: 'bad client assertion', detail: 'it lives over an hour' },
    /it lives over an hour\. Registered keys: none/,
  ],
  [
    'hostile values',
    redirect('javascript:alert(1)//"><script>\u202e'),
    /was javascript:alert\(1\)\/\/"><script>; /,
  ],
  ['a reason without values', { kind: 'as described' }, /A sentence of ours/],
]

for (const [name, reason, says, not] of explained)
  test(`in words: ${name}`, () => {
    assert.match(words(reason), says)
    if (not !== undefined) assert.doesNotMatch(words(reason), not)
  })

test('what a code says enough about', () => {
  const reason = { kind: 'as described' } as const
  assert.match(words(reason, { code: 'invalid_target' }), /identifier to the letter/)
  assert.match(words(reason, { code: 'server_error' }), /fault is ours/)
})

test('values are text', () => {
  const { what } = explainFailure({
    failure: {
      ...{ id: 'x', clientId: 'app', at: 0, endpoint: '/', code: 'invalid_request', message: '<b>' },
      reason: redirect('https://x.example/"><img src=x onerror=alert(1)>'),
    },
    client: app,
    now: 0,
  })
  assert.doesNotMatch(String(what), /<img/)
})

test('a reason of a newer version is told by its sentence', () => {
  assert.match(words({ kind: 'from tomorrow' } as unknown as Reason), /A sentence of ours/)
})
