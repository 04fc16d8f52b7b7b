import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, it } from 'node:test'
import { DataFolderInUse, lockDataFolder } from './data-folder-lock.ts'
import { openSqlite } from './sqlite-driver.ts'

const root = await mkdtemp(join(tmpdir(), 'latchkey-lock-'))
after(() => rm(root, { recursive: true, force: true }))

const lockModule = new URL('./data-folder-lock.ts', import.meta.url).href
const program = `
  const { lockDataFolder } = await import(process.argv[1])
  lockDataFolder(process.argv[2])
  console.log('locked')
  setTimeout(() => {}, 60_000)`

/** Another process that locks the folder and stays; it prints `locked`, or why not. */
function startServer(folder: string): ChildProcess {
  return spawn(process.execPath, ['--input-type=module', '--eval', program, lockModule, folder])
}

it('lets one server use a data folder, until it lets go', () => {
  const folder = join(root, 'one')
  const lock = lockDataFolder(folder)
  assert.throws(() => lockDataFolder(folder), DataFolderInUse)
  lock.release()
  lock.release()
  lockDataFolder(folder).release()
})

it('refuses a second process with a sentence, and leaves the databases to other writers', async () => {
  const folder = join(root, 'two')
  const lock = lockDataFolder(folder)
  const second = startServer(folder)
  const [said] = await once(second.stderr ?? second, 'data')
  await once(second, 'exit')
  assert.match(String(said), /Another Latchkey server is using the data folder/)
  const driver = await openSqlite({ file: join(folder, 'data.sqlite') })
  await driver.batch([{ sql: 'create table t (id integer)', values: [] }])
  await driver.close()
  lock.release()
})

it('is free again when its server was killed', async () => {
  const folder = join(root, 'three')
  const server = startServer(folder)
  await once(server.stdout ?? server, 'data')
  assert.throws(() => lockDataFolder(folder), DataFolderInUse)
  server.kill('SIGKILL')
  await once(server, 'exit')
  lockDataFolder(folder).release()
})
