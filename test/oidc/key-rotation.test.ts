// Rotation without a gap: whatever was made before stays good until it expires, whoever checks it and however old their copy of the
// public keys is (up to a JWKS lifetime).

import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { dialects } from '@latchkey/dialects'
import { createLocalJWKSet, createRemoteJWKSet, decodeProtectedHeader, type JWK, jwtVerify } from 'jose'
import { jwksSeconds } from '../../apps/auth-server/src/keys/key-ring.ts'
import { keyAgeMillis, rotateOldKeys } from '../../apps/auth-server/src/keys/rotate-old-keys.ts'
import { signJwt } from '../../apps/auth-server/src/keys/sign-jwt.ts'
import { openTestServer } from '../../apps/auth-server/src/open-test-server.testing.ts'
import { signingAlgorithms } from '../../apps/auth-server/src/store/records.ts'
import { readAccessToken } from '../../apps/auth-server/src/token/read-access-token.ts'
import { readRefreshToken, writeRefreshToken } from '../../apps/auth-server/src/token/refresh-token.ts'
import { sealed } from '../../apps/auth-server/src/token/token-formats/sealed.ts'
import { signed } from '../../apps/auth-server/src/token/token-formats/signed.ts'
import { startSeeded, verifier } from '../seeded-latchkey.ts'

const minute = 60_000
const hour = 60 * minute

async function open(t: TestContext) {
  const opened = await openTestServer()
  t.after(opened.close)
  const kindsAfter = async () => (await opened.server.store.listKeys()).map(({ kind }) => kind).toSorted()
  return { ...opened, kindsAfter }
}

test('a key is rotated when it was used for 90 days, one of each kind, and never the pepper', async (t) => {
  const { server, clock, kindsAfter } = await open(t)
  const first = await kindsAfter()
  clock.time += keyAgeMillis - 1
  assert.deepEqual(await rotateOldKeys(server), [])
  clock.time += 1
  const added = await rotateOldKeys(server)
  const kinds = added.map(({ kind }) => kind).toSorted()
  assert.deepEqual(kinds, ['ES256', 'EdDSA', 'PS256', 'RS256', 'refresh', 'sealing'])
  clock.time += keyAgeMillis - 1
  assert.deepEqual(await rotateOldKeys(server), [], 'the successors are young')
  assert.deepEqual(await kindsAfter(), [...first, ...kinds].toSorted())
  const { length } = await server.store.listAudit({ most: 50, text: 'Latchkey itself' })
  assert.equal(length, 6, 'it stands in the log of changes')
})

test('of several processes one adds the successors, also when one of them dies of it', async (t) => {
  const { server, clock, openSecond, kindsAfter } = await open(t)
  const before = (await kindsAfter()).length
  const processes = [server, await openSecond(), await openSecond(), await openSecond()]
  clock.time += keyAgeMillis
  const dying = { ...server.keys, rotate: () => Promise.reject(new Error('killed')) }
  await assert.rejects(rotateOldKeys({ ...server, keys: dying }), /killed/)
  const rotateAll = () => Promise.all(processes.map((process) => rotateOldKeys(process)))
  const added = (await rotateAll()).flat()
  assert.equal(added.filter(({ kind }) => kind === 'sealing').length, 0, 'the dying one has promised it')
  clock.time += hour
  await rotateAll()
  await rotateAll()
  assert.equal((await kindsAfter()).length, before + 6)
})

/** What a client knows: keys by their `kid`, as of a time. */
interface Snapshot {
  readonly at: number
  readonly keys: readonly JWK[]
}

test('at any minute of a rotation a token verifies under every copy of the keys that may be in use', async (t) => {
  const { server, clock } = await open(t)
  clock.time += keyAgeMillis - 30 * minute
  const snapshots: Snapshot[] = []
  const tokens: { readonly text: string; readonly until: number }[] = []
  const used = new Set<unknown>()
  for (let step = 0; step < 48; step++, clock.time += 5 * minute) {
    await rotateOldKeys(server)
    snapshots.push({ at: clock.time, keys: server.keys.publicKeys() })
    const iat = Math.floor(clock.time / 1000)
    for (const algorithm of signingAlgorithms) {
      const text = signJwt(server.keys, algorithm, 'JWT', { iat, exp: iat + 3_600 })
      tokens.push({ text, until: clock.time + hour })
      used.add(decodeProtectedHeader(text).kid)
    }
    // Whoever fetched the keys within their lifetime has the one that signs by now.
    const inUse = snapshots.filter(({ at }) => at >= clock.time - jwksSeconds * 1000)
    const currentDate = new Date(clock.time)
    for (const { text } of tokens.filter(({ until }) => until > clock.time))
      await jwtVerify(text, createLocalJWKSet({ keys: [...server.keys.publicKeys()] }), { currentDate })
    for (const { text } of tokens.slice(-4))
      for (const { keys } of inUse)
        await jwtVerify(text, createLocalJWKSet({ keys: [...keys] }), { currentDate })
  }
  assert.equal(used.size, 8, 'each algorithm has changed its key')
  assert.equal(server.keys.publicKeys().length, 4, 'the old ones are published no more')
})

test('sealed, signed and refresh tokens of before are read after a rotation', async (t) => {
  const { server, clock } = await open(t)
  const issuedAt = Math.floor(clock.time / 1000)
  const token = {
    ...{ clientId: 'app', accountId: undefined, familyId: undefined, jti: 'one', details: [] },
    ...{ issuedAt, expiresAt: issuedAt + 86_400, scope: ['devices:read'], audience: [server.issuer] },
    ...{ counters: { client: 0 }, confirmation: undefined },
  }
  const refresh = { secret: Buffer.alloc(16, 7), generation: 3 }
  const refreshText = writeRefreshToken(server.keys, dialects.standard, { ...refresh, madeAt: clock.time })
  const texts = [
    sealed.write(server, dialects.standard, token, 'ES256'),
    sealed.write(server, dialects.nibe, token, 'ES256'),
    ...signingAlgorithms.map((algorithm) => signed.write(server, dialects.standard, token, algorithm)),
  ]
  clock.time += 5 * minute
  for (const kind of ['sealing', 'refresh', ...signingAlgorithms] as const) await server.keys.rotate(kind)
  for (const wait of [0, 6_000, jwksSeconds * 1000, hour]) {
    clock.time += wait
    for (const text of texts)
      assert.equal((await readAccessToken(server, text))?.jti, 'one', `${wait} ${text}`)
  }
  for (let year = 0; year < 10; year++) {
    clock.time += 365 * 24 * hour
    await rotateOldKeys(server)
    assert.deepEqual(await readRefreshToken(server.keys, refreshText), refresh)
  }
})

test('keys rotate, beside a running server: nobody notices', async () => {
  const seeded = await startSeeded()
  try {
    const jwks = createRemoteJWKSet(new URL(`${seeded.issuer}/oauth2/jwks`))
    const redeem = async (clientId: string) => {
      const form = seeded.redemption(clientId, await seeded.newCode(clientId))
      return (await seeded.token(clientId, form)).json as Readonly<Record<string, string>>
    }
    const {
      access_token: accessToken = '',
      refresh_token: refreshToken = '',
      id_token: idToken = '',
    } = await redeem('openid')
    const code = await seeded.newCode('standard')
    assert.match(await seeded.cli('keys', 'rotate'), /^(?:key \w{8}: added for \w+, .*\n){6}$/)
    const before = keyIdOf(accessToken)
    const isSealedAnew = async () => keyIdOf((await redeem('openid')).access_token ?? '') !== before
    await until(isSealedAnew)
    const check = { issuer: seeded.issuer, audience: 'openid' }
    await jwtVerify(idToken, jwks, check)
    assert.deepEqual(await seeded.acceptedAt('openid', accessToken), [
      'introspection',
      'userinfo',
      'device API',
    ])
    assert.equal((await seeded.refresh('openid', refreshToken)).status, 200)
    const redeemed = await seeded.token(
      'standard',
      seeded.redemption('standard', code, { code_verifier: verifier }),
    )
    assert.equal(redeemed.status, 200, 'a code of before')
    const published = (await seeded.get('/oauth2/jwks')).json.keys as JWK[]
    assert.equal(published.length, 8)
    const coming = decodeProtectedHeader((await redeem('openid')).id_token ?? '').kid
    assert.equal(coming, decodeProtectedHeader(idToken).kid, 'the new one is published before it signs')
  } finally {
    await seeded.end()
  }
})

/** The first four bytes of what is sealed. */
function keyIdOf(accessToken: string): string {
  return Buffer.from(accessToken.replace(/^lk_at_1/, ''), 'base64url').toString('hex', 0, 4)
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('it did not become so')
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}
