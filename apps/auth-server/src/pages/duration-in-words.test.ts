import assert from 'node:assert/strict'
import { test } from 'node:test'
import { durationInWords } from './duration-in-words.ts'
import type { Language } from './language.ts'

const cases: readonly (readonly [seconds: number, words: string])[] = [
  [315_360_000, '10 years'],
  [31_536_000, '1 year'],
  [7_776_000, '90 days'],
  [172_800, '48 hours'],
  [5400, '1.5 hours'],
  [1799, '30 minutes'],
  [60, '1 minute'],
  [45, '45 seconds'],
]

for (const [seconds, words] of cases) {
  test(`${seconds} s is ${words}`, () => assert.equal(durationInWords(seconds), words))
}

const inOtherLanguages: readonly (readonly [lang: Language, seconds: number, words: string])[] = [
  ['de', 31_536_000, '1 Jahr'],
  ['de', 7_776_000, '90 Tage'],
  ['de', 5400, '1,5 Stunden'],
  ['de', 60, '1 Minute'],
  ['sv', 315_360_000, '10 år'],
  ['sv', 7_776_000, '90 dagar'],
  ['sv', 60, '1 minut'],
  ['es', 172_800, '48 horas'],
  ['es', 60, '1 minuto'],
  ['es', 7_776_000, '90 días'],
  ['fr', 5400, '1,5 heure'],
  ['fr', 900, '15 minutes'],
  ['fr', 31_536_000, '1 an'],
]

for (const [lang, seconds, words] of inOtherLanguages) {
  test(`${seconds} s is ${words} in ${lang}`, () =>
    assert.equal(durationInWords(seconds, lang).replaceAll('\u00a0', ' '), words))
}
