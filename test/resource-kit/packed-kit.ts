import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { finishPackage } from '../../packages/resource-kit/build/finish-package.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** What the programs are written with, as this repository has it. */
const frameworks = [
  ...['hono', '@hono/node-server', 'fastify', 'express'],
  ...['@types/node', '@types/express'],
]

/** The majors that are promised besides the one that runs this. */
export const oldNodes = ['20', '22', '24'] as const

/** A folder of somebody else's, into which npm has put the packed kit, and versions of Node. */
export interface PackedKit {
  readonly folder: string
  /** The program `node` of a major. */
  node(major: (typeof oldNodes)[number]): string
  remove(): void
}

export function packKit(): PackedKit {
  const folder = mkdtempSync(join(tmpdir(), 'packed-kit-'))
  const built = join(folder, 'built')
  mkdirSync(built)
  run(
    process.execPath,
    [tsc, '-p', 'packages/resource-kit/build/tsconfig.json', '--outDir', `${built}/code`],
    root,
  )
  finishPackage(built)
  run('npm', ['pack', '--silent', '--pack-destination', folder], built)
  rmSync(built, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
  const nodes = oldNodes.map((major) => `node${major}@npm:node-${process.platform}-${process.arch}@${major}`)
  const quiet = ['--silent', '--no-audit', '--no-fund', '--ignore-scripts']
  run('npm', ['install', ...quiet, './latchkey-resource-kit-0.1.0.tgz', ...nodes], folder)
  for (const name of frameworks) linkInto(folder, name)
  cpSync(join(root, 'test/resource-kit/lamps-api.mjs'), join(folder, 'lamps-api.mjs'))
  return {
    folder,
    node: (major) => join(folder, `node_modules/node${major}/bin/node`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The compiler of this repository. */
export const tsc = join(root, 'node_modules/typescript/bin/tsc')

function run(command: string, args: readonly string[], cwd: string): void {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: 300_000 })
}

function linkInto(folder: string, name: string): void {
  const path = join(folder, 'node_modules', name)
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(join(root, 'node_modules', name), path)
}
