import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { migrate } from './migrate.ts'
import { splitStatements } from './split-statements.ts'
import { openSqlite } from './sqlite-driver.ts'
import { testDatabases } from './test-databases.testing.ts'

const root = await mkdtemp(join(tmpdir(), 'latchkey-migrate-'))
after(() => rm(root, { recursive: true, force: true }))

const first = `-- The first table; it's small.
create table homes (
  id text primary key, -- base64url;
  name text not null
);
create index homes_name on homes (name);
`
const second = "insert into homes (id, name) values ('a', 'semi;\ncolon -- and dashes');"

async function folderOf(files: Record<string, string>): Promise<URL> {
  const folder = await mkdtemp(join(root, 'files-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, `${name}.sql`), text)
  return pathToFileURL(folder)
}

describe('splitting an SQL text', () => {
  it('ends a statement at a semicolon at the end of a line', () => {
    assert.deepEqual(splitStatements('select 1; -- one\nselect 2 ;\n;\nselect 3'), [
      'select 1',
      'select 2',
      'select 3',
    ])
    assert.deepEqual(splitStatements("select 'a; b';\nselect 2"), ["select 'a; b'", 'select 2'])
  })
})

for (const database of testDatabases()) {
  describe(`migrating ${database.name}`, () => {
    it('applies each file once, in order, and only whole', async () => {
      const driver = await database.open()
      const one = await folderOf({ '0001-first': first })
      const two = await folderOf({ '0001-first': first, '0002-second': second })
      const bad = await folderOf({
        '0001-first': first,
        '0002-second': second,
        '0003-bad': 'drop table homes;\nx;',
      })
      assert.deepEqual(await migrate(driver, one), { applied: ['0001-first'], newer: [] })
      assert.deepEqual(await migrate(driver, two, () => 17), { applied: ['0002-second'], newer: [] })
      assert.deepEqual(await migrate(driver, two), { applied: [], newer: [] })
      await assert.rejects(migrate(driver, bad), /Migration 0003-bad failed: .*syntax/)
      assert.deepEqual(await driver.read('select name from homes', []), [
        { name: 'semi;\ncolon -- and dashes' },
      ])
      const rows = await driver.read(
        'select number, name, applied_at from schema_migrations where number > 1',
        [],
      )
      assert.deepEqual(rows, [{ number: 2, name: '0002-second', applied_at: 17 }])
      assert.deepEqual(await migrate(driver, one), { applied: [], newer: [2] })
      await driver.close()
    })

    it('lets one of several do the work when they start at once', async () => {
      const driver = await database.open()
      const folder = await folderOf({ '0001-first': first, '0002-second': second })
      const all = await Promise.all(Array.from({ length: 8 }, () => migrate(driver, folder)))
      assert.deepEqual(all.flatMap(({ applied }) => applied).sort(), ['0001-first', '0002-second'])
      await driver.close()
    })
  })
}

describe('migrating', () => {
  it('refuses files with a gap, a wrong name, or another history', async () => {
    const driver = await openSqlite({ file: join(root, 'refused.sqlite') })
    const gap = await folderOf({ '0001-first': first, '0003-third': second })
    await assert.rejects(migrate(driver, gap), /0002 was expected where 0003-third.sql is/)
    const twice = await folderOf({ '0001-first': first, '0001-second': second })
    await assert.rejects(migrate(driver, twice), /0002 was expected where 0001-second.sql is/)
    await assert.rejects(migrate(driver, await folderOf({ first })), /first.sql is not/)
    await migrate(driver, await folderOf({ '0001-first': first }))
    await assert.rejects(
      migrate(driver, await folderOf({ '0001-other': first })),
      /1 is 0001-other here, but 0001-first/,
    )
    await driver.batch([{ sql: "insert into schema_migrations values (3, '0003-third', 0)", values: [] }])
    const two = await folderOf({ '0001-first': first, '0002-second': second })
    await assert.rejects(migrate(driver, two), /0002-second was never applied/)
    await driver.close()
  })

  it('lets two processes share one new file', async () => {
    const folder = await folderOf({ '0001-first': first, '0002-second': second })
    await mkdir(join(root, 'shared'))
    const file = join(root, 'shared', 'data.sqlite')
    const drivers = await Promise.all([1, 2, 3].map(() => openSqlite({ file })))
    const all = await Promise.all(drivers.map((driver) => migrate(driver, folder)))
    assert.equal(all.flatMap(({ applied }) => applied).length, 2)
    await Promise.all(drivers.map((driver) => driver.close()))
  })
})
