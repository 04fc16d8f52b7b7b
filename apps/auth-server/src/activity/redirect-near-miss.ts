import { withoutSecrets } from './without-secrets.ts'

type Differ = (given: URL, registered: URL) => boolean

/** In what two URIs may differ while people take them for the same. */
const differences: readonly (readonly [words: string, differ: Differ])[] = [
  ['http or https', (given, registered) => given.protocol !== registered.protocol],
  [
    '“www.” before the host',
    (given, registered) => given.hostname !== registered.hostname && sameSite(given, registered),
  ],
  ['localhost, which is not 127.0.0.1 here', areBothThisDevice],
  ['the port', (given, registered) => given.port !== registered.port],
  ['a slash at the end', (given, registered) => endsInSlash(given) !== endsInSlash(registered)],
  ['capital letters in the path', (given, registered) => path(given) !== path(registered)],
  ['percent-encoding', (given, registered) => lower(given) !== lower(registered)],
  ['the query', (given, registered) => given.search !== registered.search],
  ['the fragment', (given, registered) => given.hash !== registered.hash],
]

/** The registered URI that was probably meant, and in what the given one differs from it. */
export interface NearMiss {
  readonly registered: string
  readonly differences: readonly string[]
}

/** The nearest of the registered URIs; none when host or path are simply others. */
export function redirectNearMiss(given: string, registered: readonly string[]): NearMiss | undefined {
  const found = registered.flatMap((uri) => missOf(given, withoutSecrets(uri)) ?? [])
  return found.toSorted((one, other) => one.differences.length - other.differences.length)[0]
}

function missOf(given: string, registered: string): NearMiss | undefined {
  if (given === registered) return undefined
  if (given.trim() === registered) return { registered, differences: ['a blank at an end'] }
  if (!URL.canParse(given) || !URL.canParse(registered)) return undefined
  const [one, other] = [new URL(given), new URL(registered)]
  if (!isNear(one, other)) return undefined
  const found = differences.filter(([, differ]) => differ(one, other)).map(([words]) => words)
  // The same address in other letters, but what is registered is compared letter by letter.
  return {
    registered,
    differences: found.length > 0 ? found : ['capital letters, or another spelling of the same'],
  }
}

function isNear(one: URL, other: URL): boolean {
  const isScheme = one.protocol === other.protocol || (isWeb(one) && isWeb(other))
  const isHost = sameSite(one, other) || areBothThisDevice(one, other)
  return isScheme && isHost && path(one).toLowerCase() === path(other).toLowerCase()
}

function isWeb({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:'
}

function sameSite(one: URL, other: URL): boolean {
  return one.hostname.replace(/^www\./, '') === other.hostname.replace(/^www\./, '')
}

function areBothThisDevice(one: URL, other: URL): boolean {
  const names = ['localhost', '127.0.0.1', '[::1]']
  return one.hostname !== other.hostname && names.includes(one.hostname) && names.includes(other.hostname)
}

function endsInSlash({ pathname }: URL): boolean {
  return pathname.endsWith('/')
}

function lower({ pathname }: URL): string {
  return pathname.replace(/\/+$/, '').toLowerCase()
}

function path({ pathname }: URL): string {
  try {
    return decodeURIComponent(pathname).replace(/\/+$/, '')
  } catch {
    return pathname.replace(/\/+$/, '')
  }
}
