import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// Tables in documents that say which test proves a sentence. A table is one of proof when a column of it is called `test`;
// each cell there holds one or more `path — title`, the path from the root of the repository, the title as the file has it,
// with … where the file puts something in.

/** One row: its cells by the names of their columns. */
export interface ProofRow {
  readonly cells: Readonly<Record<string, string>>
  /** The first cell. */
  readonly requirement: string
  readonly proofs: readonly Proof[]
}

export interface Proof {
  readonly path: string
  readonly title: string
}

/** The rows of every table of proof in a markdown text, in their order. */
export function readProofRows(markdown: string): readonly ProofRow[] {
  return tablesOf(markdown).flatMap(([head = [], ...rows]) =>
    head.includes('test') ? rows.map((cells) => proofRow(head, cells)) : [],
  )
}

/** What is wrong with the rows, a sentence each: a row without a test, a file that is not there, a title that it has not. */
export function problemsOfProof(rows: readonly ProofRow[]): readonly string[] {
  return rows.flatMap((row) => {
    if (row.proofs.length === 0) return [`${row.requirement}: no test proves it`]
    return row.proofs.flatMap((proof) => {
      const problem = problemOf(proof)
      return problem === undefined ? [] : [`${row.requirement}: ${problem}`]
    })
  })
}

function problemOf({ path, title }: Proof): string | undefined {
  const file = new URL(`../../${path}`, import.meta.url)
  if (!path.endsWith('.test.ts') || !existsSync(fileURLToPath(file))) return `${path} is no test file`
  return titlesOf(readFileSync(file, 'utf8')).has(title) ? undefined : `${path} has no test “${title}”`
}

/** The titles of a test file; what a template puts in is `…`. A title that stands in a table of the file counts, too. */
export function titlesOf(source: string): ReadonlySet<string> {
  const texts = source.matchAll(/'((?:[^'\\\n]|\\.)+)'|"((?:[^"\\\n]|\\.)+)"|`((?:[^`\\]|\\.)+)`/g)
  return new Set([...texts].map(([, single, double, template]) => plain(single ?? double ?? template ?? '')))
}

function plain(literal: string): string {
  return literal.replaceAll(/\$\{[^}]*\}+/g, '…').replaceAll(/\\(.)/g, '$1')
}

function proofRow(head: readonly string[], cells: readonly string[]): ProofRow {
  const named = Object.fromEntries(head.map((name, column) => [name, cells[column] ?? '']))
  const proofs = [...(named.test ?? '').matchAll(/`([^`]+?) — ([^`]+)`/g)]
  return {
    cells: named,
    requirement: cells[0] ?? '',
    proofs: proofs.map(([, path = '', title = '']) => ({ path, title })),
  }
}

type Table = readonly (readonly string[])[]

function tablesOf(markdown: string): readonly Table[] {
  const blocks = markdown
    .split(/\n(?!\|)/)
    .map((block) => block.split('\n').filter((line) => line.startsWith('|')))
  return blocks.filter((lines) => lines.length > 2).map((lines) => lines.filter(isNoRule).map(cellsOf))
}

const isNoRule = (line: string) => !/^\|[\s:|-]+\|$/.test(line)

/** A bar within a cell is written `\|`. */
function cellsOf(line: string): readonly string[] {
  return line
    .slice(1, line.lastIndexOf('|'))
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'))
}
