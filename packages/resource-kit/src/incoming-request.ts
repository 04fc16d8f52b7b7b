/** What a check reads of a request, whatever framework it came by. */
export interface IncomingRequest {
  readonly method: string
  /** As it came: absolute, or path and query. */
  readonly url: string
  /** The value of a header by its name in small letters; repeated ones joined by `, ` (RFC 9110 §5.3), never left out. */
  header(name: string): string | undefined
  /** See `HolderRules`; absent: tokens that are bound to a certificate are refused. */
  certificateThumbprint?(): string | undefined
}

/** The path of a request, without its query. A path that begins with two slashes is no host. */
export function pathOf({ url }: Pick<IncomingRequest, 'url'>): string {
  if (!url.startsWith('/')) return new URL(url).pathname
  const end = url.search(/[?#]/)
  return end === -1 ? url : url.slice(0, end)
}
