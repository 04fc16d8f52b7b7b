import { columns } from './columns.ts'
import type { Command } from './command.ts'

const program = 'npm run latchkey --'

/** A line for each command. */
export function helpForAll(commands: readonly Command[]): readonly string[] {
  const rows = commands.map((command) => [
    `  ${[command.name, ...command.positionals].join(' ')}`,
    command.summary,
  ])
  return [`Usage: ${program} COMMAND`, '', ...columns(rows), '', `For one command: ${program} COMMAND --help`]
}

export function helpForCommand({
  name,
  positionals,
  summary,
  details = [],
  options,
}: Command): readonly string[] {
  const rows = Object.entries(options).map(([option, { value, help }]) => [
    `  --${option}${value === undefined ? '' : ` ${value}`}`,
    help,
  ])
  const optionLines = rows.length === 0 ? [] : ['', 'Options:', ...columns(rows)]
  const usage = [program, name, ...positionals, ...(rows.length === 0 ? [] : ['[OPTIONS]'])].join(' ')
  return [`Usage: ${usage}`, '', summary, ...details, ...optionLines]
}
