import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { commandLine } from './command-line.testing.ts'

const latchkey = commandLine()
after(() => latchkey.end())

const client = {
  clientId: 'app',
  clientSecret: 'a-secret-that-nobody-guesses',
  name: 'App \u202eevil',
  redirectUris: ['https://app.example.com/cb'],
}
const home = {
  id: 'home',
  name: 'Home',
  owner: 'anna@example.com',
  timeZone: 'Europe/Stockholm',
  devices: [],
}
const everything = {
  accounts: [{ email: 'anna@example.com', password: 'correct horse battery' }],
  scopes: [{ name: 'meter:read', title: 'Read your meter' }],
  apis: [
    { id: 'meter', identifier: 'https://meter.example.com', name: 'Meter', secret: client.clientSecret },
  ],
  clients: [client],
  structures: [home],
}

/** The entries that came since the last look, without their times, sorted: two of one millisecond have no order. */
let seen: readonly string[] = []
async function told(): Promise<readonly string[]> {
  const { out } = await latchkey.run(['audit', 'list', '--json', '--most', '1000'])
  const words = await latchkey.run(['audit', 'list', '--most', '1000'])
  const news = words.out.filter((_, at) => !seen.includes(out[at] ?? ''))
  seen = out
  for (const line of news) assert.match(line, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ {2}command line /)
  return news.map((line) => line.slice(22).replace('command line ', '')).toSorted()
}

async function areTold(sentences: readonly string[]): Promise<void> {
  assert.deepEqual(await told(), sentences.toSorted())
}

test('apply tells each of its changes, and nothing when nothing changes', async () => {
  await latchkey.apply(everything)
  const secret = 'made a secret for the app App evil (app); ending: es; label: declared'
  await areTold([
    'declared the API meter',
    'declared the home home; name: Home; owner: anna@example.com',
    'declared the scope meter:read; title: Read your meter',
    secret,
    `${await account('made the account anna@example.com')}; roles: homeowner`,
    'registered the app App evil (app)',
  ])
  await latchkey.apply(everything)
  await areTold([])
  const changed = {
    accounts: [{ email: 'anna@example.com', password: 'a newer horse battery', roles: ['operator'] }],
    clients: [{ ...client, name: 'Named anew', clientSecret: 'another-secret-that-nobody-guesses-2' }],
  }
  await latchkey.apply(changed, '--reset-passwords', '--dry-run')
  await areTold([])
  await latchkey.apply(changed, '--reset-passwords')
  await areTold([
    `${await account('changed the account anna@example.com')}; changed: roles; roles: operator`,
    await account('changed the password of the account anna@example.com'),
    'changed the app Named anew (app); changed: name',
    'made a secret for the app Named anew (app); ending: -2; label: declared',
    'ended a secret of the app Named anew (app); endings: es',
  ])
  await latchkey.apply({ scopes: [], apis: [], structures: [], clients: [], accounts: [] }, '--prune')
  await areTold([
    'deleted the home home',
    'ended the app Named anew (app) for good',
    'deleted the API meter',
    await account('ended the account anna@example.com', ' for good'),
    'deleted the scope meter:read',
  ])
})

test('every other command that changes something tells it, once', async () => {
  const both = async (...args: readonly string[]) => {
    const { code, errors } = await latchkey.run(args)
    assert.equal(code, 0, errors.join())
    return told()
  }
  const made = await both('account', 'create', 'ben@example.com')
  assert.deepEqual(made, [
    await account('made a link to set a new password for the account ben@example.com', '', 'ben'),
    `${await account('made the account ben@example.com', '', 'ben')}; roles: homeowner`,
  ])
  const ben = (words: string, rest = '') => account(`${words} the account ben@example.com`, rest, 'ben')
  assert.deepEqual(await both('account', 'reset', 'ben@example.com'), made.slice(0, 1))
  assert.deepEqual(await both('account', 'suspend', 'ben@example.com'), [await ben('suspended')])
  assert.deepEqual(await both('account', 'suspend', 'ben@example.com'), [])
  assert.deepEqual(await both('account', 'restore', 'ben@example.com'), [await ben('restored')])
  const added = ['client', 'add', 'Next', '--id', 'next', '--redirect-uri', 'https://n.example/cb']
  const [secret, registered, ...others] = await both(...added)
  assert.equal(registered, 'registered the app Next (next)')
  assert.match(secret ?? '', /^made a secret for the app Next \(next\); ending: ..; label: declared$/)
  assert.deepEqual(others, [])
  const [second] = await both('client', 'secret', 'next', '--label', 'spare')
  assert.match(second ?? '', /; ending: ..; label: spare$/)
  assert.match(
    (await both('client', 'secret-end', 'next', 'spare')).join(),
    /^ended a secret .*; endings: ..$/,
  )
  assert.deepEqual(await both('client', 'suspend', 'next'), ['suspended the app Next (next)'])
  assert.deepEqual(await both('client', 'restore', 'next'), ['restored the app Next (next)'])
  await latchkey.look(async ({ server: { store } }) => {
    const { id } = (await store.findAccountByEmail('ben@example.com')) ?? assert.fail()
    await store.saveGrant({ accountId: id, clientId: 'next', scope: [], details: [], createdAt: 1 })
  })
  assert.deepEqual(await both('account', 'disconnect', 'ben@example.com', 'next'), [
    'disconnected the app Next (next); account: ben@example.com',
  ])
  assert.deepEqual(await both('client', 'end', 'next'), ['ended the app Next (next) for good'])
  assert.deepEqual(await both('account', 'end', 'ben@example.com'), [await ben('ended', ' for good')])
  const [key] = await both('keys', 'rotate', 'sealing')
  assert.match(key ?? '', /^made the key [0-9a-f]{8}; kind: sealing$/)
  latchkey.wait(6_000)
  const first = /^(\S+) +sealing/m.exec((await latchkey.run(['keys', 'list'])).out.join('\n'))?.[1] ?? ''
  assert.deepEqual(await both('keys', 'end', first), [`ended the key ${first}; kind: sealing`])
  for (const args of [
    ['client', 'list'],
    ['account', 'list'],
    ['keys', 'list'],
    ['doctor'],
    ['audit', 'list'],
  ])
    assert.deepEqual(await both(...args), [], args.join(' '))
})

test('the log is printed as far as asked, as words or as JSON', async () => {
  const { out } = await latchkey.run(['audit', 'list', '--most', '2', '--json'])
  assert.equal(out.length, 2)
  const [{ action, actor, subject }] = out.map((line) => JSON.parse(line))
  assert.deepEqual(
    [action, actor, subject.kind],
    ['key ended', { account_id: null, name: 'command line' }, 'key'],
  )
  const found = await latchkey.run(['audit', 'list', '--text', 'ANNA@'])
  assert.ok(found.out.length > 2 && found.out.every((line) => line.includes('anna@')), found.out.join('\n'))
  for (const most of ['0', '-1', '1.5', 'many', '1e9'])
    assert.match((await latchkey.run(['audit', 'list', `--most=${most}`])).errors.join(), /--most/)
})

/** A sentence with the account's id behind its e-mail. */
async function account(words: string, rest = '', who: 'anna' | 'ben' = 'anna'): Promise<string> {
  const id = await latchkey.look(
    async ({ server }) => (await server.store.findAccountByEmail(`${who}@example.com`))?.id,
  )
  return `${words} (${id})${rest}`
}
