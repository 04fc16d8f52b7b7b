// The kit as it is published: packed, installed into an empty folder, and used by real programs on every promised Node.
import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sha256 } from '@latchkey/protocol'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { freePort } from '../free-port.ts'
import { oldNodes, type PackedKit, packKit, tsc } from './packed-kit.ts'
import { startTokenIssuer, type TokenIssuer } from './token-issuer.ts'

let kit: PackedKit
let server: TokenIssuer
before(async () => {
  kit = packKit()
  server = await startTokenIssuer()
})
after(() => {
  server?.close()
  kit?.remove()
})

async function startApi(node: string, framework: string) {
  const port = await freePort()
  const child: ChildProcess = spawn(node, ['lamps-api.mjs', framework], {
    cwd: kit.folder,
    env: { PATH: process.env.PATH, PORT: String(port), ISSUER: server.issuer },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += chunk
  })
  const [line] = await Promise.race([
    once(child.stdout ?? assert.fail(), 'data'),
    once(child, 'exit').then(() => assert.fail(`${framework} did not start: ${said}`)),
  ])
  const end = async () => {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
  return { resource: `http://127.0.0.1:${port}`, version: String(line), end }
}

async function ask(url: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(60_000) })
  const challenge = response.headers.get('www-authenticate') ?? ''
  return { status: response.status, challenge, json: (await response.json()) as Record<string, unknown> }
}

/** One story for every framework: all of them answer alike. */
async function story(resource: string): Promise<void> {
  const now = Math.floor(Date.now() / 1000)
  const homes = [{ type: 'home_access', structure: 'home', devices: ['hall'], actions: ['control'] }]
  const claims = { sub: 'anna', client_id: 'app', aud: resource, iat: now, exp: now + 300 }
  const allowed = { ...claims, scope: 'lamps:write', authorization_details: homes }
  const signed = await server.sign(allowed)
  server.opaque.set('opaque', { active: true, ...allowed })
  const metadata = `resource_metadata="${resource}/.well-known/oauth-protected-resource"`

  for (const token of [signed, 'opaque']) {
    const bearer = { Authorization: `Bearer ${token}` }
    const read = await ask(`${resource}/lamps`, bearer)
    assert.deepEqual(
      [read.status, read.json],
      [200, { subject: 'anna', scope: ['lamps:write', 'lamps:read'] }],
    )
    assert.deepEqual((await ask(`${resource}/lamps/hall`, bearer)).json, { device: 'hall' })
    assert.equal((await ask(`${resource}/lamps/attic`, bearer)).status, 404, 'not shared')
  }

  const none = await ask(`${resource}/lamps`)
  assert.equal(none.status, 401)
  assert.ok(
    none.challenge.startsWith(`Bearer realm="lamps", scope="lamps:read", ${metadata}`),
    none.challenge,
  )
  const elsewhere = await server.sign({ ...allowed, aud: 'https://other.example' })
  const expired = await server.sign({ ...allowed, exp: now - 1 })
  for (const token of ['unknown', elsewhere, expired, `${signed}x`]) {
    const bad = await ask(`${resource}/lamps`, { Authorization: `Bearer ${token}` })
    assert.deepEqual([bad.status, bad.json.error], [401, 'invalid_token'])
  }
  const reader = await server.sign({ ...allowed, scope: 'lamps:read' })
  const narrow = await ask(`${resource}/lamps/hall`, { Authorization: `Bearer ${reader}` })
  assert.equal(narrow.status, 403)
  assert.match(narrow.challenge, /error="insufficient_scope".*scope="lamps:write", resource_metadata=/)
  assert.equal((await ask(`${resource}/lamps?access_token=${signed}`)).status, 400)

  const { json } = await ask(`${resource}/.well-known/oauth-protected-resource`)
  assert.deepEqual([json.resource, json.authorization_servers], [resource, [server.issuer]])
  assert.deepEqual(json.scopes_supported, ['lamps:read', 'lamps:write'])
}

/** A token that is bound to a key counts with a proof, once, and never without. */
async function proofStory(resource: string): Promise<void> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = await exportJWK(publicKey)
  const now = Math.floor(Date.now() / 1000)
  const token = await server.sign({
    ...{ sub: 'anna', client_id: 'app', aud: resource, iat: now, exp: now + 300, scope: 'lamps:read' },
    cnf: { jkt: await calculateJwkThumbprint(jwk) },
  })
  const proof = (htu: string) =>
    new SignJWT({ jti: randomUUID(), htm: 'GET', htu, iat: now, ath: sha256(token) })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
      .sign(privateKey)
  const headers = { Authorization: `DPoP ${token}`, DPoP: await proof(`${resource}/lamps`) }
  assert.equal((await ask(`${resource}/lamps`, headers)).status, 200)
  for (const bad of [
    headers,
    { Authorization: `DPoP ${token}`, DPoP: await proof(`${resource}/`) },
    { Authorization: `DPoP ${token}` },
    { Authorization: `Bearer ${token}` },
  ])
    assert.equal((await ask(`${resource}/lamps`, bad)).status, 401)
}

for (const major of [...oldNodes, 'current'] as const) {
  for (const framework of ['node', 'express', 'fastify', 'hono']) {
    test(`${framework} on Node ${major}`, async (t) => {
      const node = major === 'current' ? process.execPath : kit.node(major)
      const { resource, version, end } = await startApi(node, framework)
      t.after(end)
      if (major !== 'current') assert.ok(version.startsWith(`ready on v${major}.`), version)
      await story(resource)
      await proofStory(resource)
    })
  }
}

test('nothing but jose comes along, and the documented files are there', () => {
  const read = (path: string) =>
    readFileSync(join(kit.folder, 'node_modules/@latchkey/resource-kit', path), 'utf8')
  const manifest = JSON.parse(read('package.json'))
  assert.deepEqual(Object.keys(manifest.dependencies), ['jose'])
  assert.deepEqual(
    [manifest.license, manifest.private, manifest.scripts],
    ['Apache-2.0', undefined, undefined],
  )
  assert.match(read('README.md'), /requireToken/)
  assert.match(read('LICENSE'), /Apache License/)
})

test('the types serve a strict program, with the types of every framework checked, too', () => {
  const example = readFileSync(fileURLToPath(new URL('typed-apis.ts', import.meta.url)), 'utf8')
  writeFileSync(join(kit.folder, 'typed-apis.ts'), example)
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess']
  const modules = ['--module', 'nodenext', '--target', 'es2022', '--lib', 'es2023', '--types', 'node']
  const args = [tsc, '--noEmit', '--skipLibCheck', 'false', ...strict, ...modules, 'typed-apis.ts']
  try {
    execFileSync(process.execPath, args, { cwd: kit.folder, encoding: 'utf8', timeout: 120_000 })
  } catch (error) {
    assert.fail((error as { stdout: string }).stdout)
  }
})
