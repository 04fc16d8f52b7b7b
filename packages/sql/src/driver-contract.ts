import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { DatabaseUnavailable } from './database-unavailable.ts'
import type { SqlDriver, SqlValue, Statement } from './sql-driver.ts'

/** What every driver promises. `open` gives an empty database. */
export function describeSqlDriver(name: string, open: () => Promise<SqlDriver>): void {
  describe(`the SQL driver for ${name}`, () => {
    let driver: SqlDriver
    const read = (sql: string, ...values: SqlValue[]) => driver.read(sql, values)
    const run = (sql: string, ...values: SqlValue[]) => driver.batch([statement(sql, ...values)])

    before(async () => {
      driver = await open()
      await run('create table counters (id text primary key, n bigint not null, note text)')
      await run('create table parts (id text primary key, counter text not null references counters (id))')
    })
    after(() => driver.close())

    it('gives back text, integers, fractions and null as they were written', async () => {
      const time = 1_893_456_000_123
      await run('insert into counters (id, n, note) values ($1, $2, $3)', 'plain', time, null)
      const rows = await read(
        'select id, n, note, 0.5 as half, n > 0 as yes from counters where id = $1',
        'plain',
      )
      assert.deepEqual(rows, [{ id: 'plain', n: time, note: null, half: 0.5, yes: 1 }])
    })

    it('gives counts and sums as numbers', async () => {
      await run("insert into counters (id, n) values ('sum-1', 20), ('sum-2', 22)")
      const rows = await read("select count(*) as c, sum(n) as s from counters where id like 'sum-%'")
      assert.deepEqual(rows, [{ c: 2, s: 42 }])
    })

    it('takes a parameter twice, in any order, and leaves literals alone', async () => {
      await run('insert into counters (id, note, n) values ($2, $2, $1)', 7, 'twice')
      const rows = await read(
        "select note, '$1' as literal from counters where id = $2 and n = $1",
        7,
        'twice',
      )
      assert.deepEqual(rows, [{ note: 'twice', literal: '$1' }])
    })

    it('takes a zero byte, which finds nothing', async () => {
      await run('insert into counters (id, n) values ($1, 0)', 'zero')
      assert.deepEqual(await read('select n from counters where id = $1', 'zero\0'), [])
      const updated = await run('update counters set n = 1 where id = $1 returning n', '\0zero')
      assert.deepEqual(updated, [[]])
    })

    it('keeps text with quotes, line ends and signs of every kind', async () => {
      const text = `it's "quoted" ; -- $1\n\\ ö 家 🔑`
      await run('insert into counters (id, n, note) values ($1, 0, $2)', 'signs', text)
      assert.deepEqual(await read('select note from counters where id = $1', 'signs'), [{ note: text }])
    })

    it('finds words as they were written, and in small letters, where both sides are lowered', async () => {
      await run('insert into counters (id, n, note) values ($1, 0, $2)', 'case', 'By Åsa Ö')
      const sql = "select id from counters where lower(note) like lower($1) escape '!'"
      for (const words of ['%Åsa%', '%by%', '%BY ÅSA Ö'])
        assert.equal((await read(sql, words)).length, 1, words)
    })

    it('answers a batch with the rows of each statement', async () => {
      const results = await driver.batch([
        statement("insert into counters (id, n) values ('rows', 1)"),
        statement("update counters set n = n + 1 where id = 'rows' returning n, id"),
        statement("update counters set n = n + 1 where id = 'nobody' returning n"),
        statement("select n from counters where id = 'rows'"),
      ])
      assert.deepEqual(results, [[], [{ n: 2, id: 'rows' }], [], [{ n: 2 }]])
    })

    it('does nothing for an empty batch', async () => assert.deepEqual(await driver.batch([]), []))

    it('returns a row for an insert only when it was the first', async () => {
      const insert = 'insert into counters (id, n) values ($1, 1) on conflict (id) do nothing returning id'
      const results = await Promise.all(Array.from({ length: 20 }, () => run(insert, 'once')))
      assert.equal(results.filter(([rows]) => rows?.length === 1).length, 1)
    })

    it('undoes a whole batch when its last statement fails, and tells why', async () => {
      const failing = driver.batch([
        statement("insert into counters (id, n) values ('undone', 1)"),
        statement("insert into counters (id, n) values ('undone', 2)"),
      ])
      await assert.rejects(failing, isOwnError(/unique/i))
      assert.deepEqual(await read("select id from counters where id = 'undone'"), [])
    })

    it('tells what is wrong with a statement, and goes on', async () => {
      await assert.rejects(run('insert into nowhere values (1)'), isOwnError(/nowhere/))
      await assert.rejects(read('select nothing from counters'), isOwnError(/nothing/))
      await assert.rejects(
        run('insert into parts (id, counter) values ($1, $1)', 'x'),
        isOwnError(/foreign key/i),
      )
      assert.deepEqual(await read('select 1 as one'), [{ one: 1 }])
    })

    it('prepares a statement that failed once when it can succeed', async () => {
      await assert.rejects(run('insert into later (id) values (1)'), isOwnError(/later/))
      await run('create table later (id integer)')
      assert.deepEqual(await run('insert into later (id) values (1)'), [[]])
    })

    it('keeps the neighbours of failing batches', async () => {
      const insert = 'insert into counters (id, n) values ($1, $2)'
      await run(insert, 'taken', 0)
      const batches = Array.from({ length: 60 }, (_, n) =>
        driver.batch([
          statement(insert, `neighbour-${n}`, n),
          statement("update counters set n = n + 1 where id = 'taken' returning n"),
          statement(insert, n % 3 === 0 ? 'taken' : `second-${n}`, n),
        ]),
      )
      const settled = await Promise.allSettled(batches)
      for (const [n, { status }] of settled.entries())
        assert.equal(status, n % 3 === 0 ? 'rejected' : 'fulfilled')
      const rows = await read(
        "select count(*) as c from counters where id like 'neighbour-%' or id like 'second-%'",
      )
      assert.deepEqual(rows, [{ c: 80 }])
      assert.deepEqual(await read("select n from counters where id = 'taken'"), [{ n: 40 }])
    })

    it('loses no increment of 500 at once, and gives each its own number', async () => {
      await run("insert into counters (id, n) values ('busy', 0)")
      const increment = "update counters set n = n + 1 where id = 'busy' returning n"
      const results = await Promise.all(Array.from({ length: 500 }, () => run(increment)))
      assert.equal(new Set(results.map(([rows]) => rows?.[0]?.n)).size, 500)
      assert.deepEqual(await read("select n from counters where id = 'busy'"), [{ n: 500 }])
    })

    it('lets exactly one of many change what only one may', async () => {
      await run("insert into counters (id, n) values ('prize', 0)")
      const take = "update counters set n = 1, note = $1 where id = 'prize' and n = 0 returning id"
      const log = 'insert into parts (id, counter) select $1, id from counters where note = $1'
      const batches = Array.from({ length: 40 }, (_, n) =>
        driver.batch([statement(take, `winner-${n}`), statement(log, `winner-${n}`)]),
      )
      const winners = (await Promise.all(batches)).filter(([rows]) => rows?.length === 1)
      assert.equal(winners.length, 1)
      assert.deepEqual(await read("select count(*) as c from parts where id like 'winner-%'"), [{ c: 1 }])
    })

    it('does not let readers see half a batch', async () => {
      await run("insert into counters (id, n) values ('left', 100), ('right', 0)")
      const move = [
        'update counters set n = n - 1 where id = $1',
        'update counters set n = n + 1 where id = $1',
      ]
      const sum = "select sum(n) as s from counters where id in ('left', 'right')"
      for (let round = 0; round < 50; round++) {
        const moving = driver.batch(move.map((sql, n) => statement(sql, n === 0 ? 'left' : 'right')))
        const sums = [read(sum), nextTurn().then(() => read(sum)), moving.then(() => read(sum))]
        for (const rows of await Promise.all(sums)) assert.deepEqual(rows, [{ s: 100 }])
      }
    })

    it('is unavailable when it was closed', async () => {
      const other = await open()
      await other.batch([statement('create table t (id integer)')])
      await other.close()
      await other.close()
      await assert.rejects(other.read('select 1 as one', []), DatabaseUnavailable)
      await assert.rejects(other.batch([statement('select 1 as one')]), DatabaseUnavailable)
    })

    it('finishes what was begun before it closes', async () => {
      const other = await open()
      await other.batch([statement('create table t (id integer)')])
      const begun = [1, 2, 3].map((id) =>
        other.batch([statement('insert into t values ($1) returning id', id)]),
      )
      await other.close()
      assert.deepEqual(await Promise.all(begun), [[[{ id: 1 }]], [[{ id: 2 }]], [[{ id: 3 }]]])
    })
  })
}

function statement(sql: string, ...values: SqlValue[]): Statement {
  return { sql, values }
}

function isOwnError(message: RegExp): (error: unknown) => boolean {
  return (error) =>
    error instanceof Error && !(error instanceof DatabaseUnavailable) && message.test(error.message)
}
