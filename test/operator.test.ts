import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hostileNames } from '../apps/auth-server/src/pages/page-variants.testing.ts'
import { siteRoutes } from '../apps/auth-server/src/site-routes.ts'
import { sampleClient, sampleSecret } from '../apps/auth-server/src/store/contract/samples.testing.ts'
import type { Account, Client } from '../apps/auth-server/src/store/records.ts'
import { plain, submit } from './console/developer.ts'
import { type OperatorStage, openOperatorStage } from './operator-visitor.ts'
import type { Visitor } from './sign-in.ts'

let stage: OperatorStage
let olga: Visitor
before(async () => {
  stage = await openOperatorStage()
  olga = await stage.visitor(stage.olga)
})
after(() => stage.opened.close())

const store = () => stage.opened.server.store
const pageAt = async (path: string) => (await olga.get(path)).text()
const minute = 60_000

async function app(more: Partial<Client> = {}): Promise<Client> {
  const client = sampleClient(more)
  await store().saveClient(client)
  for (const secret of client.secrets) await store().saveSecret(client.clientId, secret)
  for (const member of client.members) await store().saveMember(client.clientId, member, 25)
  if (client.verificationAskedAt !== undefined)
    await store().askVerification(client.clientId, client.verificationAskedAt)
  return client
}

async function lastEntry(kind: 'account' | 'client', id: string) {
  const [entry] = await store().listAudit({ subject: { kind, id }, most: 1 })
  return entry && [entry.actor.name, entry.action]
}

const operatorRoutes = siteRoutes.filter(({ path }) => path.startsWith('/operator'))
const fill = (path: string, client: Client, account: Account) =>
  path.replace(':clientId', client.clientId).replace(':accountId', account.id)

test('actions want a sign-in within five minutes and come back to their page, lists one within twelve hours', async () => {
  const [client, account] = [await app(), await stage.account()]
  const asked: Record<string, string[]> = { fresh: [], within12: [] }
  for (const { method, path } of operatorRoutes) {
    const url = fill(path, client, account)
    const send = async (age: number) => {
      const visitor = await stage.visitor(stage.olga, age)
      return method === 'GET' ? visitor.get(url) : visitor.post(url, {})
    }
    const old = await send(13 * 60 * minute)
    assert.equal(old.headers.get('location'), `/login?next=${encodeURIComponent(url)}`, path)
    const isFresh = (await send(6 * minute)).status === 303
    asked[isFresh ? 'fresh' : 'within12']?.push(`${method} ${path}`)
    assert.notEqual((await send(4 * minute)).status, 303, path)
  }
  assert.ok(
    operatorRoutes.every(({ method, path }) => method === 'GET' || asked.fresh?.includes(`POST ${path}`)),
  )
  assert.deepEqual(asked.within12, [
    'GET /operator',
    'GET /operator/apps/:clientId',
    'GET /operator/accounts',
    'GET /operator/accounts/:accountId',
    'GET /operator/audit',
    'GET /operator/audit.jsonl',
    'GET /operator/audit.csv',
  ])
})

test('who loses the role, or is suspended, loses the pages at once', async () => {
  const otto = await stage.account({ roles: ['operator'] })
  const visitor = await stage.visitor(otto)
  assert.equal((await visitor.get('/operator')).status, 200)
  await store().saveProfile(otto.id, { roles: ['homeowner'], claims: {} })
  for (const { method, path } of operatorRoutes) {
    const url = fill(path, await app(), otto)
    assert.equal((await (method === 'GET' ? visitor.get(url) : visitor.post(url, {}))).status, 404, path)
  }
  await store().saveProfile(otto.id, { roles: ['operator'], claims: {} })
  await store().setAccountState(otto.id, 'suspended')
  assert.equal((await visitor.get('/operator')).headers.get('location'), '/login?next=%2Foperator')
})

test('ids that nobody has answer 404, whatever they are made of', async () => {
  const ids = ['nobody', '%00', '..%2f..%2foperator', 'a'.repeat(3_000), '%F0%9F%92%A9', "'%20or%201=1"]
  for (const { method, path } of operatorRoutes.filter(({ path }) => path.includes(':')))
    for (const id of ids) {
      const url = path.replace(/:\w+/, id)
      const form = { form_token: await formToken(olga) }
      assert.equal((await (method === 'GET' ? olga.get(url) : olga.post(url, form))).status, 404, url)
    }
})

async function formToken(visitor: Visitor): Promise<string> {
  const page = await (await visitor.get('/logout')).text()
  return /name="form_token" value="([^"]+)"/.exec(page)?.[1] ?? assert.fail('no form token')
}

test('a client id of any visible letters has its pages', async () => {
  const clientId = 'a/b?c#d%25&e=f;"<>\'+~'
  await app({ clientId })
  const path = `/operator/apps/${encodeURIComponent(clientId)}`
  const list = await pageAt(`/operator?q=${encodeURIComponent(clientId)}`)
  assert.ok(list.includes(`href="${path}"`) || plain(list).includes(`href="${path}"`), list)
  assert.match(await pageAt(path), /<h1>/)
  const { response } = await submit(olga, `${path}/suspend`, 'action-form')
  assert.equal(response.headers.get('location'), `${path}?done=suspend`)
  assert.equal((await store().findClient(clientId))?.state, 'suspended')
})

test('lists go on page by page, each row once, and searching narrows them', async () => {
  const word = 'paging-word'
  for (let index = 0; index < 120; index++) {
    const createdAt = 1_700_000_000_000 + Math.floor(index / 7)
    await app({ clientId: `${word}-${index}`, createdAt })
    await stage.account({ email: `${word}-${index}@example.com`, createdAt })
  }
  for (const path of ['/operator', '/operator/accounts']) {
    const seen: string[] = []
    let next: string | undefined = `${path}?q=${word}`
    const sizes: number[] = []
    for (let pages = 0; next !== undefined && pages < 9; pages++) {
      const page: string = await pageAt(next)
      const rows = [...page.matchAll(/class="title" href="([^"]+)"/g)].map(([, href = '']) => href)
      sizes.push(rows.length)
      seen.push(...rows)
      next = plain(/rel="next" href="([^"]+)"/.exec(page)?.[1] ?? '') || undefined
      assert.equal(page.includes('>Newest</a>'), pages > 0)
    }
    assert.deepEqual(sizes, [50, 50, 20], path)
    assert.equal(new Set(seen).size, 120)
  }
})

test('hostile words are looked for as they are, and shown as text', async () => {
  const words = [
    ...hostileNames,
    ...['%', '_', '!', '\\', '"', "'", '\0', "'; drop table audit; --", '\ud800', '🔑'.repeat(500)],
    'x'.repeat(14_000),
  ]
  for (const path of ['/operator', '/operator/accounts', '/operator/audit'])
    for (const text of words) {
      const url = `${path}?${new URLSearchParams({ q: text.slice(0, 4_000) })}`
      const response = await olga.get(url)
      assert.equal(response.status, 200, url)
      assert.doesNotMatch(await response.text(), /<script>|<img src=x/)
    }
  await app({ clientId: 'percent', name: '100% wool' })
  assert.match(await pageAt('/operator?q=100%25+wool'), /\/operator\/apps\/percent"/)
  assert.match(await pageAt('/operator?q=1_0%25+wool'), /No app found/)
})

test('a place in a list that nobody has is its beginning or its end, never an error', async () => {
  for (const path of ['/operator', '/operator/accounts', '/operator/audit', '/operator/audit.csv'])
    for (const before of [
      '',
      'x',
      '5',
      '9'.repeat(30),
      '1.',
      '-1.x',
      '1e3.x',
      '0.x',
      '999999999999999.zzz',
      '1.%00',
    ])
      assert.equal((await olga.get(`${path}?before=${before}`)).status, 200, `${path} ${before}`)
})

test('apps whose developers ask stand first, and by themselves', async () => {
  const { clientId } = await app({ name: 'Asks now', verified: false, verificationAskedAt: 1, createdAt: 1 })
  const whole = await pageAt('/operator')
  assert.ok(whole.indexOf('Asks now') < whole.indexOf('All apps') && whole.includes('Asks now'))
  const asked = await pageAt('/operator?asked=1')
  assert.deepEqual(
    [...asked.matchAll(/class="title" href="([^"]+)"/g)].map(([, href]) => href),
    [`/operator/apps/${clientId}`],
  )
})

test('an app’s page tells who it is, what is unsafe about it, who works on it and what happened to it', async () => {
  const [owner, member] = [await stage.account(), await stage.account()]
  const { clientId } = await app({
    ownerId: owner.id,
    name: 'Night <b>shift</b>',
    publisher: 'Acme & sons',
    clientUri: 'javascript:alert(1)',
    verified: false,
    policy: 'default',
    dialect: 'standard',
    allows: ['token-in-query'],
    overrides: { accessTokenSeconds: 86_400, pkce: 'public', codeSeconds: 30 },
    secrets: [sampleSecret({ ending: 'a1', weak: true, label: 'imported' })],
    members: [{ accountId: member.id, role: 'developer', createdAt: 5 }],
  })
  const actor = { accountId: member.id, name: member.email }
  await store().setClientState(clientId, 'suspended', { actor, action: 'app suspended' })
  const page = plain(await pageAt(`/operator/apps/${clientId}`))
  for (const text of [
    'Night <b>shift</b>',
    'Acme & sons',
    owner.email,
    member.email,
    'Its programs may put tokens into an address',
    'Its access tokens live 24 hours instead of 1 hour.',
    'PKCE: public instead of always.',
    'Its secret that ends in a1 is short',
    'begin to work when it is verified',
    'codeSeconds: 30 seconds',
    'https://app.example.com/cb',
    'suspended the app',
    'Not verified',
    'Suspended',
  ])
    assert.ok(page.includes(text), text)
  assert.doesNotMatch(page, /href="javascript|codes live/)
})

test('an account’s page tells its roles, sessions, connections and apps', async () => {
  const account = await stage.account({ roles: ['developer'], claims: { name: 'Åsa <i>' }, passwordHash: '' })
  const own = await app({ ownerId: account.id, name: 'Her own app' })
  const connected = await app({ name: 'Connected app' })
  const pair = { accountId: account.id, clientId: connected.clientId }
  await store().saveGrant({ ...pair, scope: [], details: [], createdAt: 5 })
  await stage.visitor(account)
  const page = plain(await pageAt(`/operator/accounts/${account.id}`))
  for (const text of ['Åsa <i>', 'Developer', 'not set yet', 'in 1 browser', 'Connected app', 'Her own app'])
    assert.ok(page.includes(text), text)
  assert.ok(page.includes(`href="/operator/apps/${own.clientId}"`))
  assert.ok(!page.includes('$argon2'))
})

test('what was just done is told, and an address cannot put words into our mouth', async () => {
  const { clientId } = await app()
  assert.match(await pageAt(`/operator/apps/${clientId}?done=suspend`), /id="done" role="status">.*suspended/)
  for (const word of ['constructor', '__proto__', 'hello', '<script>'])
    assert.doesNotMatch(await pageAt(`/operator/apps/${clientId}?done=${word}`), /id="done"/)
})

test('a forged form does nothing', async () => {
  const [client, account] = [await app({ verified: false }), await stage.account()]
  const before = await store().findClient(client.clientId)
  for (const { method, path } of operatorRoutes) {
    if (method === 'GET') continue
    const url = fill(path, client, account)
    const right = {
      confirmation: url.includes('/apps/') ? client.clientId : account.email,
      'role-operator': 'on',
    }
    const forms = [
      [{ ...right }, {}],
      [{ ...right, form_token: 'forged' }, {}],
      [{ ...right, form_token: await formToken(olga) }, { origin: 'https://evil.example' }],
    ] as const
    for (const [form, headers] of forms) assert.equal((await olga.post(url, form, headers)).status, 403, url)
  }
  assert.deepEqual(await store().findClient(client.clientId), before)
  assert.deepEqual(await store().findAccount(account.id), account)
  assert.equal(await lastEntry('client', client.clientId), undefined)
  assert.equal(await lastEntry('account', account.id), undefined)
})
