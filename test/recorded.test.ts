import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { dialectNames } from '@latchkey/dialects'
import { tellRecorded } from './recorded-story.ts'
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
      test(file, (t) =>
        tellRecorded(t, latchkey.issuer, readFileSync(new URL(`${dialect}/${file}`, folder), 'utf8')),
      )
    }
  })
}

function folders(): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  )
}
