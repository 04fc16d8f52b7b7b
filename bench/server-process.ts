import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Ticks of `/proc/PID/stat` are hundredths of a second on every Linux. */
const microsPerTick = 10_000

/** A server under measurement, in a process of its own on the first core. */
export interface ServerProcess {
  readonly port: number
  /** What its `ready` line told, or an empty object. */
  readonly told: Readonly<Record<string, unknown>>
  /** CPU time of all its threads since it started, user and system. */
  cpuMicros(): number
  residentMebibytes(): number
  stop(): Promise<void>
}

export interface ServerOptions {
  /** Relative to the repository. */
  readonly script: string
  readonly port: number
  readonly env?: Readonly<Record<string, string>>
  /** Flags for Node, as `--cpu-prof`. */
  readonly flags?: readonly string[]
}

/** Starts a server and waits for its first line: `ready {…}`, or Latchkey's own `Latchkey serves …`. */
export async function startServer({
  script,
  port,
  env = {},
  flags = [],
}: ServerOptions): Promise<ServerProcess> {
  const [command = '', ...args] = pinned(0, [process.execPath, ...flags, script])
  const child = spawn(command, args, {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const told = await firstLine(child.stdout).catch(() => {
    throw new Error(`${script} did not start: ${errors}`)
  })
  child.stdout.resume()
  const pid = child.pid ?? 0
  return {
    port,
    told,
    cpuMicros: () => cpuMicrosOf(pid),
    residentMebibytes: () => residentMebibytesOf(pid),
    stop: async () => {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

/** The command bound to one core, where there are two and a `taskset`. */
function pinned(core: number, command: readonly string[]): readonly string[] {
  return availableParallelism() > 1 ? ['taskset', '-c', String(core), ...command] : command
}

async function firstLine(stdout: Readable): Promise<Record<string, unknown>> {
  let text = ''
  for await (const chunk of stdout.iterator({ destroyOnReturn: false })) {
    text += chunk
    const end = text.indexOf('\n')
    if (end !== -1) return text.startsWith('ready ') ? JSON.parse(text.slice(6, end)) : {}
  }
  throw new Error('it ended')
}

/** Fields 14 and 15 of proc_pid_stat(5); the name in field 2 may hold spaces, so fields are counted behind it. */
function cpuMicrosOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * microsPerTick
}

function residentMebibytesOf(pid: number): number {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? []
  return Math.round(Number(kibibytes) / 1024)
}
