import { cpSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('..', import.meta.url))
const parts = 'code/resource-kit/build/protocol-parts.js'

/**
 * Makes a package of a folder into which `tsc` has written `code/`: plain JavaScript and its types, which need neither TypeScript
 * nor a package that is not published, beside a `package.json` of their own.
 */
export function finishPackage(folder: string): void {
  for (const file of globSync('code/**/*.{js,d.ts}', { cwd: folder })) {
    const path = join(folder, file)
    writeFileSync(path, withPublishedImports(readFileSync(path, 'utf8'), file))
  }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(published(), undefined, 2)}\n`)
  cpSync(join(here, 'README.md'), join(folder, 'README.md'))
  cpSync(join(here, '../../LICENSE'), join(folder, 'LICENSE'))
}

/** `tsc` writes types with the names of their sources, and leaves the name of the workspace. */
function withPublishedImports(text: string, file: string): string {
  const toParts = relative(dirname(file), parts)
  const written = toParts.startsWith('.') ? toParts : `./${toParts}`
  return text
    .replace(/(from |import\()(['"])(\.{1,2}\/[^'"]+)\.ts\2/g, '$1$2$3.js$2')
    .replace(/(from |import\()(['"])@latchkey\/protocol\2/g, `$1$2${written}$2`)
}

interface Manifest {
  readonly exports: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
}

function published() {
  const { private: _, scripts: _scripts, ...manifest } = readManifest()
  const exports = Object.entries(manifest.exports).map(([entry, source]) => {
    const path = source.replace('./src/', './code/resource-kit/src/').replace(/\.ts$/, '')
    return [entry, { types: `${path}.d.ts`, default: `${path}.js` }] as const
  })
  const dependencies = Object.entries(manifest.dependencies).map(([name, version]) => [name, `^${version}`])
  return {
    ...manifest,
    exports: Object.fromEntries(exports),
    files: ['code'],
    dependencies: Object.fromEntries(dependencies),
  }
}

function readManifest(): Manifest & Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))
}
