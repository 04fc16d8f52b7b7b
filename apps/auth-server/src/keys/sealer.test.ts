import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { tokenAlphabets } from '@latchkey/protocol'
import fc from 'fast-check'
import { issuer, openTestServer, type TestServer } from '../open-test-server.testing.ts'
import { createSealer, type SealedKind, type SealedName } from './sealer.ts'

const kinds: readonly SealedKind[] = ['access token', 'authorization request', 'form', 'password reset']
const name: SealedName = { kind: 'access token', prefix: 'lk_at_', version: '1' }
const plaintext = Buffer.from('who may do what')

describe('the sealer', () => {
  let opened: TestServer
  before(async () => {
    opened = await openTestServer()
  })
  after(() => opened.close())

  const bodyOf = (text: string, { prefix }: SealedName) => text.slice(prefix.length + 1)

  it('opens what it sealed, in every version, after prefix and version', async () => {
    const { sealer } = opened.server
    for (const version of ['1', '2', '3'] as const) {
      const named = { ...name, version }
      const text = sealer.seal(named, plaintext)
      assert(text.startsWith(`lk_at_${version}`))
      assert.deepEqual(await sealer.open(named, bodyOf(text, named)), plaintext)
    }
  })

  it('never writes the same text twice, and hides all but the length', () => {
    const texts = Array.from({ length: 200 }, () => opened.server.sealer.seal(name, plaintext))
    assert.equal(new Set(texts).size, 200)
    for (const text of texts)
      assert.equal(Buffer.from(bodyOf(text, name), 'base64url').includes(plaintext.subarray(0, 5)), false)
  })

  it('does not take one kind, prefix, version or issuer for another', async () => {
    const { sealer, keys, now } = opened.server
    const body = bodyOf(sealer.seal(name, plaintext), name)
    for (const kind of kinds.filter((other) => other !== name.kind))
      assert.equal(await sealer.open({ ...name, kind }, body), undefined, kind)
    assert.equal(await sealer.open({ ...name, prefix: 'lkat' }, body), undefined)
    const inHex = tokenAlphabets['3'].write(Buffer.from(body, 'base64url'))
    assert.equal(await sealer.open({ ...name, version: '3' }, inHex), undefined)
    const elsewhere = createSealer(keys, 'https://id.example.org', now)
    assert.equal(await elsewhere.open(name, body), undefined)
    assert.deepEqual(await createSealer(keys, issuer, now).open(name, body), plaintext)
  })

  it('refuses a text in which any bit is flipped', async () => {
    const { sealer } = opened.server
    const bytes = Buffer.from(bodyOf(sealer.seal(name, plaintext), name), 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      assert.equal(await sealer.open(name, changed.toString('base64url')), undefined, `bit ${bit}`)
    }
  })

  it('refuses what was cut, continued or made up', async () => {
    const { sealer } = opened.server
    const body = bodyOf(sealer.seal(name, plaintext), name)
    for (let length = 0; length < body.length; length++)
      assert.equal(await sealer.open(name, body.slice(0, length)), undefined)
    assert.equal(await sealer.open(name, `${body}AAAA`), undefined)
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 120 }), async (text) => {
        assert.equal(await sealer.open(name, text), undefined)
      }),
    )
  })

  it('opens what was sealed under a key of before, until that key is ended', async () => {
    const { server, clock } = opened
    const text = bodyOf(server.sealer.seal(name, plaintext), name)
    const keyId = Buffer.from(text, 'base64url').toString('hex', 0, 4)
    assert.equal(keyId, server.keys.current('sealing').id)
    const { id } = await server.keys.rotate('sealing')
    clock.time += 5_000
    const younger = bodyOf(server.sealer.seal(name, plaintext), name)
    assert.equal(Buffer.from(younger, 'base64url').toString('hex', 0, 4), id)
    assert.deepEqual(await server.sealer.open(name, text), plaintext)
    await server.store.endKey(keyId, clock.time)
    await server.keys.reload()
    assert.equal(await server.sealer.open(name, text), undefined)
    assert.deepEqual(await server.sealer.open(name, younger), plaintext)
  })

  it('begins its nonces anew every ten minutes', () => {
    const { server, clock } = opened
    const start = () =>
      Buffer.from(bodyOf(server.sealer.seal(name, plaintext), name), 'base64url').toString('hex', 4, 16)
    const first = start()
    assert.equal(start(), first)
    clock.time += 600_000
    assert.notEqual(start(), first)
  })
})
