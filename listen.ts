import { once } from 'node:events'
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { Settings } from './apps/auth-server/src/settings.ts'
import { askForCertificate, tlsOptions } from './tls-options.ts'

/** A server that takes requests, on one port or two. */
export interface Listening {
  /** Takes no more requests, finishes those that were begun, and gives up on what takes too long. */
  close(): Promise<void>
}

/** How long requests that were begun may take when the server stops. */
const stopMillis = 10_000
const idleMillis = 100

const limits = { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 }

/**
 * Listens on the port of people and programs and, with `LATCHKEY_MTLS_PORT`, on the one where clients are asked for a
 * certificate. Throws a sentence that names the setting, and then listens on none.
 */
export async function listen(settings: Settings, listener: RequestListener): Promise<Listening> {
  const { tls, mtls, port } = settings
  const options = tls && { ...limits, ...tlsOptions(tls) }
  const main = options ? createHttpsServer(options, listener) : createHttpServer(limits, listener)
  const servers = [await open(main, 'PORT', port, settings)]
  if (options === undefined || !mtls?.isHere) return closing(servers)
  const second = createHttpsServer({ ...options, ...askForCertificate }, listener)
  try {
    servers.push(await open(second, 'LATCHKEY_MTLS_PORT', mtls.port, settings))
  } catch (error) {
    await close(main)
    throw error
  }
  return closing(servers)
}

function closing(servers: readonly Server[]): Listening {
  return {
    close: async () => {
      await Promise.all(servers.map(close))
    },
  }
}

async function open(server: Server, setting: string, port: number, { host }: Settings): Promise<Server> {
  try {
    server.listen(port, host)
    await once(server, 'listening')
    return server
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`${setting} ${port} of HOST ${host} cannot be listened on: ${detail}`, { cause })
  }
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  // A connection that is kept alive becomes idle only when its last request has been answered.
  const idle = setInterval(() => server.closeIdleConnections(), idleMillis)
  const timer = setTimeout(() => server.closeAllConnections(), stopMillis)
  await closed
  clearInterval(idle)
  clearTimeout(timer)
}
