import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { DatabaseUnavailable } from './database-unavailable.ts'
import { openPostgres } from './postgres-driver.ts'
import type { SqlDriver, SqlValue } from './sql-driver.ts'

const run = (driver: SqlDriver, sql: string, ...values: SqlValue[]) => driver.batch([{ sql, values }])

describe('opening PostgreSQL', () => {
  it('is unavailable when nobody listens', async () => {
    await assert.rejects(openPostgres({ url: 'postgres://nobody@127.0.0.1:1/none' }), DatabaseUnavailable)
  })

  it('refuses a schema name that is none', async () => {
    await assert.rejects(
      openPostgres({ url: 'postgres://127.0.0.1:1/none', schema: 'a; drop' }),
      /Not a name/,
    )
  })
})

const url = process.env.TEST_POSTGRES_URL
if (url !== undefined) describeServer(url)

/** What only a real server can show: it needs more than one connection. */
function describeServer(url: string): void {
  const schema = `test_${process.pid}`
  const open = (options = {}) => openPostgres({ url, schema, maxConnections: 4, ...options })
  const drop = async (driver: SqlDriver) => {
    await run(driver, `drop schema ${schema} cascade`)
    await driver.close()
  }

  describe('the PostgreSQL driver', () => {
    it('can be opened by many at once when the schema is new', async () => {
      const [first, ...others] = await Promise.all(Array.from({ length: 8 }, () => open()))
      await Promise.all(others.map((driver) => driver.close()))
      if (first !== undefined) await drop(first)
    })

    it('tries a deadlocked batch again until it succeeds', async () => {
      const driver = await open()
      await run(driver, 'create table t (id integer primary key, n integer)')
      await run(driver, 'insert into t values (1, 0), (2, 0)')
      const add = (...ids: number[]) =>
        driver.batch(ids.map((id) => ({ sql: 'update t set n = n + 1 where id = $1', values: [id] })))
      await Promise.all([add(1, 2), add(2, 1), add(1, 2), add(2, 1)])
      assert.deepEqual(await driver.read('select n from t', []), [{ n: 4 }, { n: 4 }])
      await drop(driver)
    })

    it('is unavailable while its connections are cut, and then goes on', async () => {
      const driver = await open()
      const other = await open()
      const sleeping = assert.rejects(run(driver, 'select pg_sleep(9)::text as x'), DatabaseUnavailable)
      const between = assert.rejects(
        driver.batch([1, 2].map(() => ({ sql: 'select pg_sleep(9)::text as x', values: [] }))),
        DatabaseUnavailable,
      )
      await driver.read('select 1 as one', [])
      const others =
        'select count(pg_terminate_backend(pid)) as c from pg_stat_activity where pid <> pg_backend_pid()'
      await run(other, `${others} and usename = current_user and backend_type = 'client backend'`)
      await Promise.all([sleeping, between])
      await new Promise((resolve) => setTimeout(resolve, 50))
      assert.deepEqual(await driver.read('select 1 as one', []), [{ one: 1 }])
      await other.close()
      await drop(driver)
    })

    it('is unavailable when a statement takes too long', async () => {
      const driver = await open({ statementTimeout: 100 })
      await assert.rejects(run(driver, 'select pg_sleep(2)::text as x'), DatabaseUnavailable)
      await drop(driver)
    })

    it('prepares again when a migration beside it changed what a text gives', async () => {
      const driver = await open({ maxConnections: 1 })
      await run(driver, 'create table t (id integer)')
      await run(driver, 'insert into t values (1)')
      assert.deepEqual(await driver.read('select * from t', []), [{ id: 1 }])
      await run(driver, 'alter table t add column later text')
      assert.deepEqual(await driver.read('select * from t', []), [{ id: 1, later: null }])
      await drop(driver)
    })

    it('prepares what came first in a batch that had failed', async () => {
      const driver = await open({ maxConnections: 1 })
      await run(driver, 'create table t (id integer)')
      const texts = ['select 1 / 0 as x', 'insert into t values (5)']
      await assert.rejects(driver.batch(texts.map((sql) => ({ sql, values: [] }))), /division by zero/)
      await run(driver, texts[1] ?? '')
      assert.deepEqual(await driver.read('select id from t', []), [{ id: 5 }])
      await drop(driver)
    })

    it('refuses a read when too many wait', async () => {
      const driver = await open({ maxConnections: 1, maxWaiting: 2 })
      const reads = await Promise.allSettled(
        Array.from({ length: 6 }, () => driver.read('select 1 as one', [])),
      )
      assert.ok(reads.some((read) => read.status === 'fulfilled'))
      assert.ok(
        reads.some((read) => read.status === 'rejected' && read.reason instanceof DatabaseUnavailable),
      )
      await drop(driver)
    })
  })
}
