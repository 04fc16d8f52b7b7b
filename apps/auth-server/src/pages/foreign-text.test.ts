import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foreignText, tamed } from './foreign-text.ts'

const cases: readonly (readonly [what: string, text: string, shown: string])[] = [
  ['a plain name', 'Värmekoll 2', 'Värmekoll 2'],
  ['a name in two scripts', 'בית Home', 'בית Home'],
  ['an override of direction', 'Good\u202eevil', 'Goodevil'],
  ['lines and tabs', ' a\r\n\tb ', 'a b'],
  ['nothing to see', '\u3164\u200b \u2800', '(no name)'],
  ['an empty name', '', '(no name)'],
  ['half of a pair', 'a\ud800', 'a\ufffd'],
  ['a tower of marks', `a${'\u0301'.repeat(50)}b`, `a${'\u0301'.repeat(4)}b`],
  ['a family, joined', '👨‍👩‍👧', '👨‍👩‍👧'],
]

for (const [what, text, shown] of cases) {
  test(`tamed: ${what}`, () => assert.equal(tamed(text), shown))
}

test('a long name is cut', () => {
  assert.equal([...tamed('🏠'.repeat(10_000), 20)].length, 21)
})

test('a name is text, never markup', () => {
  assert.equal(String(foreignText('<b>"&\'')), '<bdi>&lt;b&gt;&quot;&amp;&#39;</bdi>')
})
