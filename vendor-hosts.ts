import type { HttpBindings } from '@hono/node-server'
import { viewOf } from '@latchkey/device-api'
import { dialects } from '@latchkey/dialects'
import { type Context, Hono } from 'hono'
import type { Settings } from './apps/auth-server/src/settings.ts'
import { type AskedHost, askedHost } from './asked-host.ts'
import type { Fetch } from './request-listener.ts'

// Programs that know only a vendor's host name reach us through DNS or a hosts file. On such a host there is the vendor's API and
// its token service, and nothing else: pages, cookies and sign-in live at the issuer.

type VendorName = keyof Settings['vendorHosts']

/** What of its connection a request brings along, and, on a vendor's host, whose that is. */
interface Bindings extends HttpBindings {
  readonly vendor?: VendorName
}

/** Where the root belongs to the vendor's API, too: at Nest it is the root of the tree. */
const rootPaths: Readonly<Record<VendorName, readonly string[]>> = {
  nest: ['/', '/.json'],
  honeywell: [],
  nibe: [],
  gogox: [],
}

/** Whether a request came to a host on which `/` is an API's. */
export function hasApiAtRoot(c: Context): boolean {
  const { vendor }: Partial<Bindings> = c.env ?? {}
  return vendor !== undefined && rootPaths[vendor].length > 0
}

export interface VendorHostSettings
  extends Pick<Settings, 'issuer' | 'vendorHosts' | 'nestRedirect' | 'isTrustedProxy'> {
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** A host that was bound; without a port it counts on every one. */
interface BoundHost {
  readonly port: number | undefined
  readonly vendor: VendorName
  readonly answer: Fetch
}

/** `everything`, but on the hosts of vendors only what is theirs. Where no host is set, `everything` itself. */
export function dispatchByHost(everything: Fetch, settings: VendorHostSettings): Fetch {
  const hosts = bindHosts(everything, settings)
  if (hosts.size === 0) return everything
  return (request, bindings) => {
    const asked = askedHost(bindings.incoming, settings.isTrustedProxy)
    const bound = asked && findHost(hosts.get(asked.name), asked)
    if (bound === undefined) return everything(request, bindings)
    const own: Bindings = { ...bindings, vendor: bound.vendor }
    return bound.answer(request, own)
  }
}

/** A host that was bound with this port comes before one that was bound with none. */
function findHost(hosts: readonly BoundHost[] = [], { port }: AskedHost): BoundHost | undefined {
  return hosts.find((host) => host.port === port) ?? hosts.find((host) => host.port === undefined)
}

function bindHosts(
  everything: Fetch,
  settings: VendorHostSettings,
): ReadonlyMap<string, readonly BoundHost[]> {
  const { issuer, vendorHosts, nestRedirect, now } = settings
  const hosts = new Map<string, BoundHost[]>()
  const bind = (name: string, host: BoundHost) => hosts.set(name, [...(hosts.get(name) ?? []), host])
  const redirects: Readonly<Partial<Record<VendorName, string | undefined>>> = { nest: nestRedirect }
  for (const vendor of Object.keys(vendorHosts) as readonly VendorName[]) {
    const redirect = redirects[vendor]
    const answer = vendorHost(vendor, everything, { issuer, redirect, now })
    for (const { name, port } of vendorHosts[vendor]) bind(name, { port, vendor, answer })
    if (redirect === undefined) continue
    // Where the entry host sends programs, the tree is served itself, also when that is bound among Nest's hosts: sent on to
    // itself, a program would go round for ever.
    const target = new URL(redirect)
    const port = Number(target.port) || (target.protocol === 'https:' ? 443 : 80)
    const tree = { port, vendor, answer: vendorHost(vendor, everything, { issuer, now }) }
    hosts.set(target.hostname, [tree, ...(hosts.get(target.hostname) ?? [])])
  }
  return hosts
}

interface HostRules {
  readonly issuer: string
  readonly now: () => number
  /** An origin to which every call of the API is sent. */
  readonly redirect?: string | undefined
}

/** All that answers on one vendor's hosts. */
function vendorHost(vendor: VendorName, everything: Fetch, { issuer, redirect, now }: HostRules): Fetch {
  const { paths } = dialects[vendor]
  const view = viewOf(vendor)
  const app = new Hono<{ Bindings: Bindings }>()
  const pass = (c: Context<{ Bindings: Bindings }>) => everything(c.req.raw, c.env)
  for (const path of paths.authorize)
    app.all(path, (c) => sendOn(issuer, c, c.req.raw.method === 'POST' ? 307 : 302))
  for (const path of [...paths.token, ...paths.deauthorize]) app.all(path, pass)
  if (redirect === undefined) {
    for (const path of [...view.paths, ...rootPaths[vendor]]) app.all(path, pass)
    app.notFound(() => view.unknownAddress(now()))
  } else app.notFound((c) => sendOn(redirect, c, 307))
  return app.fetch
}

/** The same path and query at another origin, which is always a configured one: whatever the path is, it cannot be left. */
function sendOn(origin: string, c: Context, status: 302 | 307): Response {
  const { pathname, search } = new URL(c.req.url)
  const headers = { Location: origin + pathname + search, 'Cache-Control': 'no-store' }
  return new Response(null, { status, headers: { ...headers, 'Access-Control-Allow-Origin': '*' } })
}
