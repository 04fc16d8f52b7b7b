import type { Clock } from '@latchkey/protocol'
import type { JSONWebKeySet } from 'jose'
import { type Outbound, OutboundRefused, type OutboundSide } from '../outbound/outbound.ts'
import type { Client } from '../store/records.ts'
import { readJwks } from './read-jwks.ts'

/** The public keys of clients: those that they registered, or those behind their `jwks_uri` (RFC 7591 §2). */
export interface ClientKeys {
  /**
   * The keys as they are known; a `kid` that is not among them makes a client's `jwks_uri` be read anew, at most once in half a
   * minute. Throws `OutboundRefused`.
   */
  of(client: Client, kid: string | undefined): Promise<JSONWebKeySet>
}

/** Between two requests to one address, whatever comes of the first. */
const restMillis = 30_000
/** How long keys are taken for good without a look, whatever the address says of its answer. */
const longestFreshMillis = 3_600_000
/** How long the last good keys serve while the address gives none. */
const longestStaleMillis = 86_400_000
const mostEntries = 500
const mostBytes = 65_536

/** What is known of one `jwks_uri`. */
interface Entry {
  keys: JSONWebKeySet | undefined
  refusal: OutboundRefused | undefined
  triedAt: number
  freshUntil: number
  staleUntil: number
  reading: Promise<void> | undefined
}

const none: JSONWebKeySet = { keys: [] }

export function createClientKeys(outbound: Outbound, now: Clock): ClientKeys {
  const entries = new Map<string, Entry>()
  return {
    of: async ({ clientId, jwks, jwksUri, verified }, kid) => {
      if (jwksUri === undefined) return jwks ?? none
      // With its address in its name, an entry ends with the document that named the address.
      const entry = entryOf(entries, `${clientId} ${jwksUri}`)
      if (isWanting(entry, kid, now()))
        await readOnce(entry, () => read({ outbound, now, isStrangers: !verified }, jwksUri, entry))
      if (entry.keys === undefined) throw entry.refusal ?? new OutboundRefused('it was not read')
      return entry.keys
    },
  }
}

/** Those that were used last are kept. */
function entryOf(entries: Map<string, Entry>, name: string): Entry {
  const entry = entries.get(name) ?? {
    keys: undefined,
    refusal: undefined,
    triedAt: Number.NEGATIVE_INFINITY,
    freshUntil: 0,
    staleUntil: 0,
    reading: undefined,
  }
  entries.delete(name)
  entries.set(name, entry)
  const [oldest] = entries.keys()
  if (entries.size > mostEntries && oldest !== undefined) entries.delete(oldest)
  return entry
}

function isWanting({ keys, freshUntil, triedAt, reading }: Entry, kid: string | undefined, now: number) {
  const isKnown = kid === undefined || keys?.keys.some((key) => key.kid === kid)
  if (keys !== undefined && isKnown && now < freshUntil) return false
  return reading !== undefined || now - triedAt >= restMillis
}

/** Whoever comes while a request is under way shares it. */
function readOnce(entry: Entry, work: () => Promise<void>): Promise<void> {
  entry.reading ??= work().finally(() => {
    entry.reading = undefined
  })
  return entry.reading
}

interface Reading extends OutboundSide {
  readonly outbound: Outbound
  readonly now: Clock
}

async function read({ outbound, now, ...side }: Reading, uri: string, entry: Entry): Promise<void> {
  entry.triedAt = now()
  try {
    const {
      status,
      body,
      maxAge = Number.POSITIVE_INFINITY,
    } = await outbound.get(uri, {
      accept: 'application/jwk-set+json, application/json',
      mostBytes,
      ...side,
    })
    if (status !== 200) throw new OutboundRefused(`it answers with status ${status}`)
    entry.keys = readJwks(body)
    entry.freshUntil = now() + Math.min(Math.max(maxAge * 1000, restMillis), longestFreshMillis)
    entry.staleUntil = now() + longestStaleMillis
  } catch (error) {
    if (!(error instanceof OutboundRefused)) throw error
    entry.refusal = error
    if (now() >= entry.staleUntil) entry.keys = undefined
  }
}
