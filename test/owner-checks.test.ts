import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { siteRoutesOver } from '../apps/auth-server/src/site-routes.ts'
import { anna, ben, definition, secretOf } from './definition.ts'
import { requestUrl } from './journeys/app-side.ts'
import { allowedCode, hiddenFields, newVisitor, type Visitor } from './sign-in.ts'
import { type RunningLatchkey, startLatchkey } from './start-latchkey.ts'

// Made from the route table: a route that is added is tried here by itself, and one whose parameter nobody has explained
// fails. What is tried: whoever may not see a thing learns nothing of it, not even that it is there.

const mallory = { email: 'mallory@example.com', password: 'mallory was here too' }
const olga = { email: 'olga@example.com', password: 'olga looks after all' }
const dora = { email: 'dora@example.com', password: 'dora develops together' }
const tess = { email: 'tess@example.com', password: 'tess tries things out' }

const routes = siteRoutesOver(() => new Response())
let latchkey: RunningLatchkey
let ids: ReadonlyMap<string, string>

before(async () => {
  latchkey = await startLatchkey({
    definition: {
      ...definition,
      accounts: [
        ...definition.accounts,
        { ...mallory, roles: ['homeowner', 'developer'] },
        { ...olga, roles: ['operator'] },
        { ...dora, roles: ['homeowner', 'developer'] },
        { ...tess, roles: ['homeowner', 'developer'] },
      ],
      clients: definition.clients.map((client) => ({ ...client, owner: anna.email })),
    },
  })
  ids = await annasIds()
})
after(() => latchkey.end())

async function signedIn(person: { email: string; password: string }): Promise<Visitor> {
  const visitor = newVisitor(latchkey.issuer)
  const page = await (await visitor.get('/login')).text()
  await visitor.post('/login', { ...hiddenFields(page, 'login-form'), ...person })
  return visitor
}

/** What each parameter of a path is of Anna's, read off her own pages. */
async function annasIds(): Promise<ReadonlyMap<string, string>> {
  const visitor = await signedIn(anna)
  // Two connections: a person who has one ends it by removing the app.
  for (let count = 0; count < 2; count++) await connect(visitor)
  const form = hiddenFields(
    await (await visitor.get('/console/apps/standard/new-secret')).text(),
    'new-secret-form',
  )
  await visitor.post('/console/apps/standard/new-secret', { ...form, label: 'second', expires: '' })
  await addMember(visitor, dora.email, 'developer')
  await addMember(visitor, tess.email, 'tester')
  const overview = await (await visitor.get('/console/apps/standard')).text()
  const home = await (await visitor.get('/home/apps/standard')).text()
  const operator = await signedIn(olga)
  const accounts = await (await operator.get(`/operator/accounts?q=${anna.email}`)).text()
  return new Map([
    ['clientId', 'standard'],
    ['secret', found(overview, /\/secrets\/([^/"]+)\/end/)],
    ['accountId', found(accounts, /\/operator\/accounts\/([^/"]+)"/)],
    ['familyId', found(home, /\/connections\/([^/"]+)/)],
  ])
}

async function addMember(visitor: Visitor, email: string, role: string): Promise<void> {
  const form_token = await formToken(visitor)
  const added = await visitor.post('/console/apps/standard/members', { form_token, email, role })
  assert.equal(added.status, 303)
}

async function connect(visitor: Visitor): Promise<void> {
  const code = await allowedCode(
    visitor,
    requestUrl(latchkey.issuer, 'standard', {
      redirect_uri: 'https://app.example.com/callback',
    }),
    anna,
  )
  const headers = { authorization: `Basic ${btoa(`standard:${secretOf('standard')}`)}` }
  const body = new URLSearchParams({
    ...{ grant_type: 'authorization_code', code, redirect_uri: 'https://app.example.com/callback' },
    code_verifier: 'a-verifier-that-is-long-enough-to-be-allowed-here',
  })
  const answer = await fetch(`${latchkey.issuer}/oauth2/token`, { method: 'POST', headers, body })
  assert.equal(answer.status, 200)
}

function found(page: string, pattern: RegExp): string {
  return pattern.exec(page)?.[1] ?? assert.fail(`${pattern} is not on the page`)
}

function pathWith(route: string): string {
  return route.replace(
    /:(\w+)/g,
    (_, name: string) => ids.get(name) ?? assert.fail(`${route}: what is ${name}?`),
  )
}

async function send(visitor: Visitor, { method, path }: { method: string; path: string }) {
  return method === 'GET' ? visitor.get(path) : visitor.post(path, { form_token: await formToken(visitor) })
}

async function formToken(visitor: Visitor): Promise<string> {
  const page = await (await visitor.get('/login')).text()
  return hiddenFields(page, 'login-form').form_token ?? assert.fail('no form token')
}

const withIds = routes.filter(({ path }) => path.includes(':'))

test('the ids are real: their owner meets no 404', async () => {
  const [owner, operator] = [await signedIn(anna), await signedIn(olga)]
  for (const route of withIds.filter(({ method }) => method === 'GET')) {
    const visitor = route.path.startsWith('/operator') ? operator : owner
    const response = await visitor.get(pathWith(route.path))
    assert.equal(response.status, 200, `${route.path} ${response.headers.get('location')}`)
  }
})

test('another person’s ids answer 404 on every route that takes one', async () => {
  assert(withIds.length > 15)
  const visitor = await signedIn(mallory)
  for (const { method, path } of withIds) {
    const response = await send(visitor, { method, path: pathWith(path) })
    assert.equal(response.status, 404, `${method} ${path}`)
    assert.doesNotMatch(await response.text(), /App standard|anna@example\.com/, path)
  }
})

/** Everybody beside the owner, and below which paths an id of the owner's is theirs to see. */
const others = {
  'another homeowner': { person: ben, sees: undefined },
  'a developer of other apps': { person: mallory, sees: undefined },
  'a tester of the app': { person: tess, sees: undefined },
  'a developer of the app': { person: dora, sees: '/console/' },
  'an operator': { person: olga, sees: '/operator/' },
} as const

for (const [name, { person, sees }] of Object.entries(others)) {
  test(`CVE-2026-105209 CVE-2026-4636 GHSA-xr8f-h2gw-9xh6: ${name} meets 404 on every route with an id that is not theirs to see`, async () => {
    const visitor = await signedIn(person)
    for (const { method, path } of withIds) {
      const mayOpen = sees !== undefined && path.startsWith(sees)
      if (mayOpen && method === 'POST') continue
      const response = await send(visitor, { method, path: pathWith(path) })
      assert.equal(response.status, mayOpen ? 200 : 404, `${method} ${path}`)
    }
  })
}

test('ids that nobody has answer 404 to everybody, in the same words', async () => {
  const visitor = await signedIn(anna)
  for (const { method, path } of withIds.filter(({ path }) => !path.startsWith('/operator'))) {
    const response = await send(visitor, { method, path: path.replace(/:\w+/g, 'nobodys-id') })
    assert.equal(response.status, 404, `${method} ${path}`)
  }
})

test('for who is no operator there are no operator’s pages', async () => {
  const operators = routes.filter(({ path }) => path.startsWith('/operator'))
  assert(operators.length > 5)
  for (const person of [mallory, ben, anna]) {
    const visitor = await signedIn(person)
    for (const { method, path } of operators) {
      const response = await send(visitor, { method, path: pathWith(path) })
      assert.equal(response.status, 404, `${method} ${path}`)
    }
  }
})

test('who is not signed in is asked to, whatever the id', async () => {
  for (const { method, path } of routes) {
    const visitor = newVisitor(latchkey.issuer)
    const response = await send(visitor, { method, path: pathWith(path) })
    assert.equal(response.status, 303, `${method} ${path}`)
    assert.match(response.headers.get('location') ?? '', /^\/login\?next=%2F(?:home|console|operator)/)
  }
})

test('a form without its token changes nothing', async () => {
  const visitor = await signedIn(anna)
  for (const { path } of routes.filter(
    ({ method, path }) => method === 'POST' && !path.startsWith('/operator'),
  )) {
    const response = await visitor.post(pathWith(path), { form_token: 'forged', decision: 'accept' })
    assert.equal(response.status, 403, path)
  }
})
