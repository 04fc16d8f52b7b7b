import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeQuery } from './decode-query.ts'
import { excerpt } from './excerpt.ts'
import { tellingWordsOf, wordsOf } from './words-of.ts'

test('an excerpt shows where most of the words stand together, marked', async () => {
  const far = 'filler words '.repeat(40)
  const shown = String(
    await excerpt(`token ${far} the refresh token has expired ${far}`, ['token', 'refresh', 'expired']),
  )
  assert.match(shown, /<mark>refresh<\/mark> <mark>token<\/mark> has <mark>expired<\/mark>/)
  assert.ok(shown.startsWith('… ') && shown.endsWith(' …'))
  assert.ok(shown.replace(/<[^>]*>/g, '').length < 240)
})

test('an excerpt escapes what it shows, and cuts a word that has no end', async () => {
  assert.equal(String(await excerpt('<b>bold</b>', ['bold'])), '&lt;b&gt;<mark>bold</mark>&lt;/b&gt;')
  assert.ok(String(await excerpt('W'.repeat(5_000), ['x'])).length < 300)
  assert.equal(String(await excerpt('', ['x'])), '')
})

test('a wire name is one word, and so are its parts', () => {
  assert.deepEqual(wordsOf('Check redirect_uri, please!'), [
    'check',
    'redirect_uri',
    'redirect',
    'uri',
    'please',
  ])
  assert.deepEqual(wordsOf('__ -- …'), [])
})

test('a query is one line of bounded length', () => {
  assert.equal(decodeQuery(undefined), '')
  assert.equal(decodeQuery('  a\n\tb\u0000c  '), 'a b c')
  assert.ok(decodeQuery('x '.repeat(500)).split(' ').length <= 12)
  assert.ok(decodeQuery('y'.repeat(10_000)).length <= 200)
  assert.equal(decodeQuery('\ud800'), '\ufffd')
})

test('a question is searched for by what it is about', () => {
  assert.deepEqual(tellingWordsOf('What is a scope?'), ['scope'])
  assert.deepEqual(tellingWordsOf('what is it'), ['what', 'is', 'it'])
  assert.deepEqual(tellingWordsOf('?'), [])
})
