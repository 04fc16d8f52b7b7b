import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { untilListening } from '../until-listening.ts'

/** Where this machine has its nginx; undefined when it has none. */
export const nginxPath = ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/sbin/nginx'].find((path) =>
  existsSync(path),
)

const docs = fileURLToPath(new URL('../../docs/operating.md', import.meta.url))

/** The very lines that an operator copies from docs/operating.md, under this heading. */
function documentedConfiguration(heading: string): string {
  const text = readFileSync(docs, 'utf8')
  const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
  const [, configuration] = /```nginx\n([\s\S]+?)```/.exec(section) ?? []
  if (configuration === undefined)
    throw new Error(`docs/operating.md: no configuration of nginx in ${heading}`)
  return configuration
}

/** What stands in the documentation, and what it is in a test. Every one must be there. */
export type Replacements = Readonly<Record<string, string>>

/** An nginx on loopback with the documented configuration. */
export async function startNginx(
  replacements: Replacements,
  ports: readonly number[],
  heading = 'Client certificates',
): Promise<{ end(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-nginx-'))
  writeFileSync(
    join(folder, 'nginx.conf'),
    inPlace(folder, replaced(documentedConfiguration(heading), replacements)),
  )
  const child = spawn(nginxPath ?? 'nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  child.stderr.on('data', (chunk) => said.push(String(chunk)))
  const exited = once(child, 'exit')
  await Promise.all(ports.map((port) => untilListening(child, port, () => said.join(''))))
  return {
    end: async () => {
      child.kill('SIGQUIT')
      await exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function replaced(text: string, replacements: Replacements): string {
  return Object.entries(replacements).reduce((all, [from, to]) => {
    if (!all.includes(from)) throw new Error(`the configuration of docs/operating.md has no ${from}`)
    return all.replaceAll(from, to)
  }, text)
}

/** Everything that nginx writes is in the test's folder. */
function inPlace(folder: string, configuration: string): string {
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return `daemon off;
worker_processes 1;
${process.getuid?.() === 0 ? 'user root;' : ''}
pid ${folder}/nginx.pid;
error_log stderr warn;
events { worker_connections 64; }
http {
access_log off;
${places.map((place) => `${place}_temp_path ${folder}/${place};`).join('\n')}
${configuration}
}
`
}
