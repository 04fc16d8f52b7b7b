import { freePort } from '../test/free-port.ts'
import { deviceId } from './bench-access.ts'
import { type HttpAnswer, parseAnswer } from './http-answer.ts'
import { exchange, type Requests } from './load.ts'
import { connections, type Target } from './measure.ts'
import { always, bearerGet, formPost, refreshing, type Tokens } from './requests.ts'
import { signedApi } from './seed.ts'
import { type ServerProcess, startServer } from './server-process.ts'

/** What the cases share: a seeded Latchkey that runs, its data, and one connection of an account for each socket. */
export interface Bench {
  readonly latchkey: ServerProcess
  readonly dataFolder: string
  readonly tokens: readonly Tokens[]
}

/** Work of Latchkey and what it is held against; the budget is the most that `cpuMicros / floorMicros` may be. */
export interface BenchCase {
  readonly name: string
  readonly budget: number
  readonly requests: (bench: Bench) => Requests
  readonly floor: (bench: Bench, requests: Requests) => Promise<Target & { stop(): Promise<void> }>
}

const tokenPath = '/oauth2/token'
const ownToken = { grant_type: 'client_credentials', scope: 'devices:read' }

/** The budgets are those of the design. A refresh of 64 connections follows 64 families, each to its successors. */
export const benchCases: readonly BenchCase[] = [
  {
    name: 'client_credentials, sealed token',
    budget: 2.5,
    requests: ({ latchkey }) => always(formPost(latchkey.port, tokenPath, ownToken)),
    floor: bareServer,
  },
  {
    name: 'client_credentials, signed token (ES256)',
    budget: 1.3,
    requests: ({ latchkey }) =>
      always(formPost(latchkey.port, tokenPath, { ...ownToken, resource: signedApi })),
    floor: (bench, requests) => bareServer(bench, requests, { SIGNS: '1' }),
  },
  {
    name: 'refresh with rotation, durable on SQLite',
    budget: 4,
    requests: refreshes,
    floor: bareServer,
  },
  {
    name: 'introspection of a sealed token',
    budget: 2.5,
    requests: ({ latchkey, tokens: [first] }) =>
      always(formPost(latchkey.port, '/oauth2/introspect', { token: first?.accessToken ?? '' })),
    floor: bareServer,
  },
  {
    name: 'bearer read of one device',
    budget: 1.4,
    requests: ({ latchkey, tokens: [first] }) =>
      always(bearerGet(latchkey.port, `/v1/devices/${deviceId}`, first?.accessToken ?? '')),
    floor: uncheckedDeviceApi,
  },
  {
    name: 'client_credentials against oidc-provider',
    budget: 0.4,
    requests: ({ latchkey }) => always(formPost(latchkey.port, tokenPath, ownToken)),
    floor: () => peerServer(({ port }) => always(formPost(port, '/token', ownToken))),
  },
  {
    name: 'refresh against oidc-provider (not durable)',
    budget: 0.4,
    requests: refreshes,
    floor: () =>
      peerServer(({ port, told }) => refreshing(port, '/token', told.refreshTokens as readonly string[])),
  },
]

const followed = new WeakMap<Bench, Requests>()

/** The same followers for every case: a family's first token is good only once. */
function refreshes(bench: Bench): Requests {
  const { latchkey, tokens } = bench
  const known = followed.get(bench)
  const refreshTokens = tokens.map(({ refreshToken }) => refreshToken)
  const requests = known ?? refreshing(latchkey.port, tokenPath, refreshTokens)
  followed.set(bench, requests)
  return requests
}

/** A bare server that answers the bytes that Latchkey answers to the first of these requests. */
async function bareServer(
  { latchkey }: Bench,
  requests: Requests,
  env: Readonly<Record<string, string>> = {},
) {
  const answer = await exchange(latchkey.port, requests.next(0))
  requests.answered?.(0, answer)
  const { status, headers, body }: HttpAnswer = parseAnswer(answer)
  if (status !== 200) throw new Error(`Latchkey refuses the request of a case: ${answer}`)
  // Node writes these itself.
  const ours = headers.filter(([name]) => !/^(date|connection|keep-alive)$/i.test(name))
  const server = await startServer({
    script: 'bench/servers/floor.ts',
    port: await freePort(),
    env: { ANSWER: JSON.stringify({ status, headers: ours, body }), ...env },
  })
  return { server, requests: always(requests.next(0)), stop: server.stop }
}

async function uncheckedDeviceApi({ dataFolder, tokens: [first] }: Bench) {
  const server = await startServer({
    script: 'bench/servers/unchecked-device-api.ts',
    port: await freePort(),
    env: { LATCHKEY_DATA: dataFolder },
  })
  const request = bearerGet(server.port, `/v1/devices/${deviceId}`, first?.accessToken ?? '')
  return { server, requests: always(request), stop: server.stop }
}

/** A fresh one each time: its in-memory store forgets all but its last thousand entries, refresh tokens too. */
async function peerServer(requests: (peer: ServerProcess) => Requests) {
  const server = await startServer({
    script: 'bench/servers/oidc-provider.ts',
    port: await freePort(),
    env: { CONNECTIONS: String(connections) },
  })
  return { server, requests: requests(server), stop: server.stop }
}
