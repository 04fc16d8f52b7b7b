import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { DatabaseUnavailable } from './database-unavailable.ts'
import type { SqlDriver, SqlValue } from './sql-driver.ts'
import { openSqlite } from './sqlite-driver.ts'
import { SqliteWriterThread, startSqliteWriter } from './sqlite-writer-thread.ts'

const folder = await mkdtemp(join(tmpdir(), 'latchkey-sqlite-'))
after(() => rm(folder, { recursive: true, force: true }))

const insert = 'insert into t (id) values ($1)'
const run = (driver: Pick<SqlDriver, 'batch'>, sql: string, ...values: SqlValue[]) =>
  driver.batch([{ sql, values }])
const count = async (driver: SqlDriver) => (await driver.read('select count(*) as c from t', []))[0]?.c

async function openTable(name: string, options: { maxWaiting?: number } = {}) {
  const file = join(folder, name, 'data.sqlite')
  const driver = await openSqlite({ file, ...options })
  await run(driver, 'create table t (id integer primary key, blob text)')
  return { file, driver }
}

describe('the SQLite driver', () => {
  it('keeps what was written when it is closed and opened again, in one file for its owner', async () => {
    const { file, driver } = await openTable('reopen')
    await run(driver, insert, 1)
    await driver.close()
    assert.deepEqual(await readdir(join(folder, 'reopen')), ['data.sqlite'])
    assert.equal((await stat(file)).mode & 0o777, 0o600)
    const again = await openSqlite({ file })
    assert.equal(await count(again), 1)
    await again.close()
  })

  it('commits together what came together', async () => {
    const { file, driver } = await openTable('group')
    const before = await countCommits(file)
    await Promise.all(Array.from({ length: 64 }, (_, id) => run(driver, insert, id)))
    assert.equal((await countCommits(file)) - before, 1)
    await driver.close()
  })

  it('moves its data version when the worker or another process wrote', async () => {
    const { file, driver } = await openTable('version')
    const other = await openSqlite({ file })
    const versions = [driver.dataVersion()]
    await run(driver, insert, 1)
    versions.push(driver.dataVersion())
    await run(other, insert, 2)
    versions.push(driver.dataVersion())
    assert.equal(new Set(versions).size, 3)
    assert.equal(driver.dataVersion(), versions[2])
    await Promise.all([driver.close(), other.close()])
  })

  it('shares a file with another writer', async () => {
    const { file, driver } = await openTable('beside')
    const other = await openSqlite({ file })
    const writes = Array.from({ length: 200 }, async (_, id) =>
      run(id % 2 === 0 ? driver : other, insert, id),
    )
    await Promise.all(writes)
    assert.equal(await count(driver), 200)
    await Promise.all([driver.close(), other.close()])
  })

  it('can be opened by many at once when the file is new', async () => {
    const file = join(folder, 'new', 'data.sqlite')
    const drivers = await Promise.all(Array.from({ length: 6 }, () => openSqlite({ file })))
    await Promise.all(drivers.map((driver) => driver.close()))
  })

  it('refuses a batch when too many wait', async () => {
    const { driver } = await openTable('bound', { maxWaiting: 10 })
    const settled = await Promise.allSettled(Array.from({ length: 12 }, (_, id) => run(driver, insert, id)))
    const refused = settled.filter((batch) => batch.status === 'rejected')
    assert.deepEqual(
      refused.map(({ reason }) => reason instanceof DatabaseUnavailable),
      [true, true],
    )
    await run(driver, insert, 99)
    assert.equal(await count(driver), 11)
    await driver.close()
  })

  it('fails all that waited together when their commit fails, and goes on', async () => {
    const { driver } = await openTable('commit')
    await run(driver, 'create table d (t integer references t (id) deferrable initially deferred)')
    const settled = await Promise.allSettled([
      run(driver, insert, 1),
      run(driver, 'insert into d values (77)'),
      run(driver, insert, 2),
    ])
    for (const batch of settled)
      assert.ok(batch.status === 'rejected' && batch.reason instanceof DatabaseUnavailable)
    await run(driver, insert, 3)
    assert.equal(await count(driver), 1)
    await driver.close()
  })

  it('is unavailable when the disk is full, and goes on when it is not', async () => {
    const { driver } = await openTable('full')
    await run(driver, 'pragma max_page_count = 20')
    const big = 'insert into t (id, blob) values ($1, $2)'
    await assert.rejects(run(driver, big, 1, 'x'.repeat(200_000)), DatabaseUnavailable)
    const batch = [insert, big].map((sql, n) => ({ sql, values: n === 0 ? [2] : [3, 'x'.repeat(200_000)] }))
    await assert.rejects(driver.batch(batch), DatabaseUnavailable)
    assert.equal(await count(driver), 0)
    await run(driver, insert, 4)
    assert.equal(await count(driver), 1)
    await driver.close()
  })

  it('rejects what waits, and all later, when the worker dies', async () => {
    const { file, driver } = await openTable('dead')
    const worker = await startSqliteWriter(file)
    const writer = new SqliteWriterThread(worker, 10)
    await run(writer, insert, 1)
    const waiting = run(writer, insert, 2)
    await Promise.all([assert.rejects(waiting, DatabaseUnavailable), worker.terminate()])
    await assert.rejects(run(writer, insert, 3), DatabaseUnavailable)
    await writer.close()
    await driver.close()
  })

  it('cannot open what is not a database', async () => {
    const file = join(folder, 'text.sqlite')
    await writeFile(file, 'not a database '.repeat(100))
    await assert.rejects(openSqlite({ file }), (error) => {
      return error instanceof DatabaseUnavailable && error.message.includes(file)
    })
  })
})

/** Counts commit frames in the write-ahead log: those that tell the size of the database. https://sqlite.org/fileformat2.html#walformat */
async function countCommits(file: string): Promise<number> {
  const log = await readFile(`${file}-wal`)
  const frame = 24 + log.readUInt32BE(8)
  let commits = 0
  for (let at = 32; at + frame <= log.length; at += frame) if (log.readUInt32BE(at + 4) !== 0) commits++
  return commits
}
