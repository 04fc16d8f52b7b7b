import { existsSync } from 'node:fs'
import { openMasterKeyFile } from '../keys/master-key-file.ts'
import { rotatableKinds } from '../keys/rotate-old-keys.ts'
import type { KeyRecord } from '../store/records.ts'
import { columns, timeText } from './columns.ts'
import { argument, type Command, CommandError } from './command.ts'

const list: Command = {
  name: 'keys list',
  positionals: [],
  summary: 'List the keys of the server.',
  options: {},
  run: async (call) => {
    const { server } = await call.open()
    const keys = await server.store.listKeys()
    const rows = keys.map((key) => [
      key.id,
      key.kind,
      stateOf(key, server.now()),
      timeText(key.createdAt),
      timeText(key.usableAt),
    ])
    for (const line of columns([['ID', 'KIND', 'STATE', 'MADE', 'USED FROM'], ...rows])) call.out(line)
  },
}

function stateOf(key: KeyRecord, now: number): string {
  if (key.endedAt !== undefined) return `ended ${timeText(key.endedAt)}`
  if (key.usableAt > now) return 'coming'
  return key.retiredAt !== undefined && key.retiredAt <= now ? 'reads only' : 'in use'
}

const rotate: Command = {
  name: 'keys rotate',
  positionals: ['[KIND]'],
  summary: 'Make a new key of one kind, or of every kind; what the old one made stays good.',
  details: [
    `Kinds: ${rotatableKinds.join(', ')}. A new signing key is published for 15 minutes before its first use, the others wait`,
    'for 5 seconds, so that every process knows them.',
  ],
  options: {},
  run: async (call) => {
    const [named] = call.positionals
    const kinds = rotatableKinds.filter((kind) => named === undefined || kind === named)
    if (kinds.length === 0) throw new CommandError(notRotatable(named ?? ''))
    const { server, apply } = await call.open()
    for (const kind of kinds) {
      const audit = { actor: apply.actor, action: 'key made', detail: { kind } } as const
      const { id, usableAt } = await server.keys.rotate(kind, audit)
      call.out(`key ${id}: added for ${kind}, used from ${timeText(usableAt)}`)
    }
  },
}

function notRotatable(kind: string): string {
  return kind === 'pepper'
    ? 'The pepper cannot be rotated: every client secret is hashed with it and would stop working.'
    : `There is no kind "${kind}". There are: ${rotatableKinds.join(', ')}.`
}

const end: Command = {
  name: 'keys end',
  positionals: ['ID'],
  summary: 'End a key that was stolen: whatever it made is refused from now on.',
  details: ['Rotate first: the last usable key of a kind cannot be ended.'],
  options: {
    relink: {
      type: 'boolean',
      help: 'For a refresh key: accept that every connection whose token it made must link again.',
    },
  },
  run: async (call) => {
    const { server, apply } = await call.open()
    const keys = await server.store.listKeys()
    const key = keys.find(({ id }) => id === argument(call, 0))
    const problem = endProblem(key, { keys, now: server.now(), relink: call.has('relink') })
    if (key === undefined || problem !== undefined) throw new CommandError(problem ?? 'There is no such key.')
    const audit = { actor: apply.actor, action: 'key ended', detail: { kind: key.kind } } as const
    await server.store.endKey(key.id, server.now(), audit)
    call.out(`key ${key.id}: ended`)
  },
}

function endProblem(
  key: KeyRecord | undefined,
  { keys, now, relink }: { keys: readonly KeyRecord[]; now: number; relink: boolean },
): string | undefined {
  if (key === undefined) return 'There is no such key. See: keys list.'
  if (key.endedAt !== undefined) return `The key ${key.id} was ended before.`
  if (key.kind === 'pepper') return 'The pepper cannot be ended: every client secret would stop working.'
  const isSuccessor = (other: KeyRecord) =>
    other.id !== key.id && other.kind === key.kind && other.endedAt === undefined && other.usableAt <= now
  if (!keys.some(isSuccessor)) return lastKey(key, keys)
  if (key.kind === 'refresh' && !relink)
    return 'Every connection whose refresh token this key made will have to link again. Say --relink if that is meant.'
  return undefined
}

function lastKey({ id, kind }: KeyRecord, keys: readonly KeyRecord[]): string {
  const coming = keys.find((other) => other.id !== id && other.kind === kind && other.endedAt === undefined)
  return coming === undefined
    ? `It is the only ${kind} key. Make another first: keys rotate ${kind}`
    : `Its successor ${coming.id} is not used before ${timeText(coming.usableAt)}. Try again then.`
}

const master: Command = {
  name: 'keys master',
  positionals: ['FILE'],
  summary: 'Make a new master key file, for LATCHKEY_MASTER_KEY_FILE.',
  details: [
    'Keep a copy away from the database: without it the database cannot be read, with it all keys can.',
  ],
  options: {},
  run: async (call) => {
    const file = argument(call, 0)
    if (existsSync(file)) throw new CommandError(`The file ${file} is there already; it was left as it is.`)
    openMasterKeyFile(file, true)
    call.out(`${file}: made, readable by its owner only`)
  },
}

export const keysCommands: readonly Command[] = [list, rotate, end, master]
