import { parseArgs } from 'node:util'
import { SettingsError } from '../settings.ts'
import { DeclarationError } from './apply/declaration.ts'
import { type Command, type CommandCall, CommandError, type Surroundings } from './command.ts'
import { commands } from './commands.ts'
import { helpForAll, helpForCommand } from './help.ts'
import { type OpenServer, openServer } from './open-server.ts'

const done = 0
const failed = 1
/** The command line itself cannot be understood. */
const misused = 2

/** Runs one command of the command line and answers its exit code. */
export async function runCommand(args: readonly string[], around: Surroundings): Promise<number> {
  const command = findCommand(args)
  if (command === undefined) return withoutCommand(args, around)
  const call = parseCall(command, args.slice(command.name.split(' ').length))
  if (typeof call === 'string') {
    around.error(`${call} For help: npm run latchkey -- ${command.name} --help`)
    return misused
  }
  if (call.values.help === true) {
    for (const line of helpForCommand(command)) around.out(line)
    return done
  }
  return runParsed(command, call, around)
}

function findCommand(args: readonly string[]): Command | undefined {
  return commands.find(({ name }) => args.slice(0, name.split(' ').length).join(' ') === name)
}

function withoutCommand(args: readonly string[], { out, error }: Surroundings): number {
  const [word = ''] = args
  const family = commands.filter(({ name }) => name.startsWith(`${word} `))
  const known = family.length > 0 ? family : commands
  const asksForHelp = word === '' || args.includes('--help') || word === 'help' || word === '-h'
  if (asksForHelp && (family.length > 0 || args.length <= 1)) {
    for (const line of helpForAll(known)) out(line)
    return word === '' ? misused : done
  }
  const given = args.slice(0, family.length > 0 ? 2 : 1).join(' ')
  error(`There is no command "${given}". There are: ${known.map(({ name }) => name).join(', ')}.`)
  return misused
}

interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>
  readonly positionals: readonly string[]
}

/** The parsed arguments, or a sentence. */
function parseCall(command: Command, args: readonly string[]): Parsed | string {
  const options = Object.entries(command.options).map(([name, { type, multiple = false }]) => {
    return [name, { type, multiple }] as const
  })
  const all = { ...Object.fromEntries(options), help: { type: 'boolean', short: 'h' } as const }
  try {
    const parsed = parseArgs({ args: [...args], options: all, allowPositionals: true, strict: true })
    return parsed.values.help === true ? parsed : (countProblem(command, parsed.positionals) ?? parsed)
  } catch (error) {
    return error instanceof Error
      ? `${error.message.split('. To specify')[0]?.replace(/\.?$/, '.')}`
      : String(error)
  }
}

function countProblem({ name, positionals }: Command, given: readonly string[]): string | undefined {
  const missing = positionals.filter((text) => !text.startsWith('['))[given.length]
  if (missing !== undefined) return `The command "${name}" needs ${missing}.`
  const extra = given[positionals.length]
  return extra === undefined ? undefined : `The command "${name}" has no use for "${extra}".`
}

async function runParsed(
  command: Command,
  { values, positionals }: Parsed,
  around: Surroundings,
): Promise<number> {
  const opened: OpenServer[] = []
  const call: CommandCall = {
    ...around,
    positionals,
    has: (option) => values[option] === true,
    text: (option) => textOf(values[option]),
    texts: (option) => textsOf(values[option]),
    open: async () => {
      const server = await openServer(around)
      opened.push(server)
      return server
    },
  }
  try {
    return (await command.run(call)) ?? done
  } catch (error) {
    for (const line of sentences(error)) around.error(line)
    return failed
  } finally {
    for (const server of opened) await server.close()
  }
}

function textOf(value: Parsed['values'][string]): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function textsOf(value: Parsed['values'][string]): readonly string[] | undefined {
  return Array.isArray(value) ? value.map(String) : undefined
}

/** What is expected to go wrong is told in its own words; a fault of ours keeps its stack. */
function sentences(error: unknown): readonly string[] {
  if (error instanceof SettingsError || error instanceof DeclarationError) return error.problems
  if (error instanceof CommandError || isExpected(error)) return [error.message]
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)]
}

function isExpected(error: unknown): error is Error {
  if (!(error instanceof Error)) return false
  return error.name === 'DatabaseUnavailable' || error.constructor === Error || 'code' in error
}
