import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { problemsOfProof, readProofRows, titlesOf } from './proof-tables.ts'

const own = 'test/documents/proof-tables.test.ts'

const page = `Words.

| not of proof | reason |
|---|---|
| x | y |

| requirement | what Latchkey does | test | result |
|---|---|---|---|
| one | a \\| b | \`${own} — a table is read by the names of its columns\` | passed |
| two | c | \`${own} — a title that is in no file\` \`no/such.test.ts — x\` | passed |
| three | d | soon | passed |
`

test('a table is read by the names of its columns', () => {
  const rows = readProofRows(page)
  assert.deepEqual(
    rows.map(({ requirement }) => requirement),
    ['one', 'two', 'three'],
  )
  assert.equal(rows[0]?.cells['what Latchkey does'], 'a | b')
  assert.equal(rows[1]?.proofs.length, 2)
  assert.equal(rows[2]?.cells.result, 'passed')
})

test('a row without a test, an unknown file and an unknown title are told', () => {
  // Put together, or this file would hold the title that it must not hold.
  const unknown = ['a title', 'in no file'].join(' that is ')
  assert.deepEqual(problemsOfProof(readProofRows(page)), [
    `two: ${own} has no test “${unknown}”`,
    'two: no/such.test.ts is no test file',
    'three: no test proves it',
  ])
})

test('titles are found in every kind of quotes, and … stands for what is put in', () => {
  const titles = titlesOf("test('one’s \\'own\\'', x)\ntest(\"two's\")")
  assert.deepEqual([...titles], ["one’s 'own'", "two's"])
  const matrix = readFileSync(new URL('../matrices/scopes.test.ts', import.meta.url), 'utf8')
  assert(titlesOf(matrix).has('CVE-2024-52287: … in …: a scope that the client has not …'))
})
