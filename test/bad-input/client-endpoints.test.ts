import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { secretOf } from '../definition.ts'
import { type Answer, type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import { type Fault, faultsFor, type GoodRequest } from './client-request-faults.ts'

let server: SeededLatchkey
before(async () => {
  server = await startSeeded()
})
after(() => server.end())

const token = {
  standard: '/oauth2/token',
  'nest-web': '/oauth2/access_token',
  honeywell: '/oauth2/accesstoken',
  gogox: '/oauth/token',
  nibe: '/oauth/token',
} as const

type ClientId = keyof typeof token

const credentials = (clientId: string) => ({ client_id: clientId, client_secret: secretOf(clientId) })

/** The requests of each dialect, each made anew because a good one spends what it carries. */
const requests: Readonly<
  Record<string, { clients: readonly ClientId[]; make(clientId: ClientId): Promise<GoodRequest> }>
> = {
  'redeem a code': {
    clients: ['standard', 'nest-web', 'honeywell', 'nibe'],
    make: async (clientId) => {
      const form = server.redemption(clientId, await server.newCode(clientId))
      return { path: token[clientId], form: { ...form, ...credentials(clientId) } }
    },
  },
  refresh: {
    clients: ['standard', 'honeywell', 'nibe'],
    make: async (clientId) => {
      const { refreshToken = '' } = await server.connect(clientId)
      const form = { grant_type: 'refresh_token', refresh_token: refreshToken }
      return { path: token[clientId], form: { ...form, ...credentials(clientId) } }
    },
  },
  'ask for its own token': {
    clients: ['standard', 'honeywell', 'gogox'],
    make: async (clientId) => ({
      path: token[clientId],
      form: { grant_type: 'client_credentials', ...credentials(clientId) },
    }),
  },
  introspect: {
    clients: ['standard', 'honeywell', 'nibe'],
    make: async (clientId) => ({
      path: '/oauth2/introspect',
      form: { token: 'a-token-that-nobody-made', ...credentials(clientId) },
    }),
  },
  revoke: {
    clients: ['standard', 'nest-web', 'nibe'],
    make: async (clientId) => ({
      path: '/oauth2/revoke',
      form: { token: 'a-token-that-nobody-made', ...credentials(clientId) },
    }),
  },
}

const rfcErrors = [
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'invalid_scope',
  'unauthorized_client',
  'unsupported_grant_type',
]
const nestErrors = ['oauth2_error', 'input_data_error']

/** What is wrong with the answer to a bad request; nothing when it helps its reader. */
function problemsOf({ status, headers, json, text }: Answer): readonly string[] {
  const { error, error_description: sentence } = json
  const isNest = nestErrors.includes(String(error))
  const checks = {
    'a status of the server': status >= 500,
    'a status that is no refusal': status < 400,
    'an unknown status': ![400, 401, 413, 429].includes(status),
    'no error code of the RFC or its dialect': !isNest && !rfcErrors.includes(String(error)),
    'no sentence': typeof sentence !== 'string' || sentence.length < 12 || !sentence.includes(' '),
    'no JSON type': !headers.get('content-type')?.startsWith('application/json'),
    'a 401 without a challenge': status === 401 && !headers.has('www-authenticate'),
    'may be cached': headers.get('cache-control') !== 'no-store',
    'an injected header': headers.has('x-injected'),
    'a stack': /\bat .*\.ts:\d/.test(text),
  }
  return Object.entries(checks).flatMap(([problem, isSo]) => (isSo ? [problem] : []))
}

/** A refused request in one line, for the list of what went wrong. */
async function complaintAbout(fault: Fault, good: GoodRequest): Promise<string | undefined> {
  const { path, headers, body } = fault.put(good)
  const answer = await server.send(path, { method: 'POST', headers, body: body ?? null })
  if (answer.status === 200 && (fault.mayPass || mayPassHere(fault, good))) return undefined
  const problems = problemsOf(answer)
  return problems.length === 0
    ? undefined
    : `${fault.name}: ${problems.join(', ')} (${answer.status} ${answer.text.slice(0, 200)})`
}

/** A token that is odd is only a token that nobody made; and text may be read leniently where it still is right. */
function mayPassHere(fault: Fault, good: GoodRequest): boolean {
  const isAboutTokens = good.path === '/oauth2/introspect' || good.path === '/oauth2/revoke'
  return isAboutTokens && /^(token with|a token that is only long)/.test(fault.name)
}

for (const [name, { clients, make }] of Object.entries(requests)) {
  for (const clientId of clients) {
    test(`${clientId}, ${name}: every fault is refused in the client's words, and none is a 500`, async (t) => {
      const faults = faultsFor(await make(clientId))
      const complaints: string[] = []
      for (const fault of faults) {
        const complaint = await complaintAbout(fault, await make(clientId))
        if (complaint !== undefined) complaints.push(complaint)
      }
      t.diagnostic(`${faults.length} faults`)
      assert.deepEqual(complaints, [])
    })
  }
}
