import type { ServerContext } from '../context.ts'
import { deliverNotice } from './deliver-notice.ts'

/** Under way at once, in one process; the guarded fetcher lets fewer through to one host. */
const mostUnderWay = 20

export interface NoticeSender {
  /** Takes the notices that are due, as many as there is room for, and begins to send them. Never rejects. */
  send(): Promise<void>
  /** When nothing is under way any more. */
  settled(): Promise<void>
}

/** Sends notices of sessions that are over. Each has one taker, so any number of processes may do this side by side. */
export function createNoticeSender(server: ServerContext): NoticeSender {
  const underWay = new Set<Promise<void>>()
  const failed = (error: unknown) => server.log.warn({ err: error }, 'notices of sign-outs could not be sent')
  const begin = (work: Promise<void>) => {
    const done = work.catch(failed).finally(() => underWay.delete(done))
    underWay.add(done)
  }
  const take = async () => {
    const room = mostUnderWay - underWay.size
    if (room <= 0) return
    for (const notice of await server.store.takeLogoutNotices(server.now(), room)) {
      begin(deliverNotice(server, notice))
    }
  }
  let taking: Promise<void> | undefined
  return {
    send: () => {
      taking ??= take()
        .catch(failed)
        .finally(() => {
          taking = undefined
        })
      return taking
    },
    settled: async () => {
      await taking
      await Promise.all(underWay)
    },
  }
}
