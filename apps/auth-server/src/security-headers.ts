import { logoOrigin } from './pages/brand.ts'

export interface PageHeadersView {
  /** The configured issuer, an origin. */
  readonly issuer: string
  readonly logoUrl?: string | undefined
  /** What the forms of this page may lead to besides this server: `formActionFor(returnUri)`. */
  readonly formAction?: readonly string[]
  /** Whether the page loads modules of ours; no other script ever runs. */
  readonly hasScripts?: boolean
  /** What the frames of this page may show: `frameSourceOf(address)`. */
  readonly frames?: readonly string[]
}

/**
 * The headers of every page. No Cross-Origin-Opener-Policy: apps open the journey in a popup and wait in their
 * callback page for `window.opener`, which any value of that header would cut for good.
 */
export function pageHeaders({
  issuer,
  logoUrl,
  formAction = [],
  hasScripts = false,
  frames = [],
}: PageHeadersView): Record<string, string> {
  return {
    'cache-control': 'no-store',
    'content-security-policy': contentSecurityPolicy(logoOrigin(logoUrl), { formAction, hasScripts, frames }),
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    // Under `no-referrer` browsers send `Origin: null` with forms, and the Origin check would refuse them.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(issuer.startsWith('https:') ? { 'strict-transport-security': 'max-age=63072000' } : {}),
  }
}

function contentSecurityPolicy(
  logo: string | undefined,
  { formAction, hasScripts, frames }: Required<Pick<PageHeadersView, 'formAction' | 'hasScripts' | 'frames'>>,
): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    ...(hasScripts ? ["script-src 'self'"] : []),
    ['img-src', "'self'", 'data:', ...(logo === undefined ? [] : [logo])].join(' '),
    ...(frames.length === 0 ? [] : [['frame-src', ...new Set(frames)].join(' ')]),
    "frame-ancestors 'none'",
    "base-uri 'none'",
    ['form-action', "'self'", ...formAction].join(' '),
  ].join('; ')
}

/**
 * The sources that a form needs in order to end at this return address. Browsers check the whole redirect chain
 * after a form, so an https address gets `https:` too, because the client may redirect further. Never the raw
 * address: a path or a host with a semicolon in it would write directives of its own.
 */
export function formActionFor(returnUri: string): readonly string[] {
  if (!URL.canParse(returnUri)) return []
  const { protocol } = new URL(returnUri)
  if (protocol !== 'https:' && protocol !== 'http:') return [protocol]
  const source = frameSourceOf(returnUri)
  return [...new Set(protocol === 'https:' ? [source, 'https:'] : [source])]
}

/** The origin of an http or https address as a source; where CSP has no syntax for the host (IPv6), the scheme. */
export function frameSourceOf(address: string): string {
  const { protocol, host, origin } = new URL(address)
  return /^[a-z0-9._-]+(:\d+)?$/.test(host) ? origin : protocol
}
