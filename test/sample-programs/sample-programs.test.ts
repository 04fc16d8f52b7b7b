import assert from 'node:assert/strict'
import { after, before, type TestContext, test } from 'node:test'
import { languageIds, languages } from '../../apps/auth-server/src/samples/languages.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'
import { sampleDefinition } from './sample-apps.ts'
import { openStand } from './stand.ts'
import { dialectStories, stories, type Used } from './stories.ts'
import { type Toolchain, toolchains } from './toolchains.ts'
import { versionOf } from './workbench.ts'

// Each program as its page shows it, run by the page's own commands against a server; its token must open the device API.

let latchkey: RunningLatchkey
before(async () => {
  latchkey = await startLatchkey({ definition: sampleDefinition })
})
after(() => latchkey?.end())

interface Row extends Used {
  readonly language: string
  readonly version: string
}

const rows: Row[] = []
const present: string[] = []

for (const id of languageIds) {
  const { title, install } = languages[id]
  test(title, async (t) => {
    const version = await presentVersion(t, title, toolchains[id])
    if (version === undefined) return
    present.push(title)
    const stand = await openStand(latchkey.issuer, id)
    t.after(stand.end)
    // What has to be compiled for each app shows the vendors' shapes nothing that the others do not.
    const told = { ...stories, ...(install.length === 0 ? dialectStories : {}) }
    for (const [name, story] of Object.entries(told)) {
      await t.test(name, async () => {
        for (const used of await story(stand)) rows.push({ language: title, version, ...used })
      })
    }
  })
}

/** The version of a language's tool. A machine without it says so by name; with `CI=true` that is a failure. */
async function presentVersion(
  t: TestContext,
  title: string,
  toolchain: Toolchain,
): Promise<string | undefined> {
  const version = await versionOf(toolchain)
  if (version !== undefined) return version
  const missing = `${toolchain.programs.join(', ')} is missing for the samples in ${title}; it comes with: ${toolchain.comesWith}`
  if (process.env.CI === 'true') assert.fail(missing)
  t.diagnostic(missing)
  return undefined
}

test('which programs ran, with which tool, and the token that each call used', (t) => {
  const table = [
    ['LANGUAGE', 'GRANT', 'APP', 'TOOL', 'TOKEN'],
    ...rows.map(({ language, grant, app, version, token }) => [
      ...[language, grant, app, version.replace(/ [([].*/, '')],
      `${token.slice(0, 8)}…${token.slice(-2)}`,
    ]),
  ]
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? []
  for (const row of table) t.diagnostic(row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  '))
  const grantsOf = (name: string) =>
    new Set(
      rows.filter(({ language, app }) => language === name && app === 'standard').map(({ grant }) => grant),
    )
  assert.ok(present.length > 0)
  for (const language of present)
    assert.deepEqual(
      [...grantsOf(language)].toSorted(),
      ['authorization_code', 'client_credentials', 'refresh_token'],
      language,
    )
})
