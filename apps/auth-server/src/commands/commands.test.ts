import assert from 'node:assert/strict'
import { chmodSync, existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { dialects } from '@latchkey/dialects'
import { matchingSecret } from '../clients/client-secret.ts'
import { passwordMatches } from '../login/password.ts'
import { openPasswordReset } from '../login/password-reset.ts'
import { hashFamilySecret, newFamilySecret, writeRefreshToken } from '../token/refresh-token.ts'
import { sealed } from '../token/token-formats/sealed.ts'
import { commandLine } from './command-line.testing.ts'

const latchkey = commandLine()
after(() => latchkey.end())

const uri = ['--redirect-uri', 'https://app.example.com/cb']
const printedSecret = (line: string | undefined) => /client secret: (\S+)/.exec(line ?? '')?.[1] ?? ''

before(async () => {
  await latchkey.run(['client', 'add', 'App', '--id', 'app', ...uri])
})

test('client add prints id and secret once, and the secret is right', async () => {
  const added = await latchkey.run([
    'client',
    'add',
    'Bridge',
    '--dialect',
    'nibe',
    ...uri,
    '--scope',
    'READSYSTEM',
  ])
  const clientId = /client id: +(\S+)/.exec(added.out[0] ?? '')?.[1] ?? ''
  const isRight = await latchkey.look(async ({ server }) => {
    const client = await server.store.findClient(clientId)
    const pepper = server.keys.current('pepper')
    return client && matchingSecret(pepper, client, printedSecret(added.out[1]), Date.now()) !== undefined
  })
  assert.equal(isRight, true)
  const shown = await latchkey.run(['client', 'show', clientId])
  assert.doesNotMatch(shown.out.join('\n'), new RegExp(printedSecret(added.out[1])))
  assert.match(shown.out.join('\n'), /^scopes +READSYSTEM$/m)
})

test('client add refuses what apply refuses, and an id that is taken', async () => {
  const bad = await latchkey.run(['client', 'add', 'X', '--public', '--dialect', 'nibe', ...uri])
  assert.deepEqual([bad.code, bad.errors.length], [1, 1])
  const without = await latchkey.run(['client', 'add', 'X', '--public', '--owner', 'nobody@example.com'])
  assert.deepEqual(
    without.errors.map((line) => line.split(':')[0]),
    ['--owner', '--redirect-uri'],
  )
  const taken = await latchkey.run(['client', 'add', 'X', '--id', 'app', ...uri])
  assert.deepEqual(taken.errors, ['There is a client app already.'])
})

test('a public client gets no secret', async () => {
  const added = await latchkey.run(['client', 'add', 'Phone', '--id', 'phone', '--public', ...uri])
  assert.deepEqual(added.out, ['client id:     phone'])
})

test('secrets are rotated: two at most, never none', async () => {
  const second = await latchkey.run(['client', 'secret', 'app', '--label', 'new', '--expires', '2999-01-31'])
  assert.match(second.out.join(), /^client secret: lk_cs_/)
  assert.match((await latchkey.run(['client', 'secret', 'app'])).errors.join(), /has 2 secrets/)
  assert.match((await latchkey.run(['client', 'show', 'app'])).out.join('\n'), /new, expires 2999-01-31T/)
  assert.equal((await latchkey.run(['client', 'secret-end', 'app', 'declared'])).code, 0)
  assert.match((await latchkey.run(['client', 'secret-end', 'app', 'new'])).errors.join(), /only secret/)
  assert.match(
    (await latchkey.run(['client', 'secret-end', 'app', '??'])).errors.join(),
    /no secret that ends in/,
  )
  assert.match(
    (await latchkey.run(['client', 'secret', 'app', '--expires', 'soon'])).errors.join(),
    /is no date/,
  )
})

test('a client is suspended, restored and ended', async () => {
  await latchkey.run(['client', 'add', 'Old', '--id', 'old', ...uri])
  assert.deepEqual((await latchkey.run(['client', 'suspend', 'old'])).out, ['client old: suspended'])
  assert.match((await latchkey.run(['client', 'list'])).out.join('\n'), /^old .*suspended/m)
  await latchkey.run(['client', 'restore', 'old'])
  await latchkey.run(['client', 'end', 'old'])
  assert.match((await latchkey.run(['client', 'restore', 'old'])).errors.join(), /for good/)
  assert.match((await latchkey.run(['client', 'end', 'nobody'])).errors.join(), /There is no client nobody/)
})

test('an account without password gets a link that sets one, and a new link after that', async () => {
  const made = await latchkey.run([
    'account',
    'create',
    'Op@example.com',
    '--role',
    'operator',
    '--name',
    'Olga',
  ])
  assert.equal(made.out[0], 'account op@example.com: added as operator')
  const link = new URL(made.out[1] ?? '')
  assert.equal(`${link.origin}${link.pathname}`, 'http://localhost:8080/reset')
  const account = await latchkey.look(({ server }) =>
    openPasswordReset(server, link.searchParams.get('token') ?? undefined),
  )
  assert.equal(account?.email, 'op@example.com')
  assert.match(
    (await latchkey.run(['account', 'list'])).out.join('\n'),
    /^op@example.com +operator +no password yet/m,
  )
  assert.match((await latchkey.run(['account', 'reset', 'op@example.com'])).out.join(), /\/reset\?token=/)
  assert.match((await latchkey.run(['account', 'create', 'op@example.com'])).errors.join(), /already/)
})

test('what is wrong with an option is told by its name', async () => {
  const { errors } = await latchkey.run(['account', 'create', 'nobody', '--role', 'king'])
  assert.deepEqual(errors, [
    'EMAIL: must be an e-mail address',
    '--role: must be one of homeowner, developer, operator',
  ])
})

test('an account with a password file needs no link', async () => {
  const made = await latchkey.run(
    ['account', 'create', 'h@example.com', '--password-file', '-'],
    'a good password\n',
  )
  assert.deepEqual(made.out, ['account h@example.com: added as homeowner'])
  const account = await latchkey.look(({ server }) => server.store.findAccountByEmail('h@example.com'))
  assert.equal(await passwordMatches('a good password', account?.passwordHash), true)
  const bad = await latchkey.run(['account', 'create', 'x@example.com', '--password-file', '-'], 'short')
  assert.match(bad.errors.join(), /at least 8 characters/)
  await latchkey.run(['account', 'suspend', 'h@example.com'])
  assert.match((await latchkey.run(['account', 'reset', 'h@example.com'])).errors.join(), /suspended/)
})

test('keys are rotated and ended, but never the last one of a kind', async () => {
  const keyOf = async (kind: string) =>
    latchkey.look(
      async ({ server }) => (await server.store.listKeys()).find((key) => key.kind === kind)?.id ?? '',
    )
  const sealing = await keyOf('sealing')
  assert.match((await latchkey.run(['keys', 'end', sealing])).errors.join(), /only sealing key/)
  assert.match(
    (await latchkey.run(['keys', 'rotate', 'sealing'])).out.join(),
    /^key [0-9a-f]{8}: added for sealing/,
  )
  assert.match((await latchkey.run(['keys', 'end', sealing])).errors.join(), /not used before/)
  assert.match((await latchkey.run(['keys', 'list'])).out.join('\n'), /sealing +coming/)
  assert.match((await latchkey.run(['keys', 'rotate', 'pepper'])).errors.join(), /cannot be rotated/)
  assert.match((await latchkey.run(['keys', 'end', await keyOf('pepper')])).errors.join(), /cannot be ended/)
  assert.match((await latchkey.run(['keys', 'rotate', 'brass'])).errors.join(), /There is no kind/)
  assert.equal((await latchkey.run(['keys', 'rotate'])).out.length, 6)
})

test('a refresh key is ended only when it is said that people must link again', async () => {
  const other = commandLine()
  const keyId = /^(\S+) +refresh/m.exec((await other.run(['keys', 'list'])).out.join('\n'))?.[1] ?? ''
  await other.run(['keys', 'rotate', 'refresh'])
  other.wait(6_000)
  assert.match((await other.run(['keys', 'end', keyId])).errors.join(), /--relink/)
  assert.deepEqual((await other.run(['keys', 'end', keyId, '--relink'])).out, [`key ${keyId}: ended`])
  assert.match((await other.run(['keys', 'end', keyId, '--relink'])).errors.join(), /ended before/)
  other.end()
})

test('token inspect tells an access token that counts, and why one does not', async () => {
  const text = await latchkey.look(async ({ server }) => {
    const issuedAt = Math.floor(server.now() / 1000)
    const token = { clientId: 'app', accountId: undefined, familyId: undefined, jti: 'one', details: [] }
    const times = { issuedAt, expiresAt: issuedAt + 600 }
    const rights = { scope: ['devices:read'], audience: [server.issuer], counters: { client: 0 } }
    return sealed.write(
      server,
      dialects.standard,
      { ...token, ...times, ...rights, confirmation: undefined },
      'ES256',
    )
  })
  const good = await latchkey.run(['token', 'inspect', '-'], `${text}\n`)
  assert.equal(good.code, 0)
  assert.match(good.out.join('\n'), /^kind +access token \(sealed\)$/m)
  assert.match(good.out.join('\n'), /^account +none: the client acts for itself$/m)
  assert.match(good.out.join('\n'), /^counts now +yes$/m)
  await latchkey.run(['client', 'suspend', 'app'])
  const suspended = await latchkey.run(['token', 'inspect', text])
  assert.equal(suspended.code, 1)
  assert.match(suspended.out.join('\n'), /^counts now +no: its client is suspended$/m)
  await latchkey.run(['client', 'restore', 'app'])
  await latchkey.look(({ server }) => server.store.revokeToken('one', Date.now() + 60_000))
  assert.match((await latchkey.run(['token', 'inspect', text])).out.join('\n'), /no: it was revoked$/m)
  assert.match(
    (await latchkey.run(['token', 'inspect', 'lk_at_1nonsense'])).out.join('\n'),
    /no token of this server/,
  )
})

test('token inspect tells a refresh token whose connection is gone', async () => {
  const text = await latchkey.look(async ({ server }) => {
    const secret = newFamilySecret()
    assert.equal(await server.store.findFamilyBySecret(hashFamilySecret(secret)), undefined)
    return writeRefreshToken(server.keys, dialects.standard, { secret, generation: 0, madeAt: 0 })
  })
  const { code, out } = await latchkey.run(['token', 'inspect', text])
  assert.equal(code, 1)
  assert.deepEqual(out, ['kind        refresh token', 'counts now  no: its connection is not there anymore'])
})

test('keys master makes a file that only its owner reads, and never writes over one', async () => {
  const file = join(latchkey.folder, 'new-master.key')
  assert.equal((await latchkey.run(['keys', 'master', file])).code, 0)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.match((await latchkey.run(['keys', 'master', file])).errors.join(), /is there already/)
})

test('doctor: well, worth a look, and wrong', async () => {
  const fresh = commandLine()
  const before = await fresh.run(['doctor'])
  assert.equal(before.code, 0)
  assert.equal(existsSync(join(fresh.folder, 'latchkey.db')), false)
  await fresh.apply(
    { clients: [{ clientId: 'w', name: 'W', clientSecret: 'weak', dialect: 'gogox' }] },
    '--weak',
  )
  const weak = await fresh.run(['doctor'])
  assert.equal(weak.code, 0)
  assert.match(weak.out.join('\n'), /^warn +secrets +client w: the secret that ends in ak is short/m)
  assert.match(weak.out.join('\n'), /^warn +operators +there is none/m)
  chmodSync(join(fresh.folder, 'master.key'), 0o644)
  const open = await fresh.run(['doctor'])
  assert.equal(open.code, 1)
  assert.match(open.out.join('\n'), /^bad +master key .*chmod 600/m)
  writeFileSync(join(fresh.folder, 'master.key'), `${'A'.repeat(43)}\n`)
  chmodSync(join(fresh.folder, 'master.key'), 0o600)
  assert.match(
    (await fresh.run(['doctor'])).out.join('\n'),
    /^bad +database +.*master key file lacks the key/m,
  )
  fresh.end()
  const wrong = commandLine({ PORT: 'x', LATCHKEY_X: '1' })
  const { code, out } = await wrong.run(['doctor'])
  assert.deepEqual([code, out.length], [1, 2])
  wrong.end()
})

test('help for everything, and a sentence with exit code 2 for what is no command', async () => {
  const help = await latchkey.run(['--help'])
  assert.equal(help.code, 0)
  assert.match(help.out.join('\n'), /^ {2}apply FILE /m)
  assert.match((await latchkey.run(['keys', '--help'])).out.join('\n'), /keys rotate \[KIND\]/)
  assert.match((await latchkey.run(['apply', '--help'])).out.join('\n'), /--dry-run/)
  for (const args of [
    [],
    ['fly'],
    ['client'],
    ['client', 'fly'],
    ['apply'],
    ['apply', 'a', 'b'],
    ['apply', 'a', '--x'],
  ]) {
    const { code, out, errors } = await latchkey.run(args)
    assert.equal(code, 2, args.join(' '))
    assert.ok(out.length + errors.length > 0)
  }
})
