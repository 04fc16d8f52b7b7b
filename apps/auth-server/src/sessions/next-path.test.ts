import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextPath, withNext } from './next-path.ts'

test('who has signed in goes on to pages of ours only', () => {
  for (const path of ['/home', '/console/apps/x?tab=1', '/operator', '/oauth2/authorize?in_progress=abc'])
    assert.equal(nextPath(path), path)
  const elsewhere = [
    '//evil.example',
    '/\\evil.example',
    '/console\\@evil.example',
    'https://evil.example/console',
    '/console\r\nSet-Cookie: a=b',
    '/consoles',
    '/login',
    '/logout',
    '/',
    '',
    `/console/${'a'.repeat(20_000)}`,
    'javascript:alert(1)',
    '/home/\u202e',
  ]
  for (const text of [...elsewhere, undefined]) assert.equal(nextPath(text), undefined, String(text))
})

test('the place to go on is one value of the query', () => {
  assert.equal(withNext('/login', '/console?a=b&c=d'), '/login?next=%2Fconsole%3Fa%3Db%26c%3Dd')
  assert.equal(withNext('/login', undefined), '/login')
})
