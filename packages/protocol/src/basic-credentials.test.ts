import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isBasicHeader, readBasicCredentials } from './basic-credentials.ts'

const basic = (text: string | Uint8Array) => `Basic ${Buffer.from(text).toString('base64')}`

test('client id and secret are divided by the first colon', () => {
  assert.deepEqual(readBasicCredentials(basic('id:se:cret:')), [{ clientId: 'id', clientSecret: 'se:cret:' }])
  assert.deepEqual(readBasicCredentials(basic('id:')), [{ clientId: 'id', clientSecret: '' }])
})

test('form-encoded values are read decoded first, then raw', () => {
  assert.deepEqual(readBasicCredentials(basic('my%20id:a%3Ab+c')), [
    { clientId: 'my id', clientSecret: 'a:b c' },
    { clientId: 'my%20id', clientSecret: 'a%3Ab+c' },
  ])
})

test('what is no form encoding is read raw only', () => {
  for (const secret of ['100%', 'a%zz', '%E4', 'a%'])
    assert.deepEqual(readBasicCredentials(basic(`id:${secret}`)), [{ clientId: 'id', clientSecret: secret }])
})

test('every pair that a client may have is among the readings, encoded or raw', () => {
  const words = fc.string({ minLength: 1, maxLength: 30 }).filter((text) => text.isWellFormed())
  const ids = words.filter((text) => !text.includes(':'))
  const encode = (text: string) => new URLSearchParams({ x: text }).toString().slice(2)
  fc.assert(
    fc.property(ids, words, (clientId, clientSecret) => {
      const pair = { clientId, clientSecret }
      const [first] = readBasicCredentials(basic(`${encode(clientId)}:${encode(clientSecret)}`))
      assert.deepEqual(first, pair)
      assert.deepEqual(readBasicCredentials(basic(`${clientId}:${clientSecret}`)).at(-1), pair)
    }),
  )
})

test('the scheme may be written in any letter case, and padding may be missing or too much', () => {
  for (const header of ['BASIC aTpz', 'basic  aTpz', 'Basic aTpz===', 'Basic aTp6'])
    assert.equal(readBasicCredentials(header)[0]?.clientId, 'i')
})

for (const header of [
  'Basic',
  'Basic ',
  'Basic !!!!',
  'Basic aTpz aTpz',
  'Basic aTpz\n',
  basic('no colon'),
  basic(':no id'),
  basic(''),
  basic(new Uint8Array([0xff, 0x3a, 0xff])),
])
  test(`unreadable: ${JSON.stringify(header)}`, () =>
    assert.throws(() => readBasicCredentials(header), { code: 'invalid_client', status: 401 }))

test('only the whole word Basic is the scheme', () => {
  assert.deepEqual(['Basic x', 'basic', 'BASIC  x'].map(isBasicHeader), [true, true, true])
  assert.deepEqual(['Bearer x', 'Basics x', ' Basic x', ''].map(isBasicHeader), [false, false, false, false])
})
