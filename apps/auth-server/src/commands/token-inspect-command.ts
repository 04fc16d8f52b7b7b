import { argument, type Command } from './command.ts'
import { inspectToken } from './inspect-token.ts'

export const tokenInspectCommand: Command = {
  name: 'token inspect',
  positionals: ['TOKEN'],
  summary: 'Say what a token is, for whom, until when, and whether it counts now.',
  details: ['TOKEN may be - for the standard input, which keeps it out of the list of processes.'],
  options: {},
  run: async (call) => {
    const given = argument(call, 0)
    const token = (given === '-' ? await call.readInput() : given).trim()
    const { server } = await call.open()
    const { lines, counts } = await inspectToken(server, token)
    for (const line of lines) call.out(line)
    return counts ? 0 : 1
  },
}
