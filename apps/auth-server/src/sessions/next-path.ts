const sites = /^\/(?:home|console|operator|docs|oauth2\/authorize|oauth\/authorize|login\/oauth2)(?:[/?]|$)/
const longest = 14_000

/**
 * Where a person goes on after signing in: a path of a page of ours, or of an authorization request in progress. Anything
 * else, above all another host, is nothing: an open redirect would lend our name to whoever writes the link (RFC 9700 §4.11).
 */
export function nextPath(text: string | undefined): string | undefined {
  if (text === undefined || text.length > longest) return undefined
  const isPlain = /^\/[\x21-\x7e]*$/.test(text) && !/[\\]|^\/\//.test(text)
  return isPlain && sites.test(text) && new URL(text, 'http://host').host === 'host' ? text : undefined
}

/** A page of ours with the place to go on behind it. */
export function withNext(path: string, next: string | undefined): string {
  return next === undefined ? path : `${path}?next=${encodeURIComponent(next)}`
}
