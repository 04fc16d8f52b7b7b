import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Dialect, dialects } from '@latchkey/dialects'
import type { KeyRing } from '../keys/key-ring.ts'
import { openTestServer, type TestServer } from '../open-test-server.testing.ts'
import { hashFamilySecret, newFamilySecret, readRefreshToken, writeRefreshToken } from './refresh-token.ts'

describe('a refresh token', () => {
  let opened: TestServer
  before(async () => {
    opened = await openTestServer()
  })
  after(() => opened.close())
  const token = { secret: newFamilySecret(), generation: 7 }
  const now = () => opened.clock.time
  const write = (keys: KeyRing, dialect: Dialect, each = token, madeAt = now()) =>
    writeRefreshToken(keys, dialect, { ...each, madeAt })

  it('is the same text for the same family and generation, in every process', async () => {
    const second = await opened.openSecond()
    for (const dialect of Object.values(dialects)) {
      const text = write(opened.server.keys, dialect, token)
      assert.equal(write(second.keys, dialect, { ...token }), text)
      assert.deepEqual(await readRefreshToken(second.keys, text), token)
      assert.match(text, dialect.name === 'standard' ? /^lk_rt_1[\w-]{54}$/ : /^lkrt2[0-9A-Za-z]{60}$/)
    }
  })

  it('differs with each generation and each family', () => {
    const { keys } = opened.server
    const texts = [token, { ...token, generation: 8 }, { ...token, secret: newFamilySecret() }].map((each) =>
      write(keys, dialects.standard, each),
    )
    assert.equal(new Set(texts).size, 3)
    assert.notEqual(hashFamilySecret(token.secret), hashFamilySecret(newFamilySecret()))
  })

  it('keeps a generation up to 2^32 - 1', async () => {
    const { keys } = opened.server
    const last = { ...token, generation: 2 ** 32 - 1 }
    assert.deepEqual(await readRefreshToken(keys, write(keys, dialects.nibe, last)), last)
  })

  it('cannot be changed: no other generation, family or key can be written without the key', async () => {
    const { keys } = opened.server
    const text = write(keys, dialects.standard, token)
    const [head, bytes] = [text.slice(0, 7), Buffer.from(text.slice(7), 'base64url')]
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      assert.equal(
        await readRefreshToken(keys, head + changed.toString('base64url')),
        undefined,
        `bit ${bit}`,
      )
    }
  })

  it('is nothing but this: no access token, no cut one, no stranger’s text', async () => {
    const { keys } = opened.server
    const text = write(keys, dialects.standard, token)
    const others = [
      text.replace('lk_rt_', 'lk_at_'),
      text.slice(0, -1),
      `${text}A`,
      text.slice(6),
      'lk_rt_',
      'lk_rt_1',
      '',
      'x'.repeat(300),
    ]
    for (const other of others) assert.equal(await readRefreshToken(keys, other), undefined, other)
  })

  it('is read under a key of before, until that is ended', async () => {
    const { server, clock } = opened
    const text = write(server.keys, dialects.standard, token)
    const { id } = server.keys.current('refresh')
    await server.keys.rotate('refresh')
    const madeAt = clock.time
    clock.time += 5_000
    assert.notEqual(write(server.keys, dialects.standard, token), text)
    assert.equal(
      write(server.keys, dialects.standard, token, madeAt),
      text,
      'written again, it is the same text',
    )
    assert.deepEqual(await readRefreshToken(server.keys, text), token)
    await server.store.endKey(id, clock.time)
    await server.keys.reload()
    assert.equal(await readRefreshToken(server.keys, text), undefined)
  })
})
