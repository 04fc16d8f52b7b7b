import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Brand } from './brand.ts'
import { brandAccent, styleSheet } from './style.ts'

interface Asset {
  readonly name: string
  /** The path carries a hash of the body, so a browser may keep it for ever. */
  readonly path: string
  readonly type: string
  readonly body: string
}

/** The modules that pages may load; each is `scripts/NAME.browser.mjs`. */
export const scriptNames = ['copy'] as const
export type ScriptName = (typeof scriptNames)[number]

/** What pages of one brand load. */
export interface Assets {
  readonly style: Asset
  readonly icon: Asset
  readonly script: Readonly<Record<ScriptName, Asset>>
}

// A brand lives as long as the process; its files are computed once.
const known = new WeakMap<Brand, Assets>()

export function assetsOf(brand: Brand): Assets {
  const made = known.get(brand) ?? makeAssets(brand)
  known.set(brand, made)
  return made
}

/** Answers `/assets/…`; undefined for a path that names no asset. */
export function assetResponse(brand: Brand, path: string): Response | undefined {
  const { style, icon, script } = assetsOf(brand)
  const asset = [style, icon, ...Object.values(script)].find(({ name }) =>
    path.startsWith(`/assets/${name}-`),
  )
  if (asset === undefined) return undefined
  // During an update another process may have written the page: it gets this version, once.
  const lives = asset.path === path ? 'public, max-age=31536000, immutable' : 'no-cache'
  return new Response(asset.body, {
    headers: { ...assetHeaders, 'content-type': asset.type, 'cache-control': lives },
  })
}

const assetHeaders = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

function makeAssets(brand: Brand): Assets {
  const scripts = scriptNames.map((name) => [name, scriptAsset(name)] as const)
  return {
    style: asset('style', 'css', 'text/css; charset=utf-8', styleSheet(brand)),
    icon: asset('icon', 'svg', 'image/svg+xml', iconSvg(brand)),
    script: Object.fromEntries(scripts) as Record<ScriptName, Asset>,
  }
}

function scriptAsset(name: ScriptName): Asset {
  const source = readFileSync(new URL(`./scripts/${name}.browser.mjs`, import.meta.url), 'utf8')
  return asset(`script-${name}`, 'js', 'text/javascript; charset=utf-8', source)
}

function asset(name: string, extension: string, type: string, body: string): Asset {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 16)
  return { name, path: `/assets/${name}-${hash}.${extension}`, type, body }
}

function iconSvg(brand: Brand): string {
  const { fill, onFill } = brandAccent(brand)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="16" fill="${fill}"/>
<path fill="${onFill}" d="M32 10 54 28.5v3.3h-4.4V50a4 4 0 0 1-4 4H18.4a4 4 0 0 1-4-4V31.8H10v-3.3z"/>
<path fill="${fill}" d="M32 28.5a6 6 0 0 1 3.2 11.08L37 47.5H27l1.800-7.920A6 6 0 0 1 32 28.5z"/></svg>`
}
