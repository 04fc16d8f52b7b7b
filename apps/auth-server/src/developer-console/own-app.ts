import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { notFound } from '../pages/not-found.ts'
import type { SignedIn } from '../sessions/session.ts'
import type { PersonEndpoint } from '../sessions/signed-in-page.ts'
import type { Account, Client } from '../store/records.ts'

/** An app, and the developer of it who is signed in. */
export interface OwnApp {
  readonly signedIn: SignedIn
  readonly client: Client
}

export type AppEndpoint = (server: ServerContext, c: Context, own: OwnApp) => Promise<Response> | Response

/** A page about one app, for its developers: to everybody else it does not exist. */
export function ownApp(answer: AppEndpoint): PersonEndpoint {
  return async (server, c, signedIn) => {
    const client = await server.records.client(c.req.param('clientId') ?? '')
    const isOwn = client !== undefined && client.state !== 'ended' && mayEdit(client, signedIn.account)
    return isOwn ? answer(server, c, { signedIn, client }) : notFound(server, c)
  }
}

function mayEdit({ ownerId, members }: Client, { id }: Account): boolean {
  return ownerId === id || members.some(({ accountId, role }) => accountId === id && role === 'developer')
}
