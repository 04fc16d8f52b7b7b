/** A process to be killed: writes numbers from many places at once, and prints each one when it was acknowledged. */
import { writeSync } from 'node:fs'
import { openSqlite } from './sqlite-driver.ts'

const [file = '', first = '0'] = process.argv.slice(2)
const driver = await openSqlite({ file })
const maxNumbers = 100_000
let next = Number(first)

async function writeOn(): Promise<void> {
  for (const end = Number(first) + maxNumbers; next < end; ) {
    const number = next++
    await driver.batch([
      { sql: 'insert into acknowledged (number) values ($1)', values: [number] },
      { sql: 'update total set n = n + 1', values: [] },
    ])
    writeSync(1, `${number}\n`)
  }
}

await Promise.all(Array.from({ length: 32 }, writeOn))
