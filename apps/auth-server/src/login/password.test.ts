import assert from 'node:assert/strict'
import { argon2Sync } from 'node:crypto'
import { test } from 'node:test'
import { hashPassword, passwordMatches, passwordProblem } from './password.ts'

const phc = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/

test('a password is kept as an argon2id hash in PHC form that any other argon2 reads', async () => {
  const password = 'correct hörse 🐎 battery'
  const [, salt = '', hash = ''] = phc.exec(await hashPassword(password)) ?? []
  const parameters = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }
  const again = argon2Sync('argon2id', {
    ...parameters,
    message: password,
    nonce: Buffer.from(salt, 'base64'),
  })
  assert.equal(again.toString('base64').replace('=', ''), hash)
})

test('only the same password matches, and no hash is made twice', async () => {
  const [one, other] = [await hashPassword('correct horse'), await hashPassword('correct horse')]
  assert.notEqual(one, other)
  assert.equal(await passwordMatches('correct horse', one), true)
  for (const wrong of ['Correct horse', 'correct horse ', 'correct', ''])
    assert.equal(await passwordMatches(wrong, one), false)
})

test('nothing matches where there is no hash, or none of ours', async () => {
  for (const hash of [
    undefined,
    '',
    '$',
    '$argon2id$v=19$m=19456,t=2,p=1$$',
    'plain',
    '$argon2id$v=19$x$AAAA$AAAA',
  ])
    assert.equal(await passwordMatches('', hash), false)
})

test('a longer text than any password may be never matches by its beginning alone', async () => {
  const longest = 'x'.repeat(1_024)
  const hash = await hashPassword(longest)
  assert.equal(await passwordMatches(longest, hash), true)
  assert.equal(await passwordMatches(`${longest}y`, hash), false)
})

test('passwords have 8 to 1024 characters and are not what everybody tries first', () => {
  assert.deepEqual(
    ['short12', 'x'.repeat(1_025), 'password1', 'PassWord1', 'Sommar1!', 'x'.repeat(1_024)].map(
      passwordProblem,
    ),
    ['short', 'long', 'common', 'common', undefined, undefined],
  )
})
