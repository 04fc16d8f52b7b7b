import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anna, ben, definition, secretOf } from '../definition.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import { hiddenFields, newVisitor, type Visitor } from '../sign-in.ts'
import { startLatchkey } from '../start-latchkey.ts'

// A proxy of ours says where requests come from, so that one machine can play several.
const env = { LATCHKEY_TRUSTED_PROXIES: '127.0.0.1,::1' }
const from = (address: string) => ({ 'x-forwarded-for': address })

let server: SeededLatchkey
before(async () => {
  server = await startSeeded({ env })
})
after(() => server.end())

function credentials(clientId: string, clientSecret: string) {
  return { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
}

test('CVE-2025-64102: after twenty wrong secrets a client hears 429, and the right one still works', async () => {
  const wrong = credentials('standard', 'wrong-secret-of-a-client')
  const statuses: number[] = []
  for (let count = 0; count < 25; count++) {
    // Per client, never per address.
    const { status } = await server.post('/oauth2/token', wrong, from(`203.0.113.${count}`))
    statuses.push(status)
  }
  assert.deepEqual(statuses.slice(0, 20), Array(20).fill(401))
  assert.deepEqual(statuses.slice(20), Array(5).fill(429))
  const { headers, json } = await server.post('/oauth2/token', wrong)
  const seconds = Number(headers.get('retry-after'))
  assert.ok(seconds >= 1 && seconds <= 60)
  assert.match(String(json.error_description), /Try again in \d+ seconds/)
  const right = await server.post('/oauth2/token', credentials('standard', secretOf('standard')))
  assert.equal(right.status, 200)
  assert.equal((await server.post('/oauth2/token', credentials('other', secretOf('other')))).status, 200)
})

test('CVE-2025-64102: an API that guesses its secret is slowed down too', async () => {
  const ask = (clientSecret: string) =>
    server.post('/oauth2/introspect', { token: 'x', client_id: 'plain-api', client_secret: clientSecret })
  const statuses: number[] = []
  for (let count = 0; count < 22; count++) statuses.push((await ask('wrong-secret-of-an-api')).status)
  assert.deepEqual([statuses[0], statuses.at(-1)], [401, 429])
  assert.equal((await ask(secretOf('plain-api'))).status, 200)
})

test('a weak secret is imported with --weak only; while it is guessed, only known addresses are believed', async () => {
  const weak = { clientId: 'weak', name: 'Weak', dialect: 'gogox', clientSecret: 'guessable' }
  await assert.rejects(server.running.apply({ clients: [weak] }), /weak/)
  await server.running.apply({ clients: [weak] }, '--weak')
  const ask = (secret: string, address: string) =>
    server.post('/oauth/token', credentials('weak', secret), from(address))
  assert.equal((await ask('guessable', '192.0.2.7')).status, 200)
  for (let count = 0; count < 21; count++) await ask(`guess-${count}`, '203.0.113.9')
  assert.equal((await ask('guessable', '192.0.2.7')).status, 200, 'its own address')
  assert.equal((await ask('guessable', '203.0.113.9')).status, 429, 'a lucky guess is not told')
})

/** A try to sign in; answers the status of the page. */
async function tryPassword(visitor: Visitor, email: string, password: string, address: string) {
  const fields = hiddenFields(await (await visitor.get('/login')).text(), 'login-form')
  const response = await visitor.post('/login', { ...fields, email, password }, from(address))
  return { status: response.status, page: await response.text() }
}

test('CVE-2025-64102: wrong passwords of one account make every stranger wait, an unknown account alike', async () => {
  for (const email of [ben.email, 'nobody@example.com']) {
    const statuses: number[] = []
    for (let count = 0; count < 9; count++) {
      const visitor = newVisitor(server.issuer)
      statuses.push((await tryPassword(visitor, email, 'wrong password', `198.51.100.${count}`)).status)
    }
    assert.deepEqual(statuses.slice(0, 5), Array(5).fill(403))
    assert.ok(statuses.slice(5).includes(429), statuses.join())
  }
})

test('an owner whose browser is known has an allowance of its own', async () => {
  const own = newVisitor(server.issuer)
  assert.equal((await tryPassword(own, anna.email, anna.password, '192.0.2.1')).status, 303)
  for (let count = 0; count < 12; count++) {
    await tryPassword(newVisitor(server.issuer), anna.email, `guess ${count}`, `198.18.${count}.1`)
  }
  const stranger = await tryPassword(newVisitor(server.issuer), anna.email, anna.password, '198.18.99.1')
  assert.equal(stranger.status, 429)
  assert.match(stranger.page, /Wait \d+ minutes?/)
  assert.equal((await tryPassword(own, anna.email, anna.password, '192.0.2.1')).status, 303)
})

/** Fails often enough that the wait is longer than any restart. */
async function guessUntilItTakesMinutes(guessed: SeededLatchkey): Promise<void> {
  const now = Date.now()
  const { createHash } = await import('node:crypto')
  const hash = createHash('sha256').update(anna.email).digest('base64url')
  for (let count = 0; count < 12; count++) {
    await guessed.store.countFailure(`sign-in to ${hash}`, now, 24 * 3_600_000)
  }
}

test('CVE-2025-64102: the wait doubles, and survives a restart', async () => {
  const guessed = await startSeeded()
  const tryOnce = async (issuer: string) =>
    tryPassword(newVisitor(issuer), anna.email, anna.password, '192.0.2.1')
  await guessUntilItTakesMinutes(guessed)
  const { status, page } = await tryOnce(guessed.issuer)
  assert.equal(status, 429)
  // Seven failures beyond the five free ones: 2^7 seconds.
  assert.match(page, /Wait 3 minutes/)
  const { folder, port } = guessed.running
  await guessed.running.stop()
  const again = await startLatchkey({ folder, port })
  assert.equal((await tryOnce(again.issuer)).status, 429)
  await again.stop()
  await guessed.end()
})

test('CVE-2025-64102: after ten wrong codes a client whose codes are short waits, a right one too', async () => {
  const code = await server.newCode('nest-pin')
  const guess = (text: string) => server.token('nest-pin', server.redemption('nest-pin', text))
  for (let count = 0; count < 10; count++) {
    assert.equal((await guess(`WRNG${String(count).padStart(4, '2')}`)).status, 400)
  }
  const { status, headers } = await guess(code)
  assert.equal(status, 429)
  assert.ok(Number(headers.get('retry-after')) <= 60)
  assert.equal(
    (await server.token('nest-web', server.redemption('nest-web', await server.newCode('nest-web')))).status,
    200,
  )
})

test('guesses at codes without the secret of the client do not count: strangers cannot lock it out', async () => {
  const one = await startSeeded({ definition: { ...definition, apis: [], scopes: [] } })
  const form = {
    ...one.redemption('nest-pin', 'WRNGWRNG'),
    client_id: 'nest-pin',
    client_secret: 'wrong-secret-xx',
  }
  for (let count = 0; count < 15; count++) await one.post('/oauth2/access_token', form)
  const code = await one.newCode('nest-pin')
  assert.equal((await one.token('nest-pin', one.redemption('nest-pin', code))).status, 200)
  await one.end()
})
