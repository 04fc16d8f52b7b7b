import type { TestContext } from 'node:test'
import { compareAnswer } from './recorded-answer.ts'
import { parseExchanges } from './recorded-exchange.ts'
import { replay } from './recorded-replay.ts'

/** Plays one recorded file against a server: its exchanges build on each other, each is a test of its own. */
export async function tellRecorded(t: TestContext, issuer: string, text: string): Promise<void> {
  const remembered = new Map([
    ['host', new URL(issuer).host],
    ['issuer', issuer],
    ['issuer encoded', encodeURIComponent(issuer)],
  ])
  for (const exchange of parseExchanges(text)) {
    await t.test(exchange.title, async () => {
      compareAnswer(exchange, await replay(issuer, exchange, remembered), remembered)
    })
  }
}
