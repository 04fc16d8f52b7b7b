import { columns } from './columns.ts'
import type { Command } from './command.ts'
import { examine } from './doctor/examine.ts'

export const doctorCommand: Command = {
  name: 'doctor',
  positionals: [],
  summary: 'Look for what is wrong or will be soon, and say what to do.',
  details: ['Each line begins with ok, warn or bad. The exit code is 1 when there is something bad.'],
  options: {},
  run: async (call) => {
    const findings = await examine(call)
    for (const line of columns(findings.map(({ mark, what, text }) => [mark, what, text]))) call.out(line)
    return findings.some(({ mark }) => mark === 'bad') ? 1 : 0
  },
}
