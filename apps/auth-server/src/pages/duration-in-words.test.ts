import assert from 'node:assert/strict'
import { test } from 'node:test'
import { durationInWords } from './duration-in-words.ts'

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
