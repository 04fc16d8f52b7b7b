import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import type { ShownProgram } from './shown-program.ts'
import type { Toolchain } from './toolchains.ts'

/** What a program printed and how it ended. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  /** What stands for `YOUR_…` in the page's commands; without, those lines are left out. */
  readonly values?: Readonly<Record<string, string>>
  /** Given the address that the program asks a person to open, what the person pastes. */
  readonly person?: (address: string) => Promise<string>
}

/** A folder in which the programs of one language are set up once and run. */
export interface Workbench {
  run(program: ShownProgram, options?: RunOptions): Promise<Ended>
  end(): void
}

/** Sets the folder up as the page says: its files, its commands for once, and what only a test does besides. */
export async function openWorkbench(
  toolchain: Toolchain,
  programs: readonly ShownProgram[],
): Promise<Workbench> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-samples-'))
  const env = toolchain.env?.(folder) ?? {}
  for (const program of programs) write(folder, program)
  const shell = async (at: string, line: string) => {
    const { code, stdout, stderr } = await execute(line, { folder: at, env, seconds: setUpSeconds })
    if (code !== 0) throw new Error(`${line} failed in ${at}: ${stdout}${stderr}`)
    return stdout
  }
  const [first] = programs
  if (first !== undefined && first.install !== '') await shell(folder, `set -e\n${first.install}`)
  await toolchain.prepare?.(folder, shell)
  return {
    run: (program, { values = {}, person } = {}) => {
      write(folder, program)
      const seconds = toolchain.seconds ?? 60
      const commands = toolchain.instead?.(program.run) ?? program.run
      return execute(filledIn(commands, values), { folder, env, seconds, ...(person && { person }) })
    },
    end: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const setUpSeconds = 900

function write(folder: string, { file, text, projectFiles }: ShownProgram): void {
  for (const [name, content] of Object.entries({ ...projectFiles, [file]: text })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
}

/** The page's `'YOUR_…'` with the value between the quotes, as a person who knows the shell writes it. */
function filledIn(commands: string, values: Readonly<Record<string, string>>): string {
  const filled = Object.entries(values).reduce(
    (text, [name, value]) => text.replace(`'YOUR_${name}'`, () => `'${value.replaceAll("'", "'\\''")}'`),
    commands,
  )
  return filled.replace(/^export .*'YOUR_.*\n/gm, '')
}

/** The version that a language's tool tells; `undefined` where the machine lacks the tool. */
export async function versionOf({ version }: Toolchain): Promise<string | undefined> {
  const { code, stdout } = await execute(version, { folder: tmpdir(), env: {}, seconds: 60 })
  return code === 0 ? stdout.split('\n')[0] : undefined
}

interface Execution {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  readonly seconds: number
  readonly person?: (address: string) => Promise<string>
}

async function execute(commands: string, { folder, env, seconds, person }: Execution): Promise<Ended> {
  const child = spawn('bash', ['-c', commands], {
    cwd: folder,
    env: { ...environment(), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own, so that what a command starts ends with it.
    detached: true,
  })
  const limit = setTimeout(() => endGroup(child), seconds * 1000)
  // A program that ends early reads nothing more.
  child.stdin.on('error', () => {})
  const printed = { stdout: '', stderr: '' }
  const answer = person === undefined ? undefined : answering(child, person)
  if (answer === undefined) child.stdin.end()
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (chunk) => {
      printed[stream] += chunk
      answer?.(printed[stream])
    })
  }
  await once(child, 'close')
  clearTimeout(limit)
  await answer?.('')
  return { code: child.exitCode, ...printed }
}

/** Pastes the person's answer once the program has printed the address. Answers a promise of having done so. */
function answering(child: ChildProcess, person: (address: string) => Promise<string>) {
  let answered: Promise<void> | undefined
  return (printed: string): Promise<void> | undefined => {
    const [, address] = /^(https?:\/\/\S+)\n/m.exec(printed) ?? []
    if (answered !== undefined || address === undefined) return answered
    answered = person(address)
      .then((pasted) => void child.stdin?.write(`${pasted}\n`))
      .finally(() => child.stdin?.end())
    // Awaited when the program has ended; until then a failure is nobody's surprise.
    answered.catch(() => {})
    return answered
  }
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended in the meantime.
  }
}

/** The caller's, with the Node.js that runs the tests first, without what would reach into a program. */
function environment(): Record<string, string | undefined> {
  const reaching = /^NODE_|^(?:CLIENT_SECRET|REFRESH_TOKEN|ACCESS_TOKEN)$/
  const kept = Object.entries(process.env).filter(([name]) => !reaching.test(name))
  return { ...Object.fromEntries(kept), PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}` }
}
