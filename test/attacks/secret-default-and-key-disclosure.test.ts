import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createAuthServer } from '../../apps/auth-server/src/app.ts'
import { anna, ben, secretOf } from '../definition.ts'
import { openOperatorStage } from '../operator-visitor.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import { startLatchkey } from '../start-latchkey.ts'

let server: SeededLatchkey
let stranger: SeededLatchkey
before(async () => {
  server = await startSeeded()
  stranger = await startSeeded()
})
after(async () => {
  await server.end()
  await stranger.end()
})

/** Members of a private key (RFC 7518 §6), and the words of PEM. */
const privateWords = /"(d|p|q|dp|dq|qi|oth|k)":|PRIVATE KEY/

test('CVE-2026-90942: no document holds a private key', async () => {
  const documents = [
    '/oauth2/jwks',
    '/.well-known/openid-configuration',
    '/.well-known/oauth-authorization-server',
  ]
  for (const path of documents) {
    const { status, text } = await server.get(path)
    assert.equal(status, 200)
    assert.doesNotMatch(text, privateWords)
  }
  const { keys } = (await server.get('/oauth2/jwks')).json as { keys: { kty: string; alg: string }[] }
  assert.deepEqual([...new Set(keys.map(({ alg }) => alg))].sort(), ['ES256', 'EdDSA', 'PS256', 'RS256'])
  assert.ok(keys.every(({ kty }) => kty !== 'oct'))
})

test('CVE-2026-90942: no page and no document shows a private key, not to an operator either', async () => {
  const { opened, olga, visitor, account } = await openOperatorStage()
  const [operator, other] = [await visitor(olga), await account()]
  const { routes } = createAuthServer(opened.server)
  const paths = new Set(routes.filter(({ method }) => method === 'GET').map(({ path }) => path))
  assert.ok(paths.size > 50)
  for (const path of paths) {
    const response = await operator.get(path.replaceAll(':accountId', other.id).replaceAll(/:\w+|\*/g, 'any'))
    assert.doesNotMatch(await response.text(), privateWords, path)
  }
  await opened.close()
})

const cursors = [
  ...[
    "1' or '1'='1.x",
    "1.x' or '1'='1",
    '1;drop table accounts.x',
    '-1.x',
    '9'.repeat(400),
    '1e9.x',
    'NaN.x',
  ],
  ...['{"at":1,"id":"x"}', 'eyJhdCI6MX0', '1.\0', '1.x\u0000', '1', '.', '1.%27', '999999999999999.~'],
]

test('GHSA-r9w3-57w2-gch2 CVE-2026-33505: a made-up place in a list is the first page or an empty one, and nothing else', async () => {
  const { opened, olga, visitor } = await openOperatorStage()
  const operator = await visitor(olga)
  const { store } = opened.server
  const before = (await store.listAccounts()).length
  for (const path of ['/operator/accounts', '/operator', '/operator/audit', '/operator/audit.csv']) {
    for (const cursor of cursors) {
      const answer = await operator.get(
        `${path}?before=${encodeURIComponent(cursor)}&q=${encodeURIComponent(cursor)}`,
      )
      assert.equal(answer.status, 200, `${path} ${cursor}`)
      assert.doesNotMatch(await answer.text(), /sqlite|syntax error|SELECT /i, cursor)
    }
  }
  assert.equal((await store.listAccounts()).length, before)
  await opened.close()
})

test('CVE-2026-90942: the command line shows neither keys nor secrets', async () => {
  const commands = [['keys', 'list'], ['client', 'list'], ['client', 'show', 'standard'], ['doctor']]
  for (const args of commands) {
    const printed = await server.cli(...args)
    assert.doesNotMatch(printed, privateWords)
    assert.ok(!printed.includes(secretOf('standard')), args.join(' '))
  }
})

/** Every file of the data folder, as anybody reads it who got hold of a backup. */
function stored(folder: string): Buffer {
  const names = readdirSync(folder).filter((name) => /\.(db|sqlite)/.test(name))
  assert.ok(names.length >= 2, names.join())
  return Buffer.concat(names.map((name) => readFileSync(join(folder, name))))
}

test('a stolen database holds no code, token, secret or password', async () => {
  const everything: string[] = [anna.password, ben.password, secretOf('standard'), secretOf('plain-api')]
  for (const clientId of ['standard', 'rotating', 'nest-web', 'nest-pin', 'nibe']) {
    const code = await server.newCode(clientId)
    const { accessToken, refreshToken } = await server.connect(clientId)
    everything.push(code, accessToken, accessToken.slice(-40), refreshToken ?? code)
  }
  const bytes = stored(server.running.folder)
  const found = everything.filter((text) => bytes.includes(text))
  assert.deepEqual(found, [])
  assert.doesNotMatch(bytes.toString('latin1'), /PRIVATE KEY/)
})

test('GHSA-r9w3-57w2-gch2: no two servers share a key: each refuses what the other made', async () => {
  for (const clientId of ['standard', 'nibe', 'nest-web']) {
    const { accessToken, refreshToken } = await server.connect(clientId)
    assert.deepEqual(await stranger.acceptedAt(clientId, accessToken), [])
    if (refreshToken !== undefined) assert.equal((await stranger.refresh(clientId, refreshToken)).status, 400)
  }
  const keysOf = async (one: SeededLatchkey) =>
    (await one.get('/oauth2/jwks')).json.keys as { x?: string; n?: string }[]
  const [ours, theirs] = [await keysOf(server), await keysOf(stranger)]
  const material = new Set(ours.map(({ x, n }) => x ?? n))
  assert.ok(theirs.every(({ x, n }) => !material.has(x ?? n)))
})

test('GHSA-r9w3-57w2-gch2: on https there is no start without a master key of the operator', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-https-'))
  const start = startLatchkey({ folder, env: { LATCHKEY_ISSUER: 'https://id.example.com' } })
  await assert.rejects(start, /LATCHKEY_MASTER_KEY_FILE/)
  rmSync(folder, { recursive: true })
})

test('the master key is for its owner alone', () => {
  const { mode } = statSync(join(server.running.folder, 'master.key'))
  assert.equal(mode & 0o777, 0o600)
  assert.equal(statSync(server.running.folder).mode & 0o077, 0)
})

test('a wrong master key stops the start instead of making new keys', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-key-'))
  const first = await startLatchkey({ folder })
  await first.stop()
  const env = { LATCHKEY_MASTER_KEY_FILE: join(stranger.running.folder, 'master.key') }
  await assert.rejects(startLatchkey({ folder, env }), /did not start/)
  rmSync(folder, { recursive: true })
})
