// nginx, HAProxy and Caddy with the configurations of examples/gateway, in front of a backend in Python with no OAuth code in it.

import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingHttpHeaders, request } from 'node:http'
import { after, before, test } from 'node:test'
import { decodeJwt } from 'jose'
import { secretOf } from '../definition.ts'
import { freePort } from '../free-port.ts'
import { newKey, proofFor } from '../oidc/dpop.ts'
import type { SeededLatchkey } from '../seeded-latchkey.ts'
import { until } from '../until.ts'
import { meter, startGatewayWorld } from './gateway-world.ts'
import {
  isInstalled,
  type ProxyExample,
  proxies,
  type Running,
  startBackend,
  startProxy,
} from './proxy-process.ts'

let world: SeededLatchkey
let backend: Running
let backendPort = 0
const trusting = { LATCHKEY_TRUSTED_PROXIES: '127.0.0.1' }
before(async () => {
  world = await startGatewayWorld({ env: trusting })
  backendPort = await freePort()
  backend = await startBackend(backendPort)
})
after(async () => {
  await backend.end()
  await world.end()
})

interface Answered {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** Header names go over the wire as they are written. */
async function send(
  port: number,
  { path = '/readings', method = 'GET', headers = {}, body = Buffer.alloc(0) }: Sent,
): Promise<Answered> {
  const length = body.length > 0 ? { 'Content-Length': String(body.length) } : {}
  const sent = request({
    host: '127.0.0.1',
    port,
    path,
    method,
    headers: { ...headers, ...length },
    agent: false,
  })
  sent.end(body)
  const [response] = await once(sent, 'response')
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return { status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() }
}

interface Sent {
  readonly path?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: Buffer
}

async function newToken(scope: readonly string[], clientId = 'meter-app'): Promise<string> {
  return (await world.connect(clientId, { audience: [meter], scope })).accessToken
}

/** What the backend has said since. */
function listener(): () => string {
  const before = backend.output.stdout.length
  return () => backend.output.stdout.slice(before)
}

const forged = [
  'Latchkey-Subject',
  'latchkey-subject',
  'LATCHKEY-SUBJECT',
  'Latchkey_Subject',
  'latchkey_subject',
  'Latchkey-Homes',
  'Latchkey_Homes',
  'Latchkey-Identity',
  'lAtChKeY_iDeNtItY',
  'Latchkey-Scope',
  'Latchkey-Client',
]

function protects(proxy: ProxyExample, name: string, story: (port: number) => Promise<void>): void {
  test(`${proxy.name}: ${name}`, async (t) => {
    if (!isInstalled(proxy)) return t.diagnostic(`${proxy.program} is missing`)
    const port = await freePort()
    const running = await startProxy(proxy, {
      proxy: port,
      latchkey: world.running.port,
      backend: backendPort,
    })
    try {
      await story(port)
    } finally {
      await running.end()
    }
  })
}

for (const proxy of proxies) {
  protects(proxy, 'only good tokens reach the backend, which hears whom it serves', async (port) => {
    const heard = listener()
    const without = await send(port, {})
    assert.equal(without.status, 401)
    assert.match(String(without.headers['www-authenticate']), /^Bearer realm="meter".*scope="meter:read"/)
    assert.equal(String(without.headers['www-authenticate']).match(/Bearer/g)?.length, 1)
    const bad = await send(port, { headers: { Authorization: 'Bearer nonsense' } })
    assert.equal(bad.status, 401)
    assert.match(String(bad.headers['www-authenticate']), /error="invalid_token"/)
    const narrow = await newToken(['devices:read'])
    const refused = await send(port, { headers: { Authorization: `Bearer ${narrow}` } })
    assert.equal(refused.status, 403)
    assert.match(
      String(refused.headers['www-authenticate']),
      /error="insufficient_scope".*scope="meter:read"/,
    )
    assert.equal(heard(), '')

    const token = await newToken(['meter:read', 'devices:read'])
    const good = await send(port, {
      path: '/readings?scope=x',
      headers: { Authorization: `Bearer ${token}` },
    })
    assert.equal(good.status, 200, good.text)
    const { served, told, token: hasToken } = JSON.parse(good.text)
    assert.deepEqual(
      [served.client, served.scope, served.homes, hasToken],
      ['meter-app', ['meter:read', 'devices:read'], ['annas-home/*=read'], false],
    )
    const identity = new Map<string, string>(told.map(([key = '', value = '']) => [key.toLowerCase(), value]))
    const claims = decodeJwt(identity.get('latchkey-identity') ?? '')
    assert.deepEqual(claims.request, {
      method: 'GET',
      target_sha256: createHash('sha256').update('/readings?scope=x').digest('base64url'),
    })
    // What it prints comes by another way than what it answers.
    await until(async () => heard().endsWith('\n'))
    assert.match(heard(), /^GET \/readings\?scope=x for \w+ through meter-app\n$/)

    await world.revoke('meter-app', token)
    const revoked = await send(port, { headers: { Authorization: `Bearer ${token}` } })
    assert.equal(revoked.status, 401)
  })

  protects(proxy, 'what a stranger writes about whom it serves never arrives', async (port) => {
    const own = await world.token('meter-app', {
      grant_type: 'client_credentials',
      scope: 'meter:read',
      resource: meter,
    })
    const headers = { Authorization: `Bearer ${own.json.access_token}` }
    for (const name of forged) {
      const answer = await send(port, { headers: { ...headers, [name]: 'forged' } })
      assert.equal(answer.status, 200, name)
      assert.doesNotMatch(answer.text, /forged/, name)
      assert.equal(JSON.parse(answer.text).served.subject, 'client:meter-app', name)
    }
    const twice = await send(port, { headers: { ...headers, 'Latchkey-Homes': ['forged', 'forged'] } })
    assert.doesNotMatch(twice.text, /forged/)
    for (const name of forged) assert.equal((await send(port, { headers: { [name]: 'forged' } })).status, 401)
  })

  protects(proxy, 'a stranger cannot tell Latchkey another story of the request', async (port) => {
    const heard = listener()
    const narrow = await newToken(['devices:read'])
    for (const path of [
      '/?scope=',
      '/../../healthz',
      '/gateway/meter',
      '/%2e%2e/healthz',
      '//healthz?scope=',
    ])
      assert.notEqual(
        (await send(port, { path, headers: { Authorization: `Bearer ${narrow}` } })).status,
        200,
      )
    assert.equal(heard(), '')
    const token = await newToken(['meter:read'])
    const stories = {
      'X-Original-URI': '/forged',
      'X-Original-Method': 'FORGED',
      'X-Forwarded-Uri': '/forged',
      'X-Forwarded-Method': 'FORGED',
      'X-Forwarded-For': '203.0.113.9',
      'Latchkey-Api-Secret': 'forged',
    }
    const right = createHash('sha256').update('/readings').digest('base64url')
    for (const [name, value] of Object.entries(stories)) {
      const answer = await send(port, { headers: { Authorization: `Bearer ${token}`, [name]: value } })
      const isOursToAnswer = ['X-Forwarded-For', 'Latchkey-Api-Secret'].includes(name)
      assert.ok(answer.status === 200 || !isOursToAnswer, `${name}: ${answer.status}`)
      if (answer.status !== 200) continue
      const identity = JSON.parse(answer.text).told.find(([key = '']) => /identity/i.test(key))
      assert.deepEqual(decodeJwt(identity[1]).request, { method: 'GET', target_sha256: right }, name)
    }
  })

  protects(proxy, 'bodies arrive as they were sent, and what is too large does not arrive', async (port) => {
    const token = await newToken(['meter:read', 'devices:read'])
    for (const size of [1, 20_000, 300_000]) {
      const body = randomBytes(size)
      const answer = await send(port, { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body })
      assert.equal(answer.status, 200, `${size}: ${answer.text}`)
      const { bytes, sha256, served } = JSON.parse(answer.text)
      const sent = createHash('sha256').update(body).digest('hex')
      assert.deepEqual([bytes, sha256, served.client], [size, sent, 'meter-app'])
    }
    const heard = listener()
    const long = await send(port, { headers: { Authorization: `Bearer ${'a'.repeat(60_000)}` } }).catch(
      () => undefined,
    )
    assert.notEqual(long?.status, 200)
    assert.equal(heard(), '')
  })

  protects(proxy, 'somebody with many homes is served, with a body too', async (port) => {
    const homes = Array.from({ length: 28 }, (_, index) => `home-with-a-long-name-${index}`)
    const structures = homes.map((id) => ({
      id,
      name: id,
      owner: 'ben@example.com',
      timeZone: 'Europe/Berlin',
      devices: [],
    }))
    await world.running.apply({ structures })
    const { accessToken } = await world.connect('meter-app', {
      email: 'ben@example.com',
      audience: [meter],
      scope: ['meter:read', 'devices:read'],
    })
    const body = randomBytes(100_000)
    const answer = await send(port, {
      method: 'POST',
      headers: { Authorization: `Bearer ${accessToken}` },
      body,
    })
    assert.equal(answer.status, 200, answer.text)
    assert.equal(JSON.parse(answer.text).served.homes.length, 29)
  })

  protects(proxy, 'proofs of DPoP keys are checked for the request as it came', async (port) => {
    const key = await newKey()
    const form = {
      ...{ grant_type: 'client_credentials', client_id: 'bound-app', client_secret: secretOf('bound-app') },
      ...{ scope: 'meter:read', resource: meter },
    }
    const dpop = await proofFor(key, { url: `${world.issuer}/oauth2/token` })
    const accessToken = String((await world.post('/oauth2/token', form, { dpop })).json.access_token)
    const Authorization = `DPoP ${accessToken}`
    const proof = await proofFor(key, { url: `${meter}/readings`, method: 'POST', accessToken })
    const sent = { method: 'POST', headers: { Authorization, DPoP: proof }, body: Buffer.from('21.5') }
    assert.equal((await send(port, { ...sent, method: 'PUT' })).status, 401)
    assert.equal((await send(port, { ...sent, path: '/limit' })).status, 401)
    assert.equal(
      (await send(port, { ...sent, headers: { Authorization: `Bearer ${accessToken}` } })).status,
      401,
    )
    assert.equal((await send(port, sent)).status, 200)
    assert.equal((await send(port, sent)).status, 401)
  })
}

test('when Latchkey is down, nothing reaches the backend, and nobody is told that a token is bad', async (t) => {
  const token = await newToken(['meter:read'])
  const latchkey = await freePort()
  for (const proxy of proxies.filter(isInstalled)) {
    const port = await freePort()
    const heard = listener()
    const running = await startProxy(proxy, { proxy: port, latchkey, backend: backendPort })
    try {
      const answer = await send(port, { headers: { Authorization: `Bearer ${token}` } })
      assert.ok([502, 503].includes(answer.status), `${proxy.name}: ${answer.status}`)
      assert.equal(heard(), '')
      t.diagnostic(`${proxy.name}: ${answer.status}`)
    } finally {
      await running.end()
    }
  }
})
