import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { tellRecorded } from './recorded-story.ts'
import { type RunningLatchkey, startLatchkey } from './start-latchkey.ts'

// The views of the device API in the shape of the vendors: each folder has a server of its own, and tells what it is given.

const folder = new URL('../apps/device-api/src/recorded/', import.meta.url)
const vendors = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

test('every vendor with a view is recorded', () => {
  assert.deepEqual(vendors.toSorted(), ['gogox', 'honeywell', 'nest', 'nibe'])
})

for (const vendor of vendors) {
  describe(vendor, () => {
    const own = new URL(`${vendor}/`, folder)
    const declaration = JSON.parse(readFileSync(new URL('declaration.json', own), 'utf8'))
    let latchkey: RunningLatchkey
    before(async () => {
      latchkey = await startLatchkey({ env: declaration.env ?? {} })
      const { env: _, ...definition } = declaration
      await latchkey.apply(definition, '--weak')
    })
    after(() => latchkey.end())
    for (const file of readdirSync(own).filter((name) => name.endsWith('.http')))
      test(file, (t) => tellRecorded(t, latchkey.issuer, readFileSync(new URL(file, own), 'utf8')))
  })
}
