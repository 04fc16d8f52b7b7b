import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { untilListening } from '../until-listening.ts'

const examples = fileURLToPath(new URL('../../examples/gateway/', import.meta.url))

/** A proxy that Debian has, with the example that it is to run. */
export interface ProxyExample {
  readonly name: string
  readonly program: string
  /** In examples/gateway/. */
  readonly configuration: string
  readonly args: (folder: string) => readonly string[]
  /** What an operator's own configuration has around the example. */
  readonly around?: (folder: string, text: string) => string
  readonly env?: Readonly<Record<string, string>>
}

export const proxies: readonly ProxyExample[] = [
  {
    name: 'nginx',
    program: '/usr/sbin/nginx',
    configuration: 'nginx.conf',
    args: (folder) => ['-p', folder, '-c', join(folder, 'nginx.conf')],
    around: (folder, text) => `daemon off;
worker_processes 1;
${process.getuid?.() === 0 ? 'user root;' : ''}
pid ${folder}/nginx.pid;
error_log stderr crit;
events { worker_connections 64; }
http {
access_log off;
${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((place) => `${place}_temp_path ${folder}/${place};`).join('\n')}
${text}
}
`,
  },
  {
    name: 'HAProxy',
    program: '/usr/sbin/haproxy',
    configuration: 'haproxy.cfg',
    args: (folder) => ['-db', '-f', join(folder, 'haproxy.cfg')],
  },
  {
    name: 'Caddy',
    program: '/usr/bin/caddy',
    configuration: 'Caddyfile',
    args: (folder) => ['run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')],
    env: { METER_API_SECRET: 'a-long-secret-for-meter' },
  },
]

export interface Running {
  readonly output: { stdout: string; stderr: string }
  end(): Promise<void>
}

/** Under CI every proxy is there. */
export function isInstalled({ program }: ProxyExample): boolean {
  const isThere = existsSync(program)
  assert.ok(isThere || process.env.CI === undefined, `${program} is missing`)
  return isThere
}

/** The very example, with nothing replaced but its three ports. */
export async function startProxy(
  proxy: ProxyExample,
  ports: { readonly proxy: number; readonly latchkey: number; readonly backend: number },
): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-proxy-'))
  cpSync(examples, folder, { recursive: true })
  const file = join(folder, proxy.configuration)
  const text = replaced(readFileSync(file, 'utf8'), {
    '127.0.0.1:8000': `127.0.0.1:${ports.proxy}`,
    '127.0.0.1:8080': `127.0.0.1:${ports.latchkey}`,
    '127.0.0.1:9000': `127.0.0.1:${ports.backend}`,
  })
  writeFileSync(file, proxy.around?.(folder, text) ?? text)
  const env = { ...proxy.env, PATH: process.env.PATH ?? '', HOME: folder }
  const running = await startProgram(proxy.program, proxy.args(folder), ports.proxy, env)
  return {
    ...running,
    end: async () => {
      await running.end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export function startBackend(port: number): Promise<Running> {
  return startProgram('python3', [join(examples, 'backend.py'), String(port)], port, {
    PATH: process.env.PATH ?? '',
  })
}

function replaced(text: string, replacements: Readonly<Record<string, string>>): string {
  return Object.entries(replacements).reduce((all, [from, to]) => {
    assert.ok(all.includes(from), `the example has no ${from}`)
    return all.replaceAll(from, to)
  }, text)
}

async function startProgram(
  program: string,
  args: readonly string[],
  port: number,
  env: Readonly<Record<string, string>>,
): Promise<Running> {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk
  })
  const exited = once(child, 'exit')
  await untilListening(child, port, () => output.stderr)
  return {
    output,
    end: async () => {
      child.kill('SIGTERM')
      await exited
    },
  }
}
