import { randomToken, sha256 } from '@latchkey/protocol'
import type { Hono } from 'hono'
import { createAuthServer } from '../apps/auth-server/src/app.ts'
import { issuer, openTestServer, type TestServer } from '../apps/auth-server/src/open-test-server.testing.ts'
import { sampleAccount } from '../apps/auth-server/src/store/contract/samples.testing.ts'
import type { Account } from '../apps/auth-server/src/store/records.ts'
import type { Visitor } from './sign-in.ts'

/** The server in this process, with a clock that only the test moves, and somebody who is signed in. */
export interface OperatorStage {
  readonly opened: TestServer
  readonly olga: Account
  /** As whoever has this account; it signed in `before` milliseconds ago. */
  visitor(account: Account, before?: number): Promise<Visitor>
  /** An account that is there. */
  account(more?: Partial<Account>): Promise<Account>
}

export async function openOperatorStage(): Promise<OperatorStage> {
  const opened = await openTestServer()
  const app = createAuthServer(opened.server)
  const { store } = opened.server
  const account = async (more: Partial<Account> = {}) => {
    const made = sampleAccount(more)
    await store.addAccount(made)
    return made
  }
  const visitor = async ({ id }: Account, before = 0) => {
    const session = randomToken(256)
    const signedInAt = opened.clock.time - before
    const times = { signedInAt, lastSeenAt: opened.clock.time, expiresAt: signedInAt + 14 * 86_400_000 }
    await store.saveSession({ idHash: sha256(session), accountId: id, ...times })
    return visitorOf(app, session)
  }
  const olga = await account({ email: 'olga@example.com', roles: ['operator'] })
  return { opened, olga, visitor, account }
}

/** Speaks to the server without a network; a browser's own cookies are kept. */
function visitorOf(app: Hono, session: string): Visitor {
  const cookies = new Map([['__Host-latchkey_session', session]])
  const send = async (url: string, init: RequestInit): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await app.request(new URL(url, issuer).href, {
      ...init,
      headers: { ...init.headers, cookie },
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    return response
  }
  return {
    get: (url, headers) => send(url, { headers: { accept: 'text/html', ...headers } }),
    post: (url, form, headers) =>
      send(url, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: { accept: 'text/html', origin: issuer, ...headers },
      }),
  }
}
