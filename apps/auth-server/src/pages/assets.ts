import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Brand } from './brand.ts'
import { acceptsGzip } from './compressed-response.ts'
import { brandAccent, styleSheet } from './style.ts'

interface Asset {
  readonly name: string
  /** The path carries a hash of the body, so a browser may keep it for ever. */
  readonly path: string
  readonly type: string
  readonly body: string
  /** The body in fewer bytes; made when it is first asked for. */
  readonly compressed: () => Uint8Array<ArrayBuffer>
}

/** The modules that pages may load; each is `scripts/NAME.browser.mjs`. */
export const scriptNames = ['copy', 'fill-secret', 'activity-chart', 'form-post', 'go-on'] as const
export type ScriptName = (typeof scriptNames)[number]

/** Files of npm packages that pages may load; each script defines a global. */
const libraryFiles = {
  uplot: { script: 'uplot/dist/uPlot.iife.min.js', style: 'uplot/dist/uPlot.min.css' },
} as const
export type LibraryName = keyof typeof libraryFiles

export interface Library {
  readonly script: Asset
  readonly style: Asset
}

/** What pages of one brand load. */
export interface Assets {
  readonly style: Asset
  readonly icon: Asset
  readonly script: Readonly<Record<ScriptName, Asset>>
  /** Read from its package when a page first names it. */
  readonly library: (name: LibraryName) => Library
}

// A brand lives as long as the process; its files are made once, when its first page is.
const known = new WeakMap<Brand, Assets>()

export function assetsOf(brand: Brand): Assets {
  const made = known.get(brand) ?? makeAssets(brand)
  known.set(brand, made)
  return made
}

/**
 * Answers `/assets/…`; undefined for a path that names no asset. Assets are compressed because they are the same for
 * everybody; of pages only those for which `PageAnswer.isCompressible` holds.
 */
export function assetResponse(brand: Brand, path: string, acceptEncoding?: string): Response | undefined {
  const asset = namedAsset(brand, path)
  if (asset === undefined) return undefined
  // During an update another process may have written the page: it gets this version, once.
  const lives = asset.path === path ? 'public, max-age=31536000, immutable' : 'no-cache'
  const headers = { ...assetHeaders, 'content-type': asset.type, 'cache-control': lives }
  if (!acceptsGzip(acceptEncoding)) return new Response(asset.body, { headers })
  return new Response(asset.compressed(), { headers: { ...headers, 'content-encoding': 'gzip' } })
}

function namedAsset(brand: Brand, path: string): Asset | undefined {
  const { style, icon, script, library } = assetsOf(brand)
  const asked = /^\/assets\/([a-z-]+)-[0-9a-f]*\.[a-z]+$/.exec(path)?.[1]
  const isAsked = ({ name }: { readonly name: string }) => name === asked
  const own = [style, icon, ...Object.values(script)].find(isAsked)
  if (own !== undefined || asked === undefined) return own
  const name = libraryNames.find((one) => asked.startsWith(`library-${one}-`))
  return name && Object.values(library(name)).find(isAsked)
}

const assetHeaders = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  vary: 'accept-encoding',
}

const javascript = 'text/javascript; charset=utf-8'
const css = 'text/css; charset=utf-8'
const libraryNames = Object.keys(libraryFiles) as readonly LibraryName[]

function makeAssets(brand: Brand): Assets {
  const scripts = scriptNames.map((name) => [name, scriptAsset(name)] as const)
  return {
    style: asset('style', 'css', css, styleSheet(brand)),
    icon: asset('icon', 'svg', 'image/svg+xml', iconSvg(brand)),
    script: Object.fromEntries(scripts) as Record<ScriptName, Asset>,
    library: readLibrary,
  }
}

function scriptAsset(name: ScriptName): Asset {
  return asset(
    `script-${name}`,
    'js',
    javascript,
    read(new URL(`./scripts/${name}.browser.mjs`, import.meta.url)),
  )
}

/** The same for every brand, so they are read once for all. */
const librariesRead = new Map<LibraryName, Library>()

function readLibrary(name: LibraryName): Library {
  const files = libraryFiles[name]
  const library = librariesRead.get(name) ?? {
    script: asset(`library-${name}-script`, 'js', javascript, read(packaged(files.script))),
    style: asset(`library-${name}-style`, 'css', css, read(packaged(files.style))),
  }
  librariesRead.set(name, library)
  return library
}

function packaged(file: string): URL {
  return new URL(import.meta.resolve(file))
}

function read(file: URL): string {
  return readFileSync(file, 'utf8')
}

function asset(name: string, extension: string, type: string, body: string): Asset {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 16)
  let bytes: Uint8Array<ArrayBuffer> | undefined
  const compressed = () => {
    bytes ??= new Uint8Array(gzipSync(body, { level: 9 }))
    return bytes
  }
  return { name, path: `/assets/${name}-${hash}.${extension}`, type, body, compressed }
}

function iconSvg(brand: Brand): string {
  const { fill, onFill } = brandAccent(brand)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="16" fill="${fill}"/>
<path fill="${onFill}" d="M32 10 54 28.5v3.3h-4.4V50a4 4 0 0 1-4 4H18.4a4 4 0 0 1-4-4V31.8H10v-3.3z"/>
<path fill="${fill}" d="M32 28.5a6 6 0 0 1 3.2 11.08L37 47.5H27l1.800-7.920A6 6 0 0 1 32 28.5z"/></svg>`
}
