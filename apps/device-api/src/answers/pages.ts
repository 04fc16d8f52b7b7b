import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import { Problem } from '../problem.ts'

/** Which part of a list is asked for. */
export interface PageRequest {
  /** `undefined`: all of it. */
  readonly limit: number | undefined
  /** What stood last on the page before. */
  readonly after: string | undefined
}

export const mostPerPage = 200

const badLimit = () => new Problem(400, `limit must be a whole number from 1 to ${mostPerPage}.`)
const badCursor = () =>
  new Problem(400, 'cursor must be one that a Link header gave. Begin again without it.')

const encodeCursor = (after: string) => Buffer.from(JSON.stringify([after])).toString('base64url')

function decodeCursor(text: string): string {
  try {
    const [after, ...others] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    if (typeof after === 'string' && others.length === 0 && encodeCursor(after) === text) return after
  } catch {
    // Told below.
  }
  throw badCursor()
}

function one(c: TokenContext, name: string): string | undefined {
  const [value, ...others] = c.req.queries(name) ?? []
  if (others.length > 0) throw new Problem(400, `${name} may be there once.`)
  return value
}

/** `?limit=` and `?cursor=`. Throws a `Problem` 400. */
export function decodePageRequest(c: TokenContext, usual?: number): PageRequest {
  const limit = one(c, 'limit')
  const cursor = one(c, 'cursor')
  if (limit !== undefined && !/^[1-9]\d{0,3}$/.test(limit)) throw badLimit()
  if (limit !== undefined && Number(limit) > mostPerPage) throw badLimit()
  return {
    limit: limit === undefined ? (cursor === undefined ? usual : (usual ?? mostPerPage)) : Number(limit),
    after: cursor === undefined ? undefined : decodeCursor(cursor),
  }
}

export interface Page<Thing> {
  readonly things: readonly Thing[]
  /** `Link` with `rel="next"` (RFC 8288) unless it is the last page. */
  readonly headers: Readonly<Record<string, string>>
}

/** What a page needs to know of a list. */
export interface Listed<Thing> {
  /** In order of `keyOf`. */
  readonly all: readonly Thing[]
  /** Comparable text that stays the same while the thing exists. */
  readonly keyOf: (thing: Thing) => string
}

/** One page of a list: what was added or taken away meanwhile moves nothing to another page twice. */
export function pageOf<Thing>(
  c: TokenContext,
  { origin }: Pick<DeviceApiContext, 'origin'>,
  { all, keyOf }: Listed<Thing>,
  { limit, after }: PageRequest,
): Page<Thing> {
  const rest = after === undefined ? all : all.filter((thing) => keyOf(thing) > after)
  const things = limit === undefined ? rest : rest.slice(0, limit)
  const last = things.at(-1)
  if (last === undefined || things.length === rest.length) return { things, headers: {} }
  const next = new URL(c.req.path, origin)
  for (const [name, value] of new URL(c.req.url).searchParams)
    if (name !== 'cursor') next.searchParams.append(name, value)
  next.searchParams.set('limit', String(limit))
  next.searchParams.set('cursor', encodeCursor(keyOf(last)))
  return { things, headers: { Link: `<${next.href}>; rel="next"` } }
}
