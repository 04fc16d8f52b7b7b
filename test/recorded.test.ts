import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, before, describe, type TestContext, test } from 'node:test'
import { dialectNames } from '@latchkey/dialects'
import { compareAnswer } from './recorded-answer.ts'
import { parseExchanges } from './recorded-exchange.ts'
import { replay } from './recorded-replay.ts'
import { type RunningLatchkey, startLatchkey } from './start-latchkey.ts'

const folder = new URL('../packages/dialects/src/recorded/', import.meta.url)
const declaration = JSON.parse(readFileSync(new URL('declaration.json', folder), 'utf8'))

let latchkey: RunningLatchkey

before(async () => {
  latchkey = await startLatchkey()
  await latchkey.apply(declaration, '--weak')
})
after(() => latchkey.end())

test('every dialect is recorded', () => {
  assert.deepEqual(folders().toSorted(), dialectNames.toSorted())
})

/** One story a file: its exchanges build on each other, other files' do not. */
for (const dialect of folders()) {
  describe(dialect, () => {
    for (const file of readdirSync(new URL(`${dialect}/`, folder)).filter((name) => name.endsWith('.http'))) {
      test(file, (t) => tell(t, readFileSync(new URL(`${dialect}/${file}`, folder), 'utf8')))
    }
  })
}

function folders(): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  )
}

async function tell(t: TestContext, text: string): Promise<void> {
  const { issuer } = latchkey
  const remembered = new Map([
    ['host', new URL(issuer).host],
    ['issuer encoded', encodeURIComponent(issuer)],
  ])
  for (const exchange of parseExchanges(text)) {
    await t.test(exchange.title, async () => {
      compareAnswer(exchange, await replay(issuer, exchange, remembered), remembered)
    })
  }
}
