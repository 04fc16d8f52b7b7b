import { readFile } from 'node:fs/promises'
import { planDeclaration, writeChanges } from './apply/apply-declaration.ts'
import { parseDeclaration } from './apply/declaration.ts'
import { argument, type Command, type CommandCall, CommandError } from './command.ts'

export const applyCommand: Command = {
  name: 'apply',
  positionals: ['FILE'],
  summary: 'Make accounts, clients, APIs, scopes and homes be as a JSON file declares them.',
  details: [
    'FILE may be - for the standard input. The server may be running. Nothing is written while anything in the file is',
    'wrong. Every change is printed; a second run prints nothing. docs/operating.md describes the file.',
  ],
  options: {
    prune: { type: 'boolean', help: 'Also end or delete what the lists of the file leave out.' },
    'reset-passwords': {
      type: 'boolean',
      help: 'Also set the passwords of accounts that are there already.',
    },
    weak: { type: 'boolean', help: 'Accept secrets of fewer than 16 characters.' },
    'dry-run': { type: 'boolean', help: 'Print what would change and write nothing.' },
  },
  run: async (call) => {
    const text = await readText(call, argument(call, 0))
    const { apply, homes } = await call.open()
    const options = {
      prune: call.has('prune'),
      resetPasswords: call.has('reset-passwords'),
      weak: call.has('weak'),
    }
    const changes = await planDeclaration(apply, parseDeclaration(text, homes.schema), options)
    if (!call.has('dry-run')) return writeChanges(changes, call.out)
    for (const { line } of changes) call.out(line)
  },
}

/** A file, or the standard input for `-`. */
export async function readText({ readInput }: CommandCall, file: string): Promise<string> {
  if (file === '-') return readInput()
  return readFile(file, 'utf8').catch((error: Error) => {
    throw new CommandError(`The file ${file} cannot be read: ${error.message}`)
  })
}
