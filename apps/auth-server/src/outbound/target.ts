import type { HostAndPort } from '../settings.ts'
import { OutboundRefused } from './outbound.ts'

export interface OutboundRules {
  /** The only private addresses that may be called, as they stand in the address. */
  readonly allow: readonly HostAndPort[]
  /** Whether a host on that list may be called by http: on an http issuer, which is for development. */
  readonly httpAllowed: boolean
  /** PEM certificates of authorities to be trusted besides the public ones. */
  readonly trustedCa: string | undefined
}

/** Where a request goes, as far as its address tells. */
export interface Target {
  readonly url: URL
  /** A name, or an IP address without brackets: URL() knows every spelling, as 0x7f.1 and 2130706433. */
  readonly host: string
  /** `LATCHKEY_OUTBOUND_ALLOW` names its host and port: it may be a private address. */
  readonly isNamed: boolean
}

const defaultPorts: Readonly<Record<string, number>> = { 'https:': 443, 'http:': 80 }

/** Throws `OutboundRefused` for what is never called, whatever address its host has. */
export function targetOf(text: string, { allow, httpAllowed }: Omit<OutboundRules, 'trustedCa'>): Target {
  if (!URL.canParse(text)) throw new OutboundRefused('it is no address')
  const url = new URL(text)
  const port = url.port === '' ? defaultPorts[url.protocol] : Number(url.port)
  const isNamed = allow.some((named) => named.port === port && spelled(named.host) === url.hostname)
  const mayBeHttp = httpAllowed && isNamed && url.protocol === 'http:'
  if (url.protocol !== 'https:' && !mayBeHttp) throw new OutboundRefused('it must begin with https://')
  if (url.username + url.password !== '') throw new OutboundRefused('it holds a user name or password')
  return { url, host: url.hostname.replace(/^\[|\]$/g, ''), isNamed }
}

/** As URL() spells it. */
function spelled(host: string): string {
  const address = `https://${host}`
  return URL.canParse(address) ? new URL(address).hostname : host
}
