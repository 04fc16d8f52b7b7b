import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { SqlDriver } from './sql-driver.ts'
import { openSqlite } from './sqlite-driver.ts'

const child = fileURLToPath(new URL('./sqlite-crash-child.testing.ts', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'latchkey-crash-'))
after(() => rm(folder, { recursive: true, force: true }))

it('loses nothing that was acknowledged when the process is killed, ten times', async () => {
  const file = join(folder, 'crash.sqlite')
  await inDatabase(file, async (driver) => {
    await driver.batch([{ sql: 'create table acknowledged (number integer primary key)', values: [] }])
    await driver.batch([{ sql: 'create table total (n integer not null)', values: [] }])
    await driver.batch([{ sql: 'insert into total values (0)', values: [] }])
  })
  const acknowledged: number[] = []
  for (let round = 0; round < 10; round++) {
    acknowledged.push(...(await killedAfter(file, round * 1_000_000, 50 + round * 137)))
    await inDatabase(file, (driver) => expectAll(driver, acknowledged))
  }
  assert.ok(acknowledged.length > 5_000)
})

async function inDatabase(file: string, work: (driver: SqlDriver) => Promise<void>): Promise<void> {
  const driver = await openSqlite({ file })
  await work(driver)
  await driver.close()
}

/** The numbers that the child printed until it was killed, in the middle of its work. */
async function killedAfter(file: string, first: number, numbers: number): Promise<readonly number[]> {
  const running = spawn(process.execPath, [child, file, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  let lines = 0
  for await (const chunk of running.stdout.setEncoding('utf8')) {
    printed += chunk
    lines += String(chunk).split('\n').length - 1
    if (lines >= numbers) running.kill('SIGKILL')
  }
  return printed.split('\n').slice(0, -1).map(Number)
}

async function expectAll(driver: SqlDriver, acknowledged: readonly number[]): Promise<void> {
  assert.deepEqual(await driver.read('pragma integrity_check', []), [{ integrity_check: 'ok' }])
  const rows = await driver.read('select number from acknowledged', [])
  const kept = new Set(rows.map((row) => row.number))
  assert.deepEqual(
    acknowledged.filter((number) => !kept.has(number)),
    [],
  )
  assert.deepEqual(await driver.read('select n from total', []), [{ n: rows.length }])
}
