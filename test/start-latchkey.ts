import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from './free-port.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A server of its own process, folder and port, as an operator starts it. */
export interface RunningLatchkey {
  readonly issuer: string
  readonly port: number
  readonly pid: number
  readonly folder: string
  /** What it printed and logged so far. */
  readonly output: { stdout: string; stderr: string }
  /** Runs `latchkey apply` with this definition while the server runs; answers what it printed. */
  apply(definition: object, ...options: string[]): Promise<string>
  /** Asks it to stop and answers its exit code. */
  stop(): Promise<number | null>
  /** kill -9. */
  kill(): Promise<void>
  /** Stops it and deletes its folder. */
  end(): Promise<void>
}

export interface StartOptions {
  /** Applied before the start, as `latchkey apply` reads it. */
  readonly definition?: object
  readonly env?: Readonly<Record<string, string>>
  /** An existing data folder, to start again on it. */
  readonly folder?: string
  readonly port?: number
}

export async function startLatchkey(options: StartOptions = {}): Promise<RunningLatchkey> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'latchkey-'))
  const port = options.port ?? (await freePort())
  const env = environment(folder, port, options.env ?? {})
  if (options.definition !== undefined) await runCli(env, ['apply', '-'], JSON.stringify(options.definition))
  const child = spawn(process.execPath, [...preload, 'main.ts'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = collect(child)
  await untilReady(child, output)
  const exited = child.exitCode === null ? once(child, 'exit') : Promise.resolve()
  const stop = async () => {
    child.kill('SIGTERM')
    await exited
    return child.exitCode
  }
  return {
    issuer: env.LATCHKEY_ISSUER ?? `http://localhost:${port}`,
    port,
    pid: child.pid ?? 0,
    folder,
    output,
    apply: (definition, ...more) => runCli(env, ['apply', '-', ...more], JSON.stringify(definition)),
    stop,
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
    end: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** As the scripts of package.json do. */
const preload = ['--import', './compile-cache.mjs']

/** Many servers on new folders: without a cache that they share each would strip every file again. */
const sharedCache = { NODE_COMPILE_CACHE: join(tmpdir(), 'latchkey-tests-compile-cache') }

/** Nothing of the caller's own settings reaches the server. */
function environment(
  folder: string,
  port: number,
  more: Readonly<Record<string, string>>,
): Record<string, string> {
  const { PATH = '' } = process.env
  return { ...sharedCache, PATH, PORT: String(port), LATCHKEY_DATA: folder, LATCHKEY_DEMO: '0', ...more }
}

/** Runs the `latchkey` command; rejects with what it printed when it fails. */
export async function runCli(
  env: Readonly<Record<string, string>>,
  args: readonly string[],
  input = '',
): Promise<string> {
  const child = spawn(process.execPath, [...preload, 'cli.ts', ...args], {
    cwd: root,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const output = collect(child)
  child.stdin.end(input)
  await once(child, 'close')
  if (child.exitCode !== 0)
    throw new Error(`latchkey ${args.join(' ')} failed: ${output.stdout}${output.stderr}`)
  return output.stdout
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const output = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk) => {
    output.stdout += chunk
  })
  child.stderr?.on('data', (chunk) => {
    output.stderr += chunk
  })
  return output
}

/** The first line that the server prints comes when it listens and everything is prepared. */
async function untilReady(child: ChildProcess, output: { stdout: string; stderr: string }): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!output.stdout.includes('Latchkey serves')) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`Latchkey did not start: ${output.stderr}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
