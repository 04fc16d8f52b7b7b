import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { problemsOfProof, readProofRows } from './proof-tables.ts'

const page = readFileSync(new URL('../../docs/certification.md', import.meta.url), 'utf8')
const rows = readProofRows(page)

test('every demand of certification names tests that are there', () => {
  assert.deepEqual(problemsOfProof(rows), [])
})

test('demands are numbered without a gap, in ten tables', () => {
  const numbers = rows.map(({ cells: { number = '' } }) => number)
  const tables = Map.groupBy(numbers, (number) => number.replace(/\.\d+$/, ''))
  assert.deepEqual(
    [...tables.keys()],
    Array.from({ length: 10 }, (_, at) => `C-${at + 1}`),
  )
  for (const [table, own] of tables)
    assert.deepEqual(
      own,
      own.map((_, at) => `${table}.${at + 1}`),
    )
})

test('every demand says what is done about it and how it ends; what fails says why', () => {
  for (const { cells } of rows) {
    for (const name of ['requirement', 'what Latchkey does'])
      assert.ok(cells[name], `${cells.number} ${name}`)
    assert.match(
      cells.result ?? '',
      /^(passes|passes; a warning otherwise|fails by choice: .{10,})$/,
      cells.number ?? '',
    )
  }
})

test('what the introduction says of failures is what the tables say', () => {
  const failing = rows.flatMap(({ cells }) => (cells.result?.startsWith('fails') ? [cells.number] : []))
  assert.deepEqual(failing, ['C-2.15', 'C-10.6'])
  assert.match(page, /One module fails by choice, see C-2\.15: the dynamic plan asks for the implicit grant/)
})
