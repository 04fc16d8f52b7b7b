import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { TestAuthority } from '../test-authority.ts'

/** A server on loopback that knows whether anybody came. */
export interface Trap {
  readonly port: number
  /** Sockets that were opened to it so far. */
  connections(): number
  end(): Promise<void>
}

export interface TrapOptions {
  readonly host?: string
  readonly port?: number
  /** To speak TLS with a certificate for localhost and 127.0.0.1. */
  readonly authority?: TestAuthority
}

export async function setTrap(listener: RequestListener, options: TrapOptions = {}): Promise<Trap> {
  const server = serverOf(listener, options.authority)
  let connections = 0
  server.on('connection', () => {
    connections++
  })
  server.listen(options.port ?? 0, options.host ?? '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    end: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function serverOf(listener: RequestListener, authority: TestAuthority | undefined): Server {
  if (authority === undefined) return createServer(listener)
  const read = (name: string) => readFileSync(join(authority.folder, name))
  return createTlsServer({ cert: read('server.pem'), key: read('server.key') }, listener)
}
