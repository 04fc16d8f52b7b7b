import type { IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'

/** The host that a request is for: in small letters, without a dot at its end. */
export interface AskedHost {
  readonly name: string
  readonly port: number
}

/**
 * The host that a program asked for: that of an absolute request target (RFC 9112 §3.2.2), else `Host`, or what a proxy of ours
 * forwards; from anybody else `X-Forwarded-Host` and `-Proto` count for nothing. `undefined` for what is no host name.
 */
export function askedHost(
  request: IncomingMessage,
  isTrustedProxy: (address: string) => boolean,
): AskedHost | undefined {
  const isForwarded = isTrustedProxy(request.socket.remoteAddress ?? '')
  const forwarded = isForwarded ? lastOf(request.headers['x-forwarded-host']) : undefined
  const [, name, digits] = hostPattern.exec(forwarded ?? ownHost(request)) ?? []
  if (name === undefined) return undefined
  const usualPort = speaksTls(request, isForwarded) ? 443 : 80
  return { name: name.toLowerCase(), port: digits === undefined ? usualPort : Number(digits) }
}

/** Addresses of either family are host names here like any other. */
const hostPattern = /^([a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])\.?(?::(\d{1,5}))?$/i

/** Each proxy writes behind what it was sent: what stands last is what the one nearest to us was asked for. */
function lastOf(values: string | readonly string[] | undefined): string | undefined {
  const last = values?.toString().split(',').at(-1)?.trim()
  return last === '' ? undefined : last
}

function ownHost({ url = '', headers }: IncomingMessage): string {
  const [, absolute] = /^https?:\/\/([^/?#]*)/i.exec(url) ?? []
  return absolute ?? headers.host ?? ''
}

/** A proxy that does not say what it was asked by speaks TLS, as proxies in front of us do. */
function speaksTls({ headers, socket }: IncomingMessage, isForwarded: boolean): boolean {
  if (socket instanceof TLSSocket) return true
  return isForwarded && lastOf(headers['x-forwarded-proto'])?.toLowerCase() !== 'http'
}
