import assert from 'node:assert/strict'
import type { RequestListener } from 'node:http'
import { after, before, test } from 'node:test'
import { setTrap, type Trap } from '../attacks/trap.ts'
import { anna, definition } from '../definition.ts'
import { allow, hiddenFields, newVisitor } from '../sign-in.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'
import { makeTestAuthority } from '../test-authority.ts'
import { type Agent, call, newAgent, redirectUri } from './agent.ts'

// Client ID Metadata Documents: an agent whose client id is the address at which it says who it is.

const authority = makeTestAuthority()
let latchkey: RunningLatchkey
let trap: Trap
let env: Record<string, string>
/** Path → what stands there now. */
const served = new Map<string, RequestListener>()
const reads: string[] = []

before(async () => {
  trap = await setTrap(
    (request, response) => {
      reads.push(request.url ?? '')
      const listener = served.get(request.url ?? '')
      if (listener === undefined) response.writeHead(404).end()
      else listener(request, response)
    },
    { authority },
  )
  env = { LATCHKEY_OUTBOUND_ALLOW: `localhost:${trap.port}`, LATCHKEY_TRUSTED_CA: authority.caFile }
  latchkey = await startLatchkey({ definition, env })
})
after(async () => {
  await latchkey.end()
  await trap.end()
  authority.end()
})

const at = (path: string) => `https://localhost:${trap.port}${path}`

const documentOf = (path: string, more: object = {}) => ({
  client_id: at(path),
  client_name: 'Hearth',
  redirect_uris: [redirectUri],
  grant_types: ['authorization_code', 'refresh_token'],
  token_endpoint_auth_method: 'none',
  ...more,
})

function put(path: string, body: unknown, type = 'application/json'): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  served.set(path, (_request, response) => response.setHeader('content-type', type).end(text))
}

function agentAt(path: string): Agent {
  const decide = async (url: string) => {
    const { location, page } = await allow(newVisitor(latchkey.issuer), url, anna)
    return location ?? assert.fail(page)
  }
  return newAgent({ mcpUrl: `${latchkey.issuer}/mcp`, decide, documentUrl: at(path) })
}

async function authorizePage(clientId: string, more: Record<string, string> = {}) {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'structures:read devices:read',
    state: 'x',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...more,
  })
  const visitor = newVisitor(latchkey.issuer)
  const response = await visitor.get(`/oauth2/authorize?${query}`)
  return { visitor, status: response.status, page: await response.text() }
}

/** What Anna reads before she decides. */
async function consentPage(clientId: string): Promise<string> {
  const { visitor, page } = await authorizePage(clientId)
  const signedIn = await visitor.post('/login', { ...hiddenFields(page, 'login-form'), ...anna })
  return (await visitor.get(signedIn.headers.get('location') ?? '')).text()
}

test('the official client registers nowhere: its id is its address', async () => {
  put('/agent.json', documentOf('/agent.json'))
  const agent = agentAt('/agent.json')
  try {
    const client = await agent.connect()
    assert.equal(agent.memory.client?.client_id, at('/agent.json'))
    const { homes } = await call<{ homes: unknown[] }>(client, 'list_homes')
    assert.equal(homes.length, 1)
  } finally {
    await agent.end()
  }
  const before = reads.length
  assert.equal((await authorizePage(at('/agent.json'))).status, 200)
  assert.equal(reads.length, before, 'it is not read again so soon')
})

test('a person reads whose address it is, that nobody verified it, and where the answer goes', async () => {
  put('/shown.json', documentOf('/shown.json'))
  const page = await consentPage(at('/shown.json'))
  assert.match(page, /Hearth/)
  assert.ok(page.includes(`localhost:${trap.port}`))
  assert.ok(page.includes('127.0.0.1'))
  assert.match(page, /verified/i)
})

test('what the document does not say does not count', async () => {
  put('/strict.json', documentOf('/strict.json'))
  const other = await authorizePage(at('/strict.json'), { redirect_uri: 'https://evil.example/callback' })
  assert.equal(other.status, 400)
  assert.match(other.page, /not registered/)
})

const bad: Readonly<Record<string, (path: string) => readonly [body: unknown, type?: string]>> = {
  'another address': (path) => [documentOf(path, { client_id: 'https://other.example/agent.json' })],
  'the same address, spelled otherwise': (path) => [documentOf(path, { client_id: at(path).toUpperCase() })],
  'a secret': (path) => [documentOf(path, { client_secret: 'told to everybody' })],
  'a method with a secret': (path) => [
    documentOf(path, { token_endpoint_auth_method: 'client_secret_basic' }),
  ],
  'no redirect URI': (path) => [documentOf(path, { redirect_uris: [] })],
  'a redirect URI of plain http': (path) => [documentOf(path, { redirect_uris: ['http://evil.example/'] })],
  'a script as redirect URI': (path) => [documentOf(path, { redirect_uris: ['javascript:alert(1)'] })],
  'a list': (path) => [[documentOf(path)]],
  'no JSON': () => ['<!doctype html>'],
  'another type': (path) => [documentOf(path), 'text/html'],
  'too much': (path) => [documentOf(path, { pad: 'x'.repeat(20_000) })],
  'a policy of its own': (path) => [documentOf(path, { policy: 'nest' })],
  'a name that is a prototype’s': () => ['{"__proto__":{"client_id":"x"}}'],
}
for (const [index, [name, made]] of Object.entries(bad).entries()) {
  test(`a document with ${name} makes no client`, async () => {
    const path = `/bad-${index}.json`
    put(path, ...made(path))
    const { status, page } = await authorizePage(at(path))
    assert.equal(status, 400, page)
    assert.doesNotMatch(page, /login-form/)
  })
}

test('an answer that is no document makes no client', async () => {
  served.set('/moved.json', (_request, response) =>
    response.writeHead(302, { location: at('/agent.json') }).end(),
  )
  for (const path of ['/missing.json', '/moved.json'])
    assert.equal((await authorizePage(at(path))).status, 400, path)
})

test('an id that is no such address is read nowhere', async () => {
  const before = reads.length
  const { port } = trap
  const ids = [
    `http://localhost:${port}/agent.json`,
    `https://localhost:${port}`,
    `https://localhost:${port}/`,
    `https://localhost:${port}/agent.json#x`,
    `https://localhost:${port}/agent.json?x=1`,
    `https://anna@localhost:${port}/agent.json`,
    `https://localhost:${port}/a/../agent.json`,
    `https://localhost:${port}/./agent.json`,
    `HTTPS://localhost:${port}/agent.json`,
    `https://localhost:${port}/${'a'.repeat(300)}`,
    `https://127.0.0.1:${port}/agent.json`,
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/x',
  ]
  for (const id of ids) assert.equal((await authorizePage(id)).status, 400, id)
  assert.equal(reads.length, before)
})

test('a declared client is what was declared, whatever stands at its id', async () => {
  put('/declared.json', documentOf('/declared.json', { client_name: 'Impostor' }))
  const declared = { clientId: at('/declared.json'), name: 'Declared', redirectUris: [redirectUri] }
  await latchkey.apply({ clients: [declared] })
  const page = await consentPage(declared.clientId)
  assert.match(page, /Declared/)
  assert.doesNotMatch(page, /Impostor/)
})

test('when it is read again, what it says now counts', async () => {
  put('/changing.json', documentOf('/changing.json'))
  assert.match(await consentPage(at('/changing.json')), /Hearth/)
  put('/changing.json', documentOf('/changing.json', { client_name: 'Fireside' }))
  await latchkey.stop()
  latchkey = await startLatchkey({ env, folder: latchkey.folder, port: latchkey.port })
  assert.match(await consentPage(at('/changing.json')), /Fireside/)
})

test('where registration is closed, no address is a client', async () => {
  const closed = await startLatchkey({ definition, env: { ...env, LATCHKEY_REGISTRATION: 'closed' } })
  try {
    const metadata = await (await fetch(`${closed.issuer}/.well-known/oauth-authorization-server`)).json()
    assert.equal(metadata.client_id_metadata_document_supported, undefined)
    const before = reads.length
    const url = `${closed.issuer}/oauth2/authorize?client_id=${encodeURIComponent(at('/agent.json'))}`
    assert.equal((await fetch(url)).status, 400)
    assert.equal(reads.length, before)
  } finally {
    await closed.end()
  }
})
