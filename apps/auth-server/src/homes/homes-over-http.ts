import type { ServerContext } from '../context.ts'
import { type Outbound, type OutboundAnswer, OutboundRefused } from '../outbound/outbound.ts'
import { decodeHomes } from './decode-homes.ts'
import { type HomesScope, homesTokenSeconds, signHomesToken } from './encode-homes-token.ts'
import type { DescribedHome, Homes } from './homes.ts'
import { homesNotKnown } from './homes-not-known.ts'
import { rememberHomes } from './remembered-homes.ts'

const mostBytes = 1_048_576
/** A token is used as long as it lives for a minute more: clocks differ. */
const usedMillis = (homesTokenSeconds - 60) * 1000

export interface HomesBackend extends Pick<ServerContext, 'keys' | 'issuer' | 'now'> {
  /** Without a slash at its end; also the audience of our tokens. */
  readonly url: string
  /** May call that address, though it may be private, and no other private one. */
  readonly outbound: Outbound
}

/** The homes as a device maker's own backend knows them: docs/homes.md. */
export function homesOverHttp(backend: HomesBackend): Homes {
  const { outbound, now } = backend
  const send = sender(backend)
  const read = async (accountId: string): Promise<readonly DescribedHome[]> => {
    const answer = await send('homes:read', accountId, (address, authorization) =>
      outbound.get(address, { accept: 'application/json', mostBytes, authorization }),
    )
    const problem = problemOf(answer)
    const homes = problem ?? decodeHomes(answer.body)
    if (typeof homes === 'string') throw homesNotKnown(backend.url, homes)
    return homes
  }
  const remembered = rememberHomes(read, now)
  return {
    listShareableHomes: remembered.current,
    describeHomes: remembered.showable,
    deleteHomes: async (accountId) => {
      remembered.forget(accountId)
      const { status } = await send('homes:write', accountId, outbound.delete)
      remembered.forget(accountId)
      if (status !== 200 && status !== 204) throw homesNotKnown(backend.url, `it answers ${status} to DELETE`)
    },
  }
}

function problemOf({ status, contentType }: OutboundAnswer): string | undefined {
  if (status !== 200) return `it answers ${status}`
  return contentType === 'application/json' ? undefined : `its answer is ${contentType || 'of no type'}`
}

type Call = (address: string, authorization: string) => Promise<OutboundAnswer>

/** Sends with our token. One that is refused is made anew once: its key may have been ended a moment ago. */
function sender({ url, ...server }: HomesBackend) {
  const tokens = new Map<HomesScope, { readonly token: string; readonly madeAt: number }>()
  const tokenFor = (scope: HomesScope) => {
    const known = tokens.get(scope)
    if (known !== undefined && server.now() - known.madeAt < usedMillis) return known.token
    const made = { token: signHomesToken(server, url, scope), madeAt: server.now() }
    tokens.set(scope, made)
    return made.token
  }
  return async (scope: HomesScope, accountId: string, call: Call): Promise<OutboundAnswer> => {
    const address = `${url}/accounts/${encodeURIComponent(accountId)}/homes`
    try {
      const answer = await call(address, `Bearer ${tokenFor(scope)}`)
      if (answer.status !== 401) return answer
      tokens.delete(scope)
      return await call(address, `Bearer ${tokenFor(scope)}`)
    } catch (error) {
      if (error instanceof OutboundRefused) throw homesNotKnown(url, error.message, error)
      throw error
    }
  }
}
