import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dialectNames, dialects } from '@latchkey/dialects'
import type { SealedKind } from '../../apps/auth-server/src/keys/sealer.ts'
import { signJwt } from '../../apps/auth-server/src/keys/sign-jwt.ts'
import { openTestServer, type TestServer } from '../../apps/auth-server/src/open-test-server.testing.ts'
import { signingAlgorithms } from '../../apps/auth-server/src/store/records.ts'
import type { AccessToken } from '../../apps/auth-server/src/token/access-token.ts'
import { readAccessToken } from '../../apps/auth-server/src/token/read-access-token.ts'
import { readRefreshToken, writeRefreshToken } from '../../apps/auth-server/src/token/refresh-token.ts'
import { sealed } from '../../apps/auth-server/src/token/token-formats/sealed.ts'
import { signed } from '../../apps/auth-server/src/token/token-formats/signed.ts'

// Every bit of every character of everything that this server seals or signs. The same over HTTP, by samples:
// ../matrices/token-kinds.test.ts.

let opened: TestServer | undefined
before(async () => {
  opened = await openTestServer()
})
after(() => opened?.close())

const running = () => (opened ?? assert.fail('the server is not open')).server

type Read = (text: string) => Promise<unknown>

/** The unchanged text is read, and nothing that differs from it in one bit. */
async function assertEveryBitCounts(text: string, read: Read): Promise<void> {
  assert.notEqual(await read(text), undefined, 'the text itself')
  for (let bit = 0; bit < text.length * 7; bit++) {
    const at = Math.floor(bit / 7)
    const flipped = String.fromCharCode(text.charCodeAt(at) ^ (1 << (bit % 7)))
    const forged = text.slice(0, at) + flipped + text.slice(at + 1)
    assert.equal(await read(forged), undefined, `bit ${bit % 7} of character ${at}`)
  }
}

function someToken(now: number): AccessToken & { readonly jti: string } {
  const issuedAt = Math.floor(now / 1000)
  return {
    ...{
      clientId: 'app',
      accountId: 'person',
      familyId: 'family',
      scope: ['openid'],
      audience: ['https://a'],
    },
    ...{ issuedAt, expiresAt: issuedAt + 60, jti: 'once', confirmation: undefined },
    counters: { client: 1, account: 1, grant: 1, family: 1 },
  }
}

/** A client's own: one of a person is read together with its connection, which is in no store here. */
function ownToken(now: number): ReturnType<typeof someToken> {
  return { ...someToken(now), accountId: undefined, familyId: undefined, counters: { client: 1 } }
}

for (const name of dialectNames) {
  test(`a sealed access token of ${name} with any one bit flipped is refused`, async () => {
    const server = running()
    const token = { ...someToken(server.now()), details: [] }
    const text = sealed.write(server, dialects[name], token, 'RS256')
    await assertEveryBitCounts(text, (forged) => readAccessToken(server, forged))
  })

  test(`a refresh token of ${name} with any one bit flipped is refused`, async () => {
    const { keys, now } = running()
    const text = writeRefreshToken(keys, dialects[name], {
      ...{ secret: Buffer.alloc(16, 7), generation: 3, madeAt: now() },
    })
    await assertEveryBitCounts(text, (forged) => readRefreshToken(keys, forged))
  })
}

for (const algorithm of signingAlgorithms) {
  test(`an access token signed by ${algorithm} with any one bit flipped is refused`, async () => {
    const server = running()
    const token = { ...ownToken(server.now()), details: [] }
    const text = signed.write(server, dialects.standard, token, algorithm)
    await assertEveryBitCounts(text, (forged) => readAccessToken(server, forged))
  })
}

// A new kind does not compile before it is here.
const sealedKinds: Readonly<Record<SealedKind, true>> = {
  'access token': true,
  'authorization request': true,
  form: true,
  'password reset': true,
  'run of a flow': true,
}

for (const kind of Object.keys(sealedKinds).filter(isKind)) {
  test(`a sealed ${kind} with any one bit flipped does not open, nor as another kind`, async () => {
    const { sealer } = running()
    const name = { kind, prefix: '', version: '1' } as const
    const [, ...text] = sealer.seal(name, Buffer.from('what it holds'))
    await assertEveryBitCounts(text.join(''), (forged) => sealer.open(name, forged))
    for (const other of Object.keys(sealedKinds).filter(isKind)) {
      const read = await sealer.open({ ...name, kind: other }, text.join(''))
      assert.equal(read !== undefined, other === kind, other)
    }
  })
}

function isKind(name: string): name is SealedKind {
  return Object.hasOwn(sealedKinds, name)
}

test('CVE-2026-1529: a JWT of another type under the same key is no access token', async () => {
  const server = running()
  const token = { ...ownToken(server.now()), details: [] }
  const text = signed.write(server, dialects.standard, token, 'ES256')
  const claims: unknown = JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString())
  for (const type of ['JWT', 'at+JWT ', 'logout+jwt', 'token-introspection+jwt', 'oauth-authz-req+jwt']) {
    const other = signJwt(server.keys, 'ES256', type, Object(claims))
    assert.equal(await readAccessToken(server, other), undefined, type)
  }
})
