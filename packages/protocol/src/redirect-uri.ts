/**
 * RFC 9700 §2.1: redirect URIs are compared by exact string matching; only the port of a loopback address may differ
 * (RFC 8252 §7.3). No pattern, no normalisation.
 */
export function redirectUriMatches(registered: string, given: string): boolean {
  if (registered === given) return true
  const portless = withoutLoopbackPort(registered)
  return portless !== undefined && portless === withoutLoopbackPort(given)
}

const loopback = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::(\d{1,5}))?((?:[/?].*)?)$/s

function withoutLoopbackPort(uri: string): string | undefined {
  const [, origin, port = '0', rest] = loopback.exec(uri) ?? []
  return origin === undefined || Number(port) > 65_535 ? undefined : `${origin}${rest}`
}

/** Response parameters that a redirect URI may not carry itself: the answer would hold them twice. */
const reserved = [
  'code',
  'state',
  'iss',
  'error',
  'error_description',
  'error_uri',
  'scope',
  'id_token',
  'access_token',
  'response',
]

const dangerousSchemes = [
  'javascript:',
  'data:',
  'vbscript:',
  'file:',
  'blob:',
  'about:',
  'filesystem:',
  'view-source:',
  'ws:',
  'wss:',
  'ftp:',
]

/**
 * Why this may not be registered as a redirect URI, in a sentence, or `undefined` when it may. https anywhere, http on
 * loopback and in private networks by name (`.local`, `localhost`, bare addresses of private ranges), and private-use
 * schemes with a dot in them (RFC 8252 §7.1).
 */
export function redirectUriProblem(uri: string): string | undefined {
  if (uri.length > 2_000) return 'it is longer than 2000 characters'
  if (/[^\x21-\x7e]/.test(uri) || /[\\"<>^`{|}*]/.test(uri)) {
    return 'it holds a space, a wildcard or a character that is not allowed in a URI'
  }
  // `https:host` has a host for a parser that stands alone, and is a path for a browser that comes from an https page.
  const isWhole = !/^https?:(?!\/\/[^/])/i.test(uri)
  const url = isWhole && URL.canParse(uri) ? new URL(uri) : undefined
  if (url === undefined) return 'it is not an absolute URI'
  return schemeProblem(url) ?? partsProblem(uri, url)
}

function schemeProblem(url: URL): string | undefined {
  if (dangerousSchemes.includes(url.protocol)) return `the scheme ${url.protocol} is dangerous`
  if (url.protocol === 'https:') return undefined
  if (url.protocol === 'http:') {
    return isNearby(url.hostname)
      ? undefined
      : 'http is allowed only for this device and the home network; use https'
  }
  return url.protocol.includes('.')
    ? undefined
    : 'a private scheme must be a reversed domain name, as com.example.app'
}

function partsProblem(uri: string, url: URL): string | undefined {
  if (uri.includes('#')) return 'it has a fragment (#)'
  if (url.username !== '' || url.password !== '') return 'it has a user name or password'
  const taken = [...url.searchParams.keys()].find((name) => reserved.includes(name))
  return taken === undefined ? undefined : `its query has the parameter ${taken}, which the answer uses`
}

const privateHost =
  /^(localhost|.+\.localhost|.+\.local|.+\.lan|.+\.home\.arpa|127\.\d+\.\d+\.\d+|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(1[6-9]|2\d|3[01])\.\d+\.\d+|\[::1\]|\[f[cd][0-9a-f:]+\])$/

function isNearby(hostname: string): boolean {
  return privateHost.test(hostname)
}

/** A loopback address or a private-use scheme: an app on the person's own device, whose name nobody vouches for. */
export function isOnDevice(uri: string): boolean {
  const url = new URL(uri)
  if (url.protocol === 'https:') return false
  return url.protocol !== 'http:' || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)
}
