import type { ServerContext } from '../context.ts'
import { guardedOutbound } from '../outbound/guarded-outbound.ts'
import type { Homes } from './homes.ts'
import { homesOverHttp } from './homes-over-http.ts'

interface Around extends Pick<ServerContext, 'keys' | 'issuer' | 'now' | 'trustedCa'> {
  /** Where a device maker's backend knows the homes; absent: `inProcess` does. */
  readonly homesUrl: string | undefined
  readonly inProcess: Homes
}

/** An outbound of its own: what the operator named for the homes is no address for what clients name. */
export function openHomes({ homesUrl, inProcess, trustedCa, ...server }: Around): Homes {
  if (homesUrl === undefined) return inProcess
  const { protocol, hostname, port } = new URL(homesUrl)
  const httpAllowed = protocol === 'http:'
  const allow = [{ host: hostname, port: port === '' ? (httpAllowed ? 80 : 443) : Number(port) }]
  return homesOverHttp({
    ...server,
    url: homesUrl,
    outbound: guardedOutbound({ allow, httpAllowed, trustedCa }),
  })
}
