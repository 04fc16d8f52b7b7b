import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { submit } from '../journeys/home-steps.ts'
import { hiddenFields, type Visitor } from '../sign-in.ts'
import { runCli, startLatchkey } from '../start-latchkey.ts'
import {
  type AppHost,
  anna,
  ben,
  type Heard,
  type LogoutWorld,
  rp,
  type SignedInApp,
  startAppHost,
  startLogoutWorld,
} from './logout-world.ts'

// OpenID Connect Back-Channel Logout 1.0.

const event = 'http://schemas.openid.net/event/backchannel-logout'

let apps: AppHost
let world: LogoutWorld
before(async () => {
  apps = await startAppHost()
  const called = (clientId: string, more: object = {}) =>
    rp(clientId, { backchannelLogoutUri: `${apps.origin}/back/${clientId}`, ...more })
  world = await startLogoutWorld(
    [
      called('bank', { backchannelLogoutSessionRequired: true }),
      called('grid', { idTokenSignedResponseAlg: 'ES256', subjectType: 'pairwise' }),
      called('meter'),
      called('quick', { backchannelLogoutUri: `${apps.origin}/back/quick?of=latchkey` }),
      rp('silent'),
    ],
    { env: { LATCHKEY_OUTBOUND_ALLOW: new URL(apps.origin).host } },
  )
})
after(async () => {
  await world.running.end()
  apps.close()
})

const at = (clientId: string) => `/back/${clientId}`

/** The session that one notice is about; fails when it is not right in every member. */
async function checked(heard: Heard | undefined, clientId: string, { claims }: SignedInApp): Promise<void> {
  assert.ok(heard)
  assert.equal(heard.method, 'POST')
  assert.equal(heard.headers['content-type'], 'application/x-www-form-urlencoded')
  assert.deepEqual([...heard.form.keys()], ['logout_token'])
  const { payload } = await world.verify(heard.form.get('logout_token') ?? '', clientId)
  const { iat, exp, jti, ...told } = payload
  assert.deepEqual(told, {
    iss: world.issuer,
    aud: clientId,
    sub: claims.sub,
    sid: claims.sid,
    events: { [event]: {} },
  })
  assert.equal((exp ?? 0) - (iat ?? 0), 120)
  assert.match(String(jti), /^[A-Za-z0-9]{22,}$/)
}

/** The notices of one session only; other tests share the apps. */
async function toldOf(clientId: string, { claims }: SignedInApp): Promise<readonly Heard[]> {
  const tokens = apps.heard.filter(({ path }) => path === at(clientId))
  const sids = tokens.map(({ form }) => sidIn(form.get('logout_token') ?? ''))
  return tokens.filter((_, index) => sids[index] === claims.sid)
}

function sidIn(token: string): unknown {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sid
}

async function untilTold(clientId: string, app: SignedInApp): Promise<readonly Heard[]> {
  const deadline = Date.now() + 10_000
  for (;;) {
    const told = await toldOf(clientId, app)
    if (told.length > 0) return told
    if (Date.now() > deadline) assert.fail(`${clientId} was not told`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Longer than two rounds of the sender. */
const twoRounds = () => new Promise((resolve) => setTimeout(resolve, 2_200))

test('every app of the session is told once, each in its own terms, and no other', async () => {
  const visitor = world.visitor()
  const bank = await world.signIn(visitor, 'bank')
  const grid = await world.signIn(visitor, 'grid')
  await world.signIn(visitor, 'silent')
  assert.notEqual(bank.claims.sid, grid.claims.sid)
  assert.notEqual(bank.claims.sub, grid.claims.sub)
  const elsewhere = await world.signIn(world.visitor(), 'meter')
  const before = Date.now()
  await visitor.get(world.logoutUrl({ id_token_hint: bank.idToken }))
  assert.ok(Date.now() - before < 1_000, 'the person does not wait for it')
  const [toBank] = await untilTold('bank', bank)
  const [toGrid] = await untilTold('grid', grid)
  await checked(toBank, 'bank', bank)
  await checked(toGrid, 'grid', grid)
  await twoRounds()
  assert.equal((await toldOf('bank', bank)).length, 1)
  assert.equal((await toldOf('meter', elsewhere)).length, 0)
})

test('a query of the address stays', async () => {
  const visitor = world.visitor()
  const quick = await world.signIn(visitor, 'quick')
  await visitor.get(world.logoutUrl({ id_token_hint: quick.idToken }))
  const [told] = await untilTold('quick', quick)
  assert.deepEqual([...(told?.query ?? [])], [['of', 'latchkey']])
})

type Ending = (
  visitor: Visitor,
  person: { readonly email: string; readonly password: string },
) => Promise<unknown>

async function signInAs(visitor: Visitor, person: { email: string; password: string }): Promise<void> {
  const page = await (await visitor.get('/login')).text()
  const answer = await visitor.post('/login', { ...hiddenFields(page, 'login-form'), ...person })
  assert.equal(answer.status, 303)
}

async function command(...args: string[]): Promise<void> {
  const { folder, issuer, port } = world.running
  const env = {
    PATH: process.env.PATH ?? '',
    LATCHKEY_DATA: folder,
    LATCHKEY_ISSUER: issuer,
    PORT: String(port),
  }
  await runCli(env, args)
}

/** In another browser of the same person. */
async function fromElsewhere(person: { email: string; password: string }): Promise<Visitor> {
  const other = world.visitor()
  await signInAs(other, person)
  return other
}

const endings: Readonly<Record<string, Ending>> = {
  'the page /logout': async (visitor) => {
    const page = await (await visitor.get('/logout')).text()
    await visitor.post('/logout', { ...hiddenFields(page, 'logout-form'), decision: 'logout' })
  },
  'signing in as somebody else': (visitor, { email }) => signInAs(visitor, email === ben.email ? anna : ben),
  'signing out everywhere else': async (_, person) => {
    await submit(await fromElsewhere(person), '/home/account', 'sign-out-others')
  },
  'a new password': async (_, person) => {
    const { password } = person
    await submit(await fromElsewhere(person), '/home/password', 'password-form', {
      password,
      password_again: password,
    })
  },
  'an operator who suspends the account': async (_, { email }) => {
    await command('account', 'suspend', email)
    await command('account', 'restore', email)
  },
  'a password that `apply` sets': async (_, { email, password }) => {
    for (const next of [`${password} anew`, password]) {
      await world.running.apply({ accounts: [{ email, password: next }] }, '--reset-passwords')
    }
  },
  'deleting the account': async (_, { email, password }) => {
    const visitor = await fromElsewhere({ email, password })
    await submit(visitor, '/home/delete', 'delete-form', { confirmation: email })
  },
}

describe('however a session ends, its apps are told:', () => {
  for (const [what, end] of Object.entries(endings)) {
    test(what, async () => {
      const visitor = world.visitor()
      const meter = await world.signIn(visitor, 'meter', ben)
      await end(visitor, ben)
      const [told] = await untilTold('meter', meter)
      await checked(told, 'meter', meter)
    })
  }
})

test('nothing ended, nobody is told: the same person signs in again, a connection ends', async () => {
  const visitor = world.visitor()
  const meter = await world.signIn(visitor, 'meter', anna)
  await signInAs(visitor, anna)
  await world.signIn(visitor, 'bank', anna)
  await twoRounds()
  assert.equal((await toldOf('meter', meter)).length, 0)
})

test('a notice is not lost with the process', async () => {
  const visitor = world.visitor()
  const meter = await world.signIn(visitor, 'meter', anna)
  const { folder, port } = world.running
  await visitor.get(world.logoutUrl({ id_token_hint: meter.idToken }))
  await world.running.kill()
  const env = { LATCHKEY_OUTBOUND_ALLOW: new URL(apps.origin).host, LATCHKEY_ISSUER: world.issuer }
  const again = await startLatchkey({ folder, port, env })
  try {
    await checked((await untilTold('meter', meter))[0], 'meter', meter)
  } finally {
    await again.stop()
  }
})
