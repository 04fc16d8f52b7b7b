import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, test } from 'node:test'
import { passwordMatches } from '../../login/password.ts'
import { commandLine } from '../command-line.testing.ts'

const secret = 'a-secret-that-nobody-guesses'
const client = {
  clientId: 'app',
  clientSecret: secret,
  name: 'App',
  redirectUris: ['https://app.example.com/cb'],
}
const thermostat = { id: 'hall', name: 'Hall', type: 'thermostat' }
const home = {
  id: 'home',
  name: 'Home',
  owner: 'anna@example.com',
  timeZone: 'Europe/Stockholm',
  devices: [thermostat],
}
const everything = {
  accounts: [
    {
      email: 'Anna@example.com',
      password: 'correct horse battery',
      roles: ['developer'],
      claims: { name: 'Anna' },
    },
  ],
  clients: [
    { ...client, owner: 'anna@example.com' },
    {
      clientId: 'nibe',
      clientSecret: secret,
      name: 'Nibe',
      dialect: 'nibe',
      redirectUris: ['https://n.example/cb'],
    },
    { clientId: 'pin', clientSecret: secret, name: 'Pin', dialect: 'nest' },
    {
      clientId: 'public',
      name: 'Public',
      redirectUris: ['com.example.app:/cb'],
      scopes: ['openid', 'meter:read'],
    },
  ],
  apis: [
    { id: 'meter', identifier: 'https://meter.example.com', name: 'Meter', secret, scopes: ['meter:read'] },
  ],
  scopes: [{ name: 'meter:read', title: 'Read your meter' }],
  structures: [home],
}

const latchkey = commandLine()
after(() => latchkey.end())

test('a file makes everything that it declares, line by line, and a second run prints nothing', async () => {
  const first = await latchkey.apply(everything)
  assert.deepEqual(first, {
    code: 0,
    errors: [],
    out: [
      'scope meter:read: added',
      'account anna@example.com: added as developer',
      'api meter: added',
      'client app: added',
      'client nibe: added',
      'client pin: added',
      'client public: added',
      'structure home: added',
    ],
  })
  assert.deepEqual(await latchkey.apply(everything), { code: 0, out: [], errors: [] })
  assert.deepEqual((await latchkey.apply(everything, '--prune', '--reset-passwords')).out, [])
})

test('what a client leaves out has the default of its dialect', async () => {
  const [standard, nibe, pin] = await latchkey.look(async ({ server: { store } }) =>
    Promise.all(['app', 'nibe', 'pin'].map((id) => store.findClient(id))),
  )
  assert.deepEqual(standard?.grantTypes, ['authorization_code', 'refresh_token'])
  assert.equal(standard?.policy, 'default')
  assert.equal(standard?.verified, true)
  assert.deepEqual(nibe?.scopes, ['READSYSTEM', 'WRITESYSTEM'])
  assert.equal(nibe?.policy, 'nibe')
  assert.deepEqual(pin?.grantTypes, ['authorization_code'])
  assert.equal(standard?.secrets[0]?.ending, 'es')
})

test('a dry run prints the same lines and writes nothing', async () => {
  const changed = { clients: [{ ...client, owner: 'anna@example.com', name: 'Renamed' }] }
  const dry = await latchkey.apply(changed, '--dry-run')
  assert.deepEqual(dry.out, ['client app: changed name'])
  assert.deepEqual((await latchkey.apply(changed)).out, dry.out)
})

test('a changed secret replaces the others, and one that is left out keeps them', async () => {
  const secrets = () =>
    latchkey.look(async ({ server }) => (await server.store.findClient('app'))?.secrets ?? [])
  const [before] = await secrets()
  const { clientSecret: _, ...withoutSecret } = { ...client, owner: 'anna@example.com' }
  assert.deepEqual((await latchkey.apply({ clients: [withoutSecret] })).out, ['client app: changed name'])
  assert.deepEqual(await secrets(), [before])
  const replaced = await latchkey.apply({ clients: [{ ...withoutSecret, clientSecret: `${secret}-2` }] })
  assert.deepEqual(replaced.out, ['client app: replaced the secret'])
  assert.deepEqual(
    (await secrets()).map(({ ending }) => ending),
    ['-2'],
  )
})

test('a password is set at creation, and later only when that is asked for', async () => {
  const accounts = [{ email: 'anna@example.com', password: 'another good password' }]
  const hash = () =>
    latchkey.look(
      async ({ server }) => (await server.store.findAccountByEmail('anna@example.com'))?.passwordHash,
    )
  assert.deepEqual((await latchkey.apply({ accounts })).out, [])
  assert.equal(await passwordMatches('correct horse battery', await hash()), true)
  const set = await latchkey.apply({ accounts }, '--reset-passwords')
  assert.deepEqual(set.out, ['account anna@example.com: set the password'])
  assert.equal(await passwordMatches('another good password', await hash()), true)
})

test('roles and claims that are left out stay', async () => {
  const account = await latchkey.look(({ server }) => server.store.findAccountByEmail('anna@example.com'))
  assert.deepEqual(account?.roles, ['developer'])
  assert.deepEqual(account?.claims, { name: 'Anna' })
})

test('registered metadata that a file leaves out goes, and is said', async () => {
  const declared = {
    ...client,
    clientId: 'told',
    logoUri: 'https://app.example.com/logo.png',
    subjectType: 'public',
  }
  assert.deepEqual((await latchkey.apply({ clients: [declared] })).out, ['client told: added'])
  assert.deepEqual((await latchkey.apply({ clients: [declared] })).out, [])
  const { logoUri: _, ...left } = declared
  assert.deepEqual((await latchkey.apply({ clients: [left] })).out, ['client told: changed logoUri'])
  const found = await latchkey.look(({ server }) => server.store.findClient('told'))
  assert.deepEqual([found?.logoUri, found?.subjectType], [undefined, 'public'])
  await latchkey.look(({ server }) => server.store.setClientState('told', 'ended'))
})

test('without --prune nothing goes, with it what the lists of the file leave out', async () => {
  assert.deepEqual((await latchkey.apply({ clients: [], structures: [] })).out, [])
  const moved = { ...home, devices: [{ id: 'pump', name: 'Pump', type: 'heat_pump' }] }
  assert.deepEqual((await latchkey.apply({ structures: [moved] })).out, [
    'structure home: changed device pump',
  ])
  const pruned = await latchkey.apply(
    { structures: [moved], clients: [{ ...client, clientSecret: undefined }] },
    '--prune',
  )
  assert.deepEqual(pruned.out, [
    'client app: changed owner',
    'structure home: changed device hall',
    'client nibe: ended',
    'client pin: ended',
    'client public: ended',
  ])
  assert.deepEqual((await latchkey.apply({ scopes: [], apis: [] }, '--prune')).out, [
    'api meter: deleted',
    'scope meter:read: deleted',
  ])
  const again = await latchkey.apply({ clients: [{ ...client, clientId: 'nibe' }] })
  assert.match(again.errors.join(), /clients\[0\]\.clientId: the client nibe was ended for good/)
})

const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 })
const small = rsa.publicKey.export({ format: 'jwk' })
const privateKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })

/** A client's members → the line that refuses them. */
const refused: readonly (readonly [members: object, problem: RegExp])[] = [
  [{ redirectUri: 'https://x.example' }, /^clients\[0\]\.redirectUri: unknown member$/],
  [{ name: undefined }, /^clients\[0\]\.name: is missing$/],
  [
    { postLogoutRedirectUris: ['javascript:alert(1)'] },
    /^clients\[0\]\.postLogoutRedirectUris\[0\]: the scheme javascript: is dangerous$/,
  ],
  [{ dialect: 'hue' }, /^clients\[0\]\.dialect: must be one of standard, nest/],
  [{ policy: 'fapi2' }, /^clients\[0\]\.tokenEndpointAuthMethod: .* fapi2 needs private_key_jwt/],
  [{ grantTypes: ['password'] }, /^clients\[0\]\.grantTypes\[0\]: must be one of/],
  [{ redirectUris: ['http://example.com/cb'] }, /^clients\[0\]\.redirectUris\[0\]: http is allowed only/],
  [{ redirectUris: ['https://*.example.com/cb'] }, /^clients\[0\]\.redirectUris\[0\]: it holds/],
  [{ redirectUris: [] }, /^clients\[0\]\.redirectUris: authorization_code needs at least one/],
  [{ clientSecret: 'short' }, /^clients\[0\]\.clientSecret: .*--weak/],
  [{ clientSecret: undefined, dialect: 'nibe' }, /^clients\[0\]\.policy: .* asks for PKCE/],
  [
    { clientSecret: undefined, overrides: { pkce: 'not asked' } },
    /^clients\[0\]\.policy: a client without secret or key/,
  ],
  [
    { clientSecret: undefined, dialect: 'nest', redirectUris: [], policy: 'default' },
    /shown on a page needs a secret$/,
  ],
  [
    { clientSecret: undefined, grantTypes: ['client_credentials'] },
    /client_credentials needs a clientSecret/,
  ],
  [
    { dialect: 'gogox', grantTypes: ['authorization_code'] },
    /^clients\[0\]\.grantTypes: the dialect gogox has no/,
  ],
  [{ grantTypes: ['refresh_token'] }, /refresh_token goes with authorization_code/],
  [{ scopes: ['devices:reed'] }, /^clients\[0\]\.scopes\[0\]: the scope devices:reed is neither/],
  [{ owner: 'nobody@example.com' }, /^clients\[0\]\.owner: there is no account nobody@example.com$/],
  [{ allows: ['everything'] }, /^clients\[0\]\.allows\[0\]: must be one of credentials-in-query/],
  [{ overrides: { codeSeconds: 0 } }, /^clients\[0\]\.overrides\.codeSeconds: must be a whole number/],
  [
    { overrides: { accessTokenSeconds: 1e12 } },
    /^clients\[0\]\.overrides\.accessTokenSeconds: must be a whole number of seconds from 1 to 315360000$/,
  ],
  [{ overrides: { refresh: 'maybe' } }, /overrides\.refresh: must be one of keep, rotate, none$/],
  [{ client_id: 'app' }, /^clients\[0\]\.client_id: unknown member \(members are spelled in camelCase/],
  [{ redirectUris: 'https://x.example/cb' }, /^clients\[0\]\.redirectUris: must be a list$/],
  [{ overrides: { lifetime: 5 } }, /^clients\[0\]\.overrides\.lifetime: unknown member$/],
  [{ tokenEndpointAuthMethod: 'none' }, /none is for clients without a secret$/],
  [{ tokenEndpointAuthMethod: 'private_key_jwt' }, /private_key_jwt needs jwks or jwksUri$/],
  [{ tokenEndpointAuthMethod: 'client_secret_basic', clientSecret: undefined }, /needs a clientSecret$/],
  [{ jwks: { keys: [privateKey] } }, /^clients\[0\]\.jwks\.keys\[0\]: holds the private member d/],
  [{ jwks: { keys: [{ kty: 'oct', k: 'AAAA' }] } }, /holds the private member k/],
  [{ jwks: { keys: [small] } }, /has 1024 bits; RSA keys need 2048$/],
  [{ jwks: { keys: [{ kty: 'EC' }] } }, /is not a public key/],
]

for (const [members, problem] of refused) {
  test(`a client cannot have ${JSON.stringify(members).slice(0, 90)}`, async () => {
    const { code, out, errors } = await latchkey.apply({
      clients: [{ ...client, clientId: 'fresh', ...members }],
    })
    assert.equal(code, 1)
    assert.deepEqual(out, [])
    assert.ok(
      errors.some((line) => problem.test(line)),
      errors.join('\n'),
    )
  })
}

const alsoRefused: readonly (readonly [declaration: object, problem: RegExp])[] = [
  [{ client: [] }, /^client: unknown member$/],
  [{ accounts: [{ email: 'anna' }] }, /^accounts\[0\]\.email: must be an e-mail address$/],
  [{ accounts: [{ email: 'a@b.c', roles: ['king'] }] }, /^accounts\[0\]\.roles\[0\]: /],
  [{ accounts: [{ email: 'a@b.c', password: 'password' }] }, /^accounts\[0\]\.password: .*common/],
  [{ accounts: [{ email: 'a@b.c', claims: { sub: 'x' } }] }, /^accounts\[0\]\.claims\.sub: unknown member$/],
  [
    { accounts: [{ email: 'a@b.c', claims: { given: 'x', first_name: 'x' } }] },
    /^accounts\[0\]\.claims\.first_name: unknown member$/,
  ],
  [{ accounts: { email: 'a@b.c' } }, /^accounts: must be a list$/],
  [{ accounts: ['a@b.c'] }, /^accounts\[0\]: must be an object in braces$/],
  [
    { accounts: [{ email: 'a@b.c', roles: ['king'] }] },
    /^accounts\[0\]\.roles\[0\]: must be one of homeowner, developer, operator$/,
  ],
  [{ accounts: [{ email: 'a@b.c', roles: [] }] }, /^accounts\[0\]\.roles: must hold at least 1 entry$/],
  [{ accounts: [{ email: 'a@b.c' }, { email: 'A@b.c' }] }, /^accounts\[1\]\.email: a@b.c stands here twice$/],
  [{ apis: [{ id: 'app', identifier: 'https://a.example', name: 'A', secret }] }, /is a client's id/],
  [
    { apis: [{ id: 'a', identifier: 'nowhere', name: 'A', secret }] },
    /^apis\[0\]\.identifier: must be an absolute/,
  ],
  [
    { apis: [{ id: 'a', identifier: 'https://a.example', name: 'A' }] },
    /^apis\[0\]\.secret: a new API needs one/,
  ],
  [{ scopes: [{ name: 'openid', title: 'x' }] }, /^scopes\[0\]\.name: openid is built in/],
  [{ scopes: [{ name: 'a b', title: 'x' }] }, /^scopes\[0\]\.name: must be a scope name/],
  [
    { structures: [{ ...home, timeZone: 'Mars/Base' }] },
    /^structures\[0\]\.timeZone: must be an IANA time zone/,
  ],
  [
    { structures: [{ ...home, devices: [{ ...thermostat, type: 'fridge' }] }] },
    /^structures\[0\]\.devices\[0\]\.type: must be one of thermostat, heat_pump, smoke_co_alarm, /,
  ],
  [
    { structures: [{ ...home, owner: 'nobody@example.com' }] },
    /^structures\[0\]\.owner: there is no account/,
  ],
  [
    { structures: [{ ...home, id: 'other', devices: [{ ...thermostat, id: 'pump' }] }] },
    /^structures\[0\]\.devices\[0\]\.id: the device pump belongs to home$/,
  ],
]

for (const [declaration, problem] of alsoRefused) {
  test(`a file cannot say ${JSON.stringify(declaration).slice(0, 90)}`, async () => {
    const { code, errors } = await latchkey.apply(declaration)
    assert.equal(code, 1)
    assert.ok(
      errors.some((line) => problem.test(line)),
      errors.join('\n'),
    )
  })
}

test('one wrong member keeps everything else from being written', async () => {
  const accounts = [{ email: 'late@example.com' }]
  assert.equal(
    (await latchkey.apply({ accounts, clients: [{ ...client, owner: 'nobody@example.com' }] })).code,
    1,
  )
  const late = await latchkey.look(({ server }) => server.store.findAccountByEmail('late@example.com'))
  assert.equal(late, undefined)
})

test('a weak secret is accepted when that is said, marked, and needs no word the second time', async () => {
  const weak = { clients: [{ ...client, clientId: 'weak', clientSecret: 'short' }] }
  assert.deepEqual((await latchkey.apply(weak, '--weak')).out, ['client weak: added'])
  assert.deepEqual(await latchkey.apply(weak), { code: 0, out: [], errors: [] })
  const found = await latchkey.look(({ server }) => server.store.findClient('weak'))
  assert.equal(found?.secrets[0]?.weak, true)
})

test('a file that is not JSON, or not there', async () => {
  assert.match((await latchkey.run(['apply', '-'], '{')).errors.join(), /^The file is not JSON: /)
  assert.match((await latchkey.run(['apply', '-'], '[]')).errors.join(), /must hold one JSON object/)
  assert.match(
    (await latchkey.run(['apply', '/nowhere.json'])).errors.join(),
    /^The file \/nowhere.json cannot be read/,
  )
})
