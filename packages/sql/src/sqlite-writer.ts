/** The worker thread that owns the only writing connection, so that an fsync never stops the event loop. */
import { DatabaseSync } from 'node:sqlite'
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { GroupCommit } from './group-commit.ts'
import { closeOrder, type WriterOrder } from './writer-messages.ts'

if (parentPort === null) throw new Error('sqlite-writer.ts runs in a worker thread')
const port = parentPort
const database = openForWriting((workerData as { file: string }).file)
const groups = new GroupCommit(database)

/** How long a commit waits for another process that is writing (the command line), in milliseconds. */
function openForWriting(file: string): DatabaseSync {
  const opened = new DatabaseSync(file, { timeout: 3_000 })
  opened.exec('pragma journal_mode = wal')
  opened.exec('pragma synchronous = full')
  opened.exec('pragma foreign_keys = on')
  opened.exec('pragma cache_size = -32768')
  // A log of 16 MB instead of 4: a page that changes often is carried over once for many commits.
  opened.exec('pragma wal_autocheckpoint = 4000')
  return opened
}

/** Everything that waits goes into one commit. The driver bounds how much can wait. */
function takeWaiting(first: unknown): { orders: WriterOrder[]; closing: boolean } {
  const orders: WriterOrder[] = []
  let message: unknown = first
  while (message !== undefined && message !== closeOrder) {
    orders.push(message as WriterOrder)
    message = receiveMessageOnPort(port)?.message
  }
  return { orders, closing: message === closeOrder }
}

port.on('message', (first: unknown) => {
  const { orders, closing } = takeWaiting(first)
  if (orders.length > 0) port.postMessage(groups.run(orders))
  if (!closing) return
  // The last connection that closes carries the write-ahead log over into the database file and deletes it.
  database.close()
  port.close()
})
port.postMessage('ready')
