import { failureOf } from '../activity/failure-of.ts'
import type { ServerContext } from '../context.ts'
import { OutboundRefused } from '../outbound/outbound.ts'
import { newErrorId } from '../pages/error-id.ts'
import { type LogoutNotice, mostNoticeAttempts } from '../store/logout-notices-store.ts'
import type { Client } from '../store/records.ts'
import { encodeLogoutForm } from './encode-logout-token.ts'

/** Tells an app that a session is over. What is not heard comes again later, a few times; then the app's developer is told. */
export async function deliverNotice(server: ServerContext, notice: LogoutNotice): Promise<void> {
  const client = await server.records.client(notice.clientId)
  const uri = client?.state === 'active' ? client.backchannelLogoutUri : undefined
  if (client === undefined || uri === undefined) return server.store.dropLogoutNotice(notice)
  const problem = await tell(server, client, uri, notice)
  if (problem === undefined) return server.store.dropLogoutNotice(notice)
  const { clientId, attempts } = notice
  server.log.info({ clientId, attempts, problem }, 'an app did not hear of a sign-out')
  if (attempts < mostNoticeAttempts) return
  giveUp(server, client, uri, problem)
  return server.store.dropLogoutNotice(notice)
}

/** Why it was not heard: Back-Channel Logout §2.8 asks for 200, and frameworks like to answer 204 where there is no body. */
async function tell(
  server: ServerContext,
  client: Client,
  uri: string,
  notice: LogoutNotice,
): Promise<string | undefined> {
  try {
    const form = encodeLogoutForm(server, client, notice)
    const { status } = await server.outbound.postForm(uri, { ...form }, { isStrangers: !client.verified })
    return status >= 200 && status < 300 ? undefined : `it answered with status ${status}`
  } catch (error) {
    if (error instanceof OutboundRefused) return error.message
    throw error
  }
}

function giveUp(server: ServerContext, { clientId }: Client, url: string, detail: string): void {
  const id = newErrorId()
  server.log.warn({ errorId: id, clientId, detail }, 'a notice of a sign-out was given up')
  const message = 'The app could not be told that a session is over.'
  const reason = { kind: 'outbound request failed', url, detail } as const
  const where = { id, clientId, at: server.now(), endpoint: 'backchannelLogoutUri' }
  server.activity.failed(failureOf({ code: 'temporarily_unavailable', message, reason }, where))
}
