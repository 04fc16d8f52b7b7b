import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { problemsOfProof, readProofRows } from './proof-tables.ts'

const page = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8')

/** What stands between a heading and the next one. */
function chapter(heading: string): string {
  const [, text = ''] = page.split(`\n## ${heading}\n`)
  return text.split('\n## ')[0] ?? ''
}

/** Sections of RFC 9700 that ask something of an authorization server. */
const sections = [
  ...['2.1', '2.1.1', '2.1.2', '2.2.1', '2.2.2', '2.3', '2.4', '2.5', '2.6'],
  ...Array.from({ length: 17 }, (_, at) => `4.${at + 1}`),
]

/** How many requirements each section of ASVS 5.0 V10 has. */
const chapters = { '10.1': 2, '10.2': 3, '10.3': 5, '10.4': 16, '10.5': 5, '10.6': 2, '10.7': 3 }

test('every row of docs/security.md names a test that is there', () => {
  const rows = readProofRows(page)
  assert(rows.length > 50)
  assert.deepEqual(problemsOfProof(rows), [])
})

test('every section of RFC 9700 has a row', () => {
  const numbers = readProofRows(chapter('RFC 9700, item by item')).flatMap(({ requirement }) =>
    (/^[\d., ]+/.exec(requirement)?.[0] ?? '').split(/[, ]+/),
  )
  assert.deepEqual(
    sections.filter((section) => !numbers.includes(section)),
    [],
  )
})

test('every requirement of ASVS V10 has one row: a proof, or the reason why it is not ours', () => {
  const text = chapter('OWASP ASVS 5.0, chapter V10')
  const told = [...text.matchAll(/^\| (10\.\d+\.\d+)/gm)].map(([, id = '']) => id)
  const all = Object.entries(chapters).flatMap(([section, count]) =>
    Array.from({ length: count }, (_, at) => `${section}.${at + 1}`),
  )
  assert.deepEqual(told.sort(), all.sort())
})
