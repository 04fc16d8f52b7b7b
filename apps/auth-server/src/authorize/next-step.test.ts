import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type HomeAction, readParameters } from '@latchkey/protocol'
import { openTestServer, type TestServer } from '../open-test-server.testing.ts'
import { subjectFor } from '../openid/subject-for.ts'
import {
  beginning,
  minute,
  sampleAccount,
  sampleClient,
  sampleSecret,
} from '../store/contract/samples.testing.ts'
import type { Api, Client, Grant } from '../store/records.ts'
import { decodeAuthorizationRequest } from './decode-authorization-request.ts'
import { findReturnAddress } from './find-return-address.ts'
import { nextStep } from './next-step.ts'

const anna = sampleAccount()
const confidential: Partial<Client> = {
  dialect: 'standard',
  policy: 'openid',
  scopes: ['openid', 'devices:read', 'devices:write'],
  secrets: [sampleSecret()],
}
const redirectUri = 'https://app.example.com/cb'
const otherApi: Api = {
  id: 'meter-api',
  identifier: 'https://meter.example.com',
  name: 'Meter',
  secretHash: '',
  secretEnding: '',
  tokenFormat: 'sealed',
  signingAlg: 'ES256',
  scopes: [],
}
const codePage: Partial<Client> = { dialect: 'nest', policy: 'nest', redirectUris: [] }

interface Situation {
  readonly client?: Partial<Client>
  readonly query?: Readonly<Record<string, string>>
  /** Minutes since Anna signed in; nobody is signed in without it. A negative one: since the request began. */
  readonly signedIn?: number
  readonly grant?: Partial<Pick<Grant, 'state' | 'scope' | 'claims' | 'details'>>
}

const allowed = { grant: { scope: ['openid', 'devices:read', 'devices:write'] } }
/** The app may ask for the scope, and asks for less. */
const knowsProfile: Partial<Client> = { scopes: [...allowed.grant.scope, 'profile'] }

function wanting(claims: object): Readonly<Record<string, string>> {
  return { scope: 'openid devices:read', claims: JSON.stringify(claims) }
}

/** A client that registered itself, and that so many accounts allowed. */
function itself(count: number, ...others: readonly string[]): Partial<Client> {
  const rest = Array.from({ length: count - others.length }, (_, at) => `account-${at}`)
  const members = [...others, ...rest].map(
    (accountId) => ({ accountId, role: 'tester', createdAt: 0 }) as const,
  )
  return { verified: false, members, registration: { tokenHash: '', expiresAt: 0 } }
}

/** Anna's villa is remembered with its hall, and nothing else of hers. */
const hall = { ...allowed.grant, details: [homeAccess(['hall'], ['read'])] }
const homes = [
  { id: 'villa', name: 'Villa', devices: ['hall', 'door'].map((id) => ({ id, name: id, type: id })) },
]

function homeAccess(devices: 'all' | readonly string[], actions: readonly HomeAction[]) {
  return { type: 'home_access', structure: 'villa', devices, actions } as const
}

function asking(detail: object, more: object = {}): Readonly<Record<string, string>> {
  return { authorization_details: JSON.stringify([{ type: 'home_access', ...detail }]), ...more }
}

const expectations: Readonly<Record<string, readonly [expected: string, situation: Situation]>> = {
  'nobody is signed in': ['log in', {}],
  'nobody is signed in, though Anna allowed it once': ['log in', allowed],
  'nobody is signed in, and no page may be shown': ['login_required', { query: { prompt: 'none' } }],
  'Anna never allowed it': ['ask', { signedIn: 5 }],
  'Anna never allowed it, and no page may be shown': [
    'consent_required',
    { signedIn: 5, query: { prompt: 'none' } },
  ],
  'Anna allowed it': ['answer', { signedIn: 5, ...allowed }],
  'Anna allowed it, and no page may be shown': [
    'answer',
    { signedIn: 5, ...allowed, query: { prompt: 'none' } },
  ],
  'Anna allowed less': ['ask', { signedIn: 5, grant: { scope: ['openid', 'devices:read'] } }],
  'Anna allowed less, but as much as is asked for': [
    'answer',
    { signedIn: 5, grant: { scope: ['devices:read'] }, query: { scope: 'devices:read' } },
  ],
  'Anna took it back': ['ask', { signedIn: 5, grant: { ...allowed.grant, state: 'ended' } }],
  'the app asks for the question': ['ask', { signedIn: 5, ...allowed, query: { prompt: 'consent' } }],
  'the app asks for a new sign-in': ['log in', { signedIn: 5, ...allowed, query: { prompt: 'login' } }],
  'the app asks for a new sign-in, and it has happened': [
    'answer',
    { signedIn: -1, ...allowed, query: { prompt: 'login' } },
  ],
  'the app asks to choose an account': [
    'log in',
    { signedIn: 5, ...allowed, query: { prompt: 'select_account' } },
  ],
  'the app asks to choose an account, and it has happened': [
    'answer',
    { signedIn: -1, ...allowed, query: { prompt: 'select_account' } },
  ],
  'the app asks for both': ['log in', { signedIn: 5, ...allowed, query: { prompt: 'login consent' } }],
  'the app asks for both, and the sign-in has happened': [
    'ask',
    { signedIn: -1, ...allowed, query: { prompt: 'login consent' } },
  ],
  'the sign-in is young enough': ['answer', { signedIn: 5, ...allowed, query: { max_age: '300' } }],
  'the sign-in is too old': ['log in', { signedIn: 5, ...allowed, query: { max_age: '299' } }],
  'the sign-in is too old, and no page may be shown': [
    'login_required',
    { signedIn: 5, ...allowed, query: { max_age: '299', prompt: 'none' } },
  ],
  'the sign-in of this very request is never too old': [
    'answer',
    { signedIn: -1, ...allowed, query: { max_age: '0' } },
  ],
  'the app allows a shorter time by itself': [
    'log in',
    { signedIn: 5, ...allowed, client: { defaultMaxAge: 299 } },
  ],
  'the app allows a shorter time by itself, and the request a longer one': [
    'answer',
    { signedIn: 5, ...allowed, client: { defaultMaxAge: 299 }, query: { max_age: '300' } },
  ],
  'the app means Anna': [
    'answer',
    { signedIn: 5, ...allowed, query: wanting({ id_token: { sub: { value: anna.id } } }) },
  ],
  'the app means Anna or Ben': [
    'answer',
    { signedIn: 5, ...allowed, query: wanting({ id_token: { sub: { values: ['ben', anna.id] } } }) },
  ],
  'the app means somebody else': [
    'log in',
    { signedIn: 5, ...allowed, query: wanting({ userinfo: { sub: { value: 'ben' } } }) },
  ],
  'the app means somebody else, whenever Anna signed in': [
    'log in',
    { signedIn: -1, ...allowed, query: wanting({ id_token: { sub: { value: 'ben' } } }) },
  ],
  'the app means somebody else, and no page may be shown': [
    'login_required',
    {
      signedIn: 5,
      ...allowed,
      query: { ...wanting({ id_token: { sub: { value: 'ben' } } }), prompt: 'none' },
    },
  ],
  'the app means two people at once, whom nobody is': [
    'log in',
    {
      signedIn: 5,
      ...allowed,
      query: wanting({ id_token: { sub: { value: anna.id } }, userinfo: { sub: { value: 'ben' } } }),
    },
  ],
  'a claim that Anna never allowed': [
    'ask',
    { signedIn: 5, ...allowed, client: knowsProfile, query: wanting({ userinfo: { birthdate: null } }) },
  ],
  'a claim that Anna never allowed, and no page may be shown': [
    'consent_required',
    {
      signedIn: 5,
      ...allowed,
      client: knowsProfile,
      query: { ...wanting({ id_token: { birthdate: null } }), prompt: 'none' },
    },
  ],
  'a claim that Anna allowed singly': [
    'answer',
    {
      signedIn: 5,
      grant: { ...allowed.grant, claims: ['birthdate'] },
      client: knowsProfile,
      query: wanting({ userinfo: { birthdate: null } }),
    },
  ],
  'a claim of a scope that Anna allowed': [
    'answer',
    {
      signedIn: 5,
      grant: { scope: [...allowed.grant.scope, 'profile'] },
      client: knowsProfile,
      query: wanting({ userinfo: { birthdate: null } }),
    },
  ],
  'a scope of which Anna allowed one claim': [
    'ask',
    {
      signedIn: 5,
      grant: { ...allowed.grant, claims: ['birthdate'] },
      client: knowsProfile,
      query: { scope: 'openid profile' },
    },
  ],
  'a claim that the app may not know is not asked for': [
    'answer',
    { signedIn: 5, ...allowed, query: wanting({ userinfo: { birthdate: { essential: true } } }) },
  ],
  'homes by name that Anna allowed': [
    'answer',
    { signedIn: 5, grant: hall, query: asking(homeAccess(['hall'], ['read'])) },
  ],
  'homes without a name, of which Anna allowed some': [
    'answer',
    { signedIn: 5, grant: hall, query: asking({ actions: ['read'] }) },
  ],
  'more of a home than Anna allowed': [
    'ask',
    { signedIn: 5, grant: hall, query: asking(homeAccess(['hall'], ['control'])) },
  ],
  'devices to come, which Anna never allowed': [
    'ask',
    { signedIn: 5, grant: hall, query: asking(homeAccess('all', ['read'])) },
  ],
  'another device than Anna allowed, and no page may be shown': [
    'consent_required',
    { signedIn: 5, grant: hall, query: asking(homeAccess(['door'], ['read']), { prompt: 'none' }) },
  ],
  'a home that is not hers': [
    'invalid_authorization_details',
    { signedIn: 5, ...allowed, query: asking({ structure: 'bens' }) },
  ],
  'a device that is not hers, and no page may be shown': [
    'invalid_authorization_details',
    { signedIn: 5, grant: hall, query: asking(homeAccess(['bens'], ['read']), { prompt: 'none' }) },
  ],
  'a home that is nobody’s, and the app asks for the question': [
    'invalid_authorization_details',
    { signedIn: 5, ...allowed, query: asking({ structure: '__proto__' }, { prompt: 'consent' }) },
  ],
  'a home that is not hers, before anybody signed in': ['log in', { query: asking({ structure: 'bens' }) }],
  'a home that is not hers, for an app that she may not allow': [
    'access_denied',
    { signedIn: 5, client: { verified: false }, query: asking({ structure: 'bens' }) },
  ],
  'a policy asks every time': [
    'ask',
    { signedIn: 5, ...allowed, client: { overrides: { consent: 'every time' } } },
  ],
  'a public client always asks': ['ask', { signedIn: 5, ...allowed, client: { secrets: [] }, query: pkce() }],
  'a loopback address always asks': [
    'ask',
    {
      signedIn: 5,
      ...allowed,
      client: { redirectUris: ['http://127.0.0.1/cb'] },
      query: { redirect_uri: 'http://127.0.0.1:5000/cb' },
    },
  ],
  'a private scheme always asks': [
    'ask',
    {
      signedIn: 5,
      ...allowed,
      client: { redirectUris: ['com.example.app:/cb'] },
      query: { redirect_uri: 'com.example.app:/cb' },
    },
  ],
  'a token for another API always asks': [
    'ask',
    { signedIn: 5, ...allowed, query: { resource: otherApi.identifier } },
  ],
  'a code page always asks': [
    'ask',
    { signedIn: 5, ...allowed, client: codePage, query: { redirect_uri: '', state: 'x' } },
  ],
  'a code page asks for a sign-in first': [
    'log in',
    { client: codePage, query: { redirect_uri: '', state: 'x' } },
  ],
  'an app that nobody verified, for a stranger': [
    'access_denied',
    { signedIn: 5, client: { verified: false } },
  ],
  'an app that nobody verified, for a stranger who allowed it before': [
    'access_denied',
    { signedIn: 5, ...allowed, client: { verified: false } },
  ],
  'an app that nobody verified, before anybody signed in': ['log in', { client: { verified: false } }],
  'an app that registered itself, while it has room': ['ask', { signedIn: 5, client: itself(24) }],
  'an app that registered itself, when as many allowed it as may': [
    'access_denied',
    { signedIn: 5, client: itself(25) },
  ],
  'an app that registered itself, for one of those who allowed it': [
    'answer',
    { signedIn: 5, ...allowed, client: itself(25, anna.id) },
  ],
  'an app that registered itself and was verified': [
    'ask',
    { signedIn: 5, client: { ...itself(25), verified: true } },
  ],
  'an app that nobody verified, for its owner': [
    'ask',
    { signedIn: 5, client: { verified: false, ownerId: anna.id } },
  ],
}

function pkce() {
  return {
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  }
}

describe('the next step of an authorization request', () => {
  let opened: TestServer
  before(async () => {
    opened = await openTestServer()
  })
  after(() => opened.close())

  for (const [situation, [expected, facts]] of Object.entries(expectations))
    it(`${situation}: ${expected}`, async () => {
      const step = await stepIn(opened, facts)
      assert.equal(step.kind === 'refuse' ? step.error.code : step.kind, expected)
    })
})

async function stepIn({ server }: TestServer, facts: Situation) {
  const client = sampleClient({ ...confidential, ...facts.client })
  await server.store.saveApi(otherApi)
  await server.store.saveClient(client)
  for (const secret of client.secrets) await server.store.saveSecret(client.clientId, secret)
  for (const member of client.members) await server.store.saveMember(client.clientId, member, 25)
  const query = {
    client_id: client.clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    ...facts.query,
  }
  const addressed = await findReturnAddress(server, readParameters(Object.entries(query)), () => {})
  const request = await decodeAuthorizationRequest(server, addressed, { kind: 'plain' })
  const pair = { accountId: anna.id, clientId: client.clientId }
  const grant = facts.grant && {
    ...pair,
    ...{ details: [], createdAt: 0, counter: 0, state: 'active' as const, scope: [] },
    ...facts.grant,
  }
  const signedIn = facts.signedIn === undefined ? undefined : signedInSince(facts.signedIn)
  const { issuer } = server
  const subject = signedIn && subjectFor(server.keys, client, anna.id)
  return nextStep({ request, signedIn, subject, grant, homes, issuer, startedAt: beginning, now: beginning })
}

function signedInSince(minutes: number) {
  const signedInAt = beginning - minutes * minute
  const times = { signedInAt, lastSeenAt: signedInAt, expiresAt: beginning + minute }
  return { account: anna, session: { idHash: 'hash', accountId: anna.id, ...times } }
}
