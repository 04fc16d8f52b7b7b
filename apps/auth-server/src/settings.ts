import { BlockList, isIP } from 'node:net'
import { join } from 'node:path'
import { redirectUriProblem } from '@latchkey/protocol'
import { z } from 'zod'
import { type Brand, defaultBrand } from './pages/brand.ts'

// Every setting stands here once, as its name, what it may be and what it means; long because it is a table.

export interface HostAndPort {
  readonly host: string
  readonly port: number
}

/** Where clients show certificates, apart from where people are, whom nobody asks for one. */
export interface MtlsSettings {
  readonly port: number
  /** The issuer's origin with that port. */
  readonly issuer: string
  /** Whether this server listens there; else a proxy does, and forwards the certificates. */
  readonly isHere: boolean
}

export interface Settings {
  readonly port: number
  readonly host: string
  readonly logLevel: LogLevel
  /** An origin without path. */
  readonly issuer: string
  /** A folder: the databases of SQLite, the master key that was made by itself. */
  readonly dataFolder: string
  /** `postgresql://…`; absent: SQLite in the data folder. May hold a password: never to be logged. */
  readonly databaseUrl: string | undefined
  readonly masterKeyFile: string
  /** Only on an http issuer, which is for development. */
  readonly masterKeyMayBeCreated: boolean
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined
  readonly mtls: MtlsSettings | undefined
  readonly trustedCaFile: string | undefined
  /** Whether an address is a proxy of ours, whose forwarded headers count. */
  readonly isTrustedProxy: (address: string) => boolean
  /** The only private addresses that the server may call. */
  readonly outboundAllow: readonly HostAndPort[]
  readonly metricsPort: number | undefined
  readonly brand: Brand
  /** Host names at which a vendor's programs reach us. */
  readonly vendorHosts: Readonly<Record<'nest' | 'honeywell' | 'nibe' | 'gogox', readonly VendorHost[]>>
  /** The origin to which Nest's entry host sends its programs. */
  readonly nestRedirect: string | undefined
  /** How many requests a connection may send to a view of the device API, where it is not the usual. */
  readonly rates: RateSettings
  /** Seconds between two signs of life on a stream of events that has nothing to tell. */
  readonly streamKeepAliveSeconds: number
  /** Where a device maker's own backend knows the homes; absent: the device API beside us does. */
  readonly homesUrl: string | undefined
  /** Whether strangers may make an account: the console is of little use without. */
  readonly signUp: 'open' | 'closed'
  /** Whether programs may register themselves (RFC 7591); as with `signUp` unless it is set. */
  readonly registration: 'open' | 'closed'
  /** Whether demo accounts, homes and clients are made; those that are there are shown, unless it is `never`. */
  readonly demo: 'always' | 'when empty' | 'only shown' | 'never'
  /** Names that are set, and that nothing in this version uses yet. */
  readonly withoutEffect: readonly string[]
}

/** In small letters, without a dot at its end; without a port it counts on every one. */
export interface VendorHost {
  readonly name: string
  readonly port: number | undefined
}

export const ratedViews = ['v1', 'nest', 'honeywell', 'nibe', 'gogox', 'mcp'] as const

/** Requests at once, and the seconds after which as many may follow; `off`: as many as come. */
export type RateSettings = Readonly<
  Partial<
    Record<(typeof ratedViews)[number], { readonly requests: number; readonly seconds: number } | 'off'>
  >
>

/** Every problem is a sentence for the operator; the message holds them all, one a line. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/** A setting as a text that becomes a value, or else must be what `expected` says. */
function setting<T>(expected: string, parse: (text: string) => T | undefined) {
  const value = z.string().transform((text, context) => {
    const parsed = parse(text)
    if (parsed !== undefined) return parsed
    context.addIssue(expected)
    return z.NEVER
  })
  return value.optional()
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

const port = setting('a number from 1 to 65535', (text) => {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0
  return number >= 1 && number <= 65_535 ? number : undefined
})
const file = setting('the path of a file', (text) => (text.includes('\0') ? undefined : text))
const hostNames = setting(
  'host names with commas between them, as home.example.com,api.example.com',
  (text) => listOf(text, parseHostName),
)

const environment = z.object({
  PORT: port,
  HOST: setting('an address or host name to listen on, as 127.0.0.1 or ::', (text) =>
    /^[\w.:%-]+$/.test(text) ? text : undefined,
  ),
  DATABASE_URL: setting('the address of a PostgreSQL database, as postgresql://user@host/database', (text) =>
    /^postgres(ql)?:\/\/\S+$/.test(text) ? text : undefined,
  ),
  LOG_LEVEL: oneOf(logLevels),
  LATCHKEY_ISSUER: setting(
    'an origin without path, as https://id.example.com (http is for localhost and private networks only)',
    parseIssuer,
  ),
  LATCHKEY_DATA: file,
  LATCHKEY_MASTER_KEY_FILE: file,
  LATCHKEY_TLS_CERT_FILE: file,
  LATCHKEY_TLS_KEY_FILE: file,
  LATCHKEY_MTLS_PORT: port,
  LATCHKEY_TRUSTED_CA: file,
  LATCHKEY_TRUSTED_PROXIES: setting(
    'addresses or networks with commas between them, as 10.0.0.0/8,::1',
    parseNetworks,
  ),
  LATCHKEY_OUTBOUND_ALLOW: setting('host:port pairs with commas between them, as hub.local:8443', (text) =>
    listOf(text, parseHostAndPort),
  ),
  LATCHKEY_METRICS_PORT: port,
  LATCHKEY_BRAND_NAME: setting('a name of 1 to 60 characters', (text) =>
    text.length <= 60 && !/\p{Cc}/u.test(text) ? text : undefined,
  ),
  LATCHKEY_BRAND_LOGO: setting('an https address, or a path on this server that begins with /', (text) =>
    /^\/(?!\/)\S*$/.test(text) || (text.startsWith('https://') && URL.canParse(text)) ? text : undefined,
  ),
  LATCHKEY_BRAND_COLOR: setting('a colour as #rgb or #rrggbb', (text) =>
    /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(text) ? text : undefined,
  ),
  LATCHKEY_HOSTS_NEST: hostNames,
  LATCHKEY_HOSTS_HONEYWELL: hostNames,
  LATCHKEY_HOSTS_NIBE: hostNames,
  LATCHKEY_HOSTS_GOGOX: hostNames,
  LATCHKEY_NEST_REDIRECT: setting('an origin without path, as https://devices.example.com:9553', parseOrigin),
  LATCHKEY_RATES: setting(
    `limits as v1=1200/60,nibe=60/240 (requests per seconds) or nest=off, of ${ratedViews.join(', ')}`,
    parseRates,
  ),
  LATCHKEY_STREAM_KEEP_ALIVE: setting('seconds from 1 to 300', (text) =>
    /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 300 ? Number(text) : undefined,
  ),
  LATCHKEY_HOMES_URL: setting('an https address (or http, on this machine) without query', parseBaseUrl),
  LATCHKEY_SIGN_UP: oneOf(['open', 'closed']),
  LATCHKEY_REGISTRATION: oneOf(['open', 'closed']),
  LATCHKEY_DEMO: oneOf(['0', '1']),
})

type Environment = z.output<typeof environment>

/** Checked, but no room of this version uses them: `start` says so when one is set. */
export const settingsNotUsedYet: readonly (keyof Environment)[] = ['LATCHKEY_METRICS_PORT']

/** Values that are not repeated in an error: they may hold a password. */
const secret: readonly string[] = ['DATABASE_URL']

/** The settings of section "Settings" in docs/operating.md. Throws `SettingsError`; an empty value counts as not set. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const parsed = environment.safeParse(given)
  const problems = [
    ...unknownNames(given),
    ...(parsed.error?.issues ?? []).map((issue) => wrong(issue, given)),
  ]
  if (parsed.data === undefined) throw new SettingsError(problems)
  const settings = settingsFrom(parsed.data)
  problems.push(...contradictions(settings, parsed.data))
  if (problems.length > 0) throw new SettingsError(problems)
  return settings
}

function unknownNames(given: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(given)
    .filter((name) => name.startsWith('LATCHKEY_') && !(name in environment.shape))
    .map((name) => `${name} is not a setting. docs/operating.md lists them all.`)
}

function wrong(issue: z.core.$ZodIssue, given: Readonly<Record<string, unknown>>): string {
  const name = String(issue.path[0])
  const value = secret.includes(name) ? '' : ` is ${JSON.stringify(given[name])}, but it`
  return `${name}${value} must be ${issue.message}.`
}

function settingsFrom(env: Environment): Settings {
  const { LATCHKEY_TLS_CERT_FILE: certFile, LATCHKEY_TLS_KEY_FILE: keyFile } = env
  const tls = certFile !== undefined && keyFile !== undefined ? { certFile, keyFile } : undefined
  const serverPort = env.PORT ?? 8080
  const issuer = env.LATCHKEY_ISSUER ?? new URL(`${tls ? 'https' : 'http'}://localhost:${serverPort}`).origin
  const dataFolder = env.LATCHKEY_DATA ?? './data'
  return {
    port: serverPort,
    host: env.HOST ?? '127.0.0.1',
    logLevel: env.LOG_LEVEL ?? 'info',
    issuer,
    dataFolder,
    databaseUrl: env.DATABASE_URL,
    masterKeyFile: env.LATCHKEY_MASTER_KEY_FILE ?? join(dataFolder, 'master.key'),
    masterKeyMayBeCreated: issuer.startsWith('http:'),
    tls,
    mtls: mtlsFrom(env.LATCHKEY_MTLS_PORT, issuer, tls !== undefined),
    trustedCaFile: env.LATCHKEY_TRUSTED_CA,
    isTrustedProxy: env.LATCHKEY_TRUSTED_PROXIES ?? (() => false),
    outboundAllow: env.LATCHKEY_OUTBOUND_ALLOW ?? [],
    metricsPort: env.LATCHKEY_METRICS_PORT,
    brand: brandFrom(env),
    vendorHosts: vendorHostsFrom(env),
    nestRedirect: env.LATCHKEY_NEST_REDIRECT,
    rates: env.LATCHKEY_RATES ?? {},
    streamKeepAliveSeconds: env.LATCHKEY_STREAM_KEEP_ALIVE ?? 30,
    homesUrl: env.LATCHKEY_HOMES_URL,
    signUp: env.LATCHKEY_SIGN_UP ?? 'open',
    registration: env.LATCHKEY_REGISTRATION ?? env.LATCHKEY_SIGN_UP ?? 'open',
    demo: demoFrom(env, issuer),
    withoutEffect: settingsNotUsedYet.filter((name) => env[name] !== undefined),
  }
}

function mtlsFrom(mtlsPort: number | undefined, issuer: string, isHere: boolean): MtlsSettings | undefined {
  if (mtlsPort === undefined) return undefined
  return { port: mtlsPort, issuer: new URL(`https://${new URL(issuer).hostname}:${mtlsPort}`).origin, isHere }
}

function brandFrom(env: Environment): Brand {
  const { LATCHKEY_BRAND_NAME: name, LATCHKEY_BRAND_LOGO: logoUrl, LATCHKEY_BRAND_COLOR: color } = env
  return { name: name ?? defaultBrand.name, ...(logoUrl && { logoUrl }), ...(color && { color }) }
}

function vendorHostsFrom(env: Environment): Settings['vendorHosts'] {
  return {
    nest: env.LATCHKEY_HOSTS_NEST ?? [],
    honeywell: env.LATCHKEY_HOSTS_HONEYWELL ?? [],
    nibe: env.LATCHKEY_HOSTS_NIBE ?? [],
    gogox: env.LATCHKEY_HOSTS_GOGOX ?? [],
  }
}

function demoFrom(env: Environment, issuer: string): Settings['demo'] {
  if (env.LATCHKEY_DEMO !== undefined) return env.LATCHKEY_DEMO === '1' ? 'always' : 'never'
  const isLocal = issuer.startsWith('http:') && new URL(issuer).hostname === 'localhost'
  return isLocal && env.DATABASE_URL === undefined ? 'when empty' : 'only shown'
}

/** What each setting allows by itself, and the others do not. */
function contradictions(settings: Settings, env: Environment): string[] {
  const problems: string[] = []
  if ((env.LATCHKEY_TLS_CERT_FILE === undefined) !== (env.LATCHKEY_TLS_KEY_FILE === undefined))
    problems.push('LATCHKEY_TLS_CERT_FILE and LATCHKEY_TLS_KEY_FILE must be set together.')
  if (settings.tls !== undefined && settings.issuer.startsWith('http:'))
    problems.push('LATCHKEY_ISSUER must begin with https:// when TLS files are set.')
  problems.push(...mtlsContradictions(settings, env), ...hostContradictions(settings))
  if (settings.issuer.startsWith('https:') && env.LATCHKEY_MASTER_KEY_FILE === undefined)
    problems.push(
      'LATCHKEY_MASTER_KEY_FILE must be set on an https issuer. Make the file with: npm run latchkey -- keys master FILE',
    )
  return problems
}

function mtlsContradictions({ mtls, issuer, port: mainPort }: Settings, env: Environment): string[] {
  if (mtls === undefined) return []
  if (issuer.startsWith('http:')) return ['LATCHKEY_MTLS_PORT needs an https issuer.']
  if (!mtls.isHere && env.LATCHKEY_TRUSTED_PROXIES === undefined)
    return [
      'LATCHKEY_MTLS_PORT needs LATCHKEY_TLS_CERT_FILE and LATCHKEY_TLS_KEY_FILE, or a proxy that asks for certificates ' +
        'and stands in LATCHKEY_TRUSTED_PROXIES.',
    ]
  if (mtls.issuer === issuer) return ["LATCHKEY_MTLS_PORT must be another port than the issuer's."]
  return mtls.isHere && mtls.port === mainPort ? ['LATCHKEY_MTLS_PORT must be another port than PORT.'] : []
}

/** A host is the issuer's or one vendor's; the redirect's is Nest's. */
function hostContradictions({ issuer, vendorHosts, nestRedirect }: Settings): string[] {
  const bound = Object.entries(vendorHosts).flatMap(([vendor, hosts]) =>
    hosts.map((host) => ({ ...host, setting: `LATCHKEY_HOSTS_${vendor.toUpperCase()}` })),
  )
  const isHost = (origin: string, { name, port }: VendorHost) =>
    name === new URL(origin).hostname && (port === undefined || port === portOf(origin))
  const problems = bound
    .filter((host) => isHost(issuer, host))
    .map(({ setting }) => `${setting} must not name the host of LATCHKEY_ISSUER.`)
  for (const [at, { name, port, setting }] of bound.entries()) {
    const before = bound.slice(0, at).find((other) => other.name === name && other.port === port)
    if (before !== undefined)
      problems.push(`${setting} names ${name}, which ${before.setting} names already.`)
  }
  if (nestRedirect === undefined) return problems
  if (vendorHosts.nest.length === 0)
    problems.push(
      'LATCHKEY_NEST_REDIRECT needs LATCHKEY_HOSTS_NEST: the hosts from which programs are sent on.',
    )
  const others = bound.filter(({ setting }) => setting !== 'LATCHKEY_HOSTS_NEST')
  if (nestRedirect === issuer || others.some((host) => isHost(nestRedirect, host)))
    problems.push("LATCHKEY_NEST_REDIRECT must be neither the issuer's origin nor another vendor's host.")
  return problems
}

function portOf(origin: string): number {
  const { port, protocol } = new URL(origin)
  return Number(port) || (protocol === 'https:' ? 443 : 80)
}

function oneOf<const T extends string>(values: readonly T[]) {
  return setting(`one of ${values.join(', ')}`, (text) => values.find((value) => value === text))
}

function listOf<T>(text: string, parse: (item: string) => T | undefined): readonly T[] | undefined {
  const items = text.split(',').map((item) => parse(item.trim()))
  return items.some((item) => item === undefined) ? undefined : items.filter((item) => item !== undefined)
}

function parseOrigin(text: string): string | undefined {
  const url = /^https?:\/\/[^/?#@\s]+\/?$/i.test(text) && URL.canParse(text) ? new URL(text) : undefined
  return url?.origin
}

/** RFC 8414 §2 asks for https; http is for development, where nobody can listen in between. */
function parseIssuer(text: string): string | undefined {
  const origin = parseOrigin(text)
  return origin !== undefined && redirectUriProblem(origin) === undefined ? origin : undefined
}

/** No trailing slash: paths are put behind it. */
function parseBaseUrl(text: string): string | undefined {
  const url = /^https?:\/\/[^?#@\s]+$/i.test(text) && URL.canParse(text) ? new URL(text) : undefined
  const isSafe = url !== undefined && redirectUriProblem(url.origin) === undefined
  return isSafe ? url.href.replace(/\/+$/, '') : undefined
}

function parseRates(text: string): RateSettings | undefined {
  const rates = listOf(text, parseRate)
  const isOnce = rates !== undefined && new Set(rates.map(([view]) => view)).size === rates.length
  return isOnce ? Object.fromEntries(rates) : undefined
}

function parseRate(text: string) {
  const [, name, requests, seconds] = /^([a-z0-9]+)=(?:off|(\d{1,7})\/(\d{1,5}))$/.exec(text) ?? []
  const view = ratedViews.find((one) => one === name)
  if (view === undefined) return undefined
  if (requests === undefined) return [view, 'off'] as const
  const rate = { requests: Number(requests), seconds: Number(seconds) }
  return rate.requests > 0 && rate.seconds > 0 ? ([view, rate] as const) : undefined
}

function parseHostName(text: string): VendorHost | undefined {
  const [, name, digits] = /^((?:[a-z0-9-]+\.)*[a-z0-9-]+)\.?(?::(\d{1,5}))?$/i.exec(text) ?? []
  if (name === undefined || Number(digits ?? 0) > 65_535) return undefined
  return { name: name.toLowerCase(), port: digits === undefined ? undefined : Number(digits) }
}

function parseHostAndPort(text: string): HostAndPort | undefined {
  const [, host, digits] = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+):(\d{1,5})$/i.exec(text) ?? []
  return host === undefined || Number(digits) > 65_535 ? undefined : { host, port: Number(digits) }
}

function parseNetworks(text: string): ((address: string) => boolean) | undefined {
  const networks = listOf(text, parseNetwork)
  if (networks === undefined) return undefined
  const list = new BlockList()
  for (const { address, bits, family } of networks) list.addSubnet(address, bits, family)
  return (peer) => {
    // A socket that listens on both families writes IPv4 peers as ::ffff:10.0.0.1.
    const plain = peer.replace(/^::ffff:(?=\d+\.)/i, '')
    return isIP(plain) !== 0 && list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4')
  }
}

function parseNetwork(text: string) {
  const [, address = '', digits] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? []
  const family = isIP(address)
  const most = family === 6 ? 128 : 32
  const bits = digits === undefined ? most : Number(digits)
  if (family === 0 || bits > most) return undefined
  return { address, bits, family: family === 6 ? 'ipv6' : 'ipv4' } as const
}
