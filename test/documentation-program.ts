// Runs the programs and the lines for a shell that pages of the documentation show.

import { execFile, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { freePort } from './free-port.ts'
import { untilListening } from './until-listening.ts'

const execute = promisify(execFile)
/** Where programs find the packages that they import. */
const root = fileURLToPath(new URL('..', import.meta.url))

type Environment = Readonly<Record<string, string>>

/** Runs a module and answers what it printed. */
export async function runProgram(text: string, env: Environment): Promise<string> {
  const { stdout } = await execute(process.execPath, ['--input-type=module', '--eval', text], {
    cwd: root,
    env: withPath(env),
    timeout: 20_000,
  })
  return stdout.trim()
}

/** What a shell printed, and what it exported. */
export interface ShellOutcome {
  readonly printed: string
  readonly exported: ReadonlyMap<string, string>
}

/** Runs lines in a shell that knows `env`. */
export async function runShell(lines: string, env: Environment, folder?: string): Promise<ShellOutcome> {
  const mark = '---exported---'
  const script = `set -eu\n${lines}\nprintf '\\n%s\\n' ${mark}\nenv -0`
  const options = { env: withPath(env), timeout: 20_000, ...(folder !== undefined && { cwd: folder }) }
  const { stdout } = await execute('bash', ['-c', script], options)
  const [printed = '', exported = ''] = stdout.split(`\n${mark}\n`)
  const pairs = exported.split('\0').flatMap((entry) => {
    const [, name = '', value = ''] = /^([A-Z_]+)=([\s\S]*)$/.exec(entry) ?? []
    return name === '' || name === 'PATH' ? [] : [[name, value] as const]
  })
  return { printed: printed.trim(), exported: new Map(pairs) }
}

function withPath(env: Environment): Record<string, string> {
  return { PATH: process.env.PATH ?? '', ...env }
}

/** A program that serves. */
export interface ServingProgram {
  readonly origin: string
  end(): void
}

/** Starts a module that listens on `PORT`, and waits until it does. */
export async function serveProgram(text: string, env: Environment): Promise<ServingProgram> {
  const port = await freePort()
  const child = spawn(process.execPath, ['--input-type=module', '--eval', text], {
    cwd: root,
    env: withPath({ ...env, PORT: String(port) }),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaints = ''
  child.stderr.on('data', (chunk) => {
    complaints += chunk
  })
  await untilListening(child, port, () => complaints).catch((error: unknown) => {
    child.kill()
    throw error
  })
  return { origin: `http://127.0.0.1:${port}`, end: () => void child.kill() }
}
