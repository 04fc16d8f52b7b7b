import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { splitStatements } from './split-statements.ts'

export interface MigrationFile {
  readonly number: number
  /** The file's name without `.sql`: `0001-first`. */
  readonly name: string
  readonly statements: readonly string[]
}

const fileName = /^(\d{4})-[a-z0-9-]+\.sql$/

/** The migrations of a folder, in order. Throws with a sentence when a file is misnamed, missing in the middle or double. */
export async function readMigrationFiles(folder: URL): Promise<readonly MigrationFile[]> {
  const path = fileURLToPath(folder)
  const names = (await readdir(path)).filter((name) => name.endsWith('.sql')).sort()
  const files = await Promise.all(names.map((name) => readMigrationFile(path, name)))
  files.forEach(({ number, name }, index) => {
    if (number === index + 1) return
    const expected = String(index + 1).padStart(4, '0')
    throw new Error(`Migrations are numbered without gaps: ${expected} was expected where ${name}.sql is.`)
  })
  return files
}

async function readMigrationFile(folder: string, file: string): Promise<MigrationFile> {
  const number = fileName.exec(file)?.[1]
  if (number === undefined) throw new Error(`A migration is named like 0001-first.sql, and ${file} is not.`)
  const text = await readFile(join(folder, file), 'utf8')
  return { number: Number(number), name: file.slice(0, -'.sql'.length), statements: splitStatements(text) }
}
