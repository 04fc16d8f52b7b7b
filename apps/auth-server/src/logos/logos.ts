import type { Clock } from '@latchkey/protocol'
import type { Logger } from 'pino'
import { type Outbound, OutboundRefused } from '../outbound/outbound.ts'
import { imageType } from './image-type.ts'

export interface Logo {
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/**
 * The logos of apps (RFC 7591 §2, `logo_uri`). They are shown from here, so that no app learns who looks at a page of ours, and
 * when: an image of another server would tell it the person's address.
 */
export interface Logos {
  /** The image behind an address, as it was read lately; `undefined` when there is none to be shown. */
  find(uri: string): Promise<Logo | undefined>
}

interface Remembered {
  readonly logo: Promise<Logo | undefined>
  until: number
  bytes: number
}

const minute = 60_000
const mostBytes = 262_144
const mostRemembered = 500
const mostBytesRemembered = 16 * 1_048_576
/** Whoever has many apps and looks at all their logos makes this server send requests: so many in a minute. */
const mostInMinute = 60
const lives = { least: 5 * minute, usual: 60 * minute, most: 24 * 60 * minute, missing: 10 * minute } as const

export function createLogos(outbound: Outbound, now: Clock, log: Logger): Logos {
  const remembered = new Map<string, Remembered>()
  let window = { minute: 0, count: 0 }
  const mayAsk = () => {
    const current = Math.floor(now() / minute)
    if (window.minute !== current) window = { minute: current, count: 0 }
    return ++window.count <= mostInMinute
  }
  const ask = (uri: string) => {
    const entry: Remembered = { logo: Promise.resolve(undefined), until: now() + lives.missing, bytes: 0 }
    remembered.set(uri, entry)
    const asked = read(outbound, uri, log).then((answer) => {
      entry.until = now() + (answer?.lives ?? lives.missing)
      entry.bytes = answer?.logo.bytes.length ?? 0
      forgetSome(remembered)
      return answer?.logo
    })
    return Object.assign(entry, { logo: asked }).logo
  }
  return {
    find: async (uri) => {
      const known = remembered.get(uri)
      if (known !== undefined && known.until > now()) return known.logo
      if (!mayAsk()) return known?.logo
      remembered.delete(uri)
      return ask(uri)
    },
  }
}

/** The oldest first, until what is left is not too much. */
function forgetSome(remembered: Map<string, Remembered>): void {
  let bytes = 0
  for (const entry of remembered.values()) bytes += entry.bytes
  for (const [uri, entry] of remembered) {
    if (remembered.size <= mostRemembered && bytes <= mostBytesRemembered) return
    bytes -= entry.bytes
    remembered.delete(uri)
  }
}

/** A logo is decoration: it waits behind everything else, and whatever goes wrong on the way to it, the page is shown without. */
async function read(
  outbound: Outbound,
  uri: string,
  log: Logger,
): Promise<{ readonly logo: Logo; readonly lives: number } | undefined> {
  try {
    const { status, bytes, maxAge } = await outbound.get(uri, {
      accept: 'image/*',
      mostBytes,
      isStrangers: true,
    })
    const type = status === 200 ? imageType(bytes) : undefined
    if (type === undefined) throw new OutboundRefused(status === 200 ? 'it is no image' : `status ${status}`)
    const asked = maxAge === undefined ? lives.usual : maxAge * 1000
    return { logo: { type, bytes }, lives: Math.min(Math.max(asked, lives.least), lives.most) }
  } catch (error) {
    if (!(error instanceof OutboundRefused)) log.error({ err: error }, 'a logo could not be read')
    else log.info({ uri, detail: error.message }, 'a logo is not shown')
    return undefined
  }
}
