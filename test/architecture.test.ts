import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  fileRings,
  floors,
  knownRings,
  portsOfTheStore,
  rings,
  ringsAmong,
  typesOfResourceKit,
} from './architecture/floors.ts'
import { languageRules } from './architecture/language.ts'
import { namingRules } from './architecture/naming.ts'
import type { Rule } from './architecture/rule.ts'
import { sizeRules } from './architecture/sizes.ts'
import { readSources, readTexts, sourceFile } from './architecture/source-file.ts'

const rules: readonly Rule[] = [
  floors,
  typesOfResourceKit,
  portsOfTheStore,
  rings,
  fileRings,
  ...languageRules,
  ...namingRules,
  ...sizeRules,
]

const sources = readSources()

for (const rule of rules) {
  test(rule.name, () => assert.deepEqual(rule.check(sources), []))

  test(`what is refused and what is not: ${rule.name}`, () => {
    const together = Object.entries(rule.bad).map(([path, text]) => sourceFile(path, text))
    const refused = rule.check(together).join('\n')
    for (const { path } of together)
      assert(refused.includes(roomOrPath(path, rule)), `${path} was not refused`)
    const good = Object.entries(rule.good).map(([path, text]) => sourceFile(path, text))
    assert.deepEqual(rule.check(good), [])
  })
}

function roomOrPath(path: string, rule: Rule): string {
  return rule === rings ? (path.split('/')[3] ?? path) : path
}

test('every known ring is still there', () => {
  const found = ringsAmong(sources)
  assert.deepEqual(
    Object.keys(knownRings).filter((pair) => !found.includes(pair)),
    [],
  )
})

// Put together here, so that this file does not hold them itself.
const machinePaths = new RegExp(
  ['/wor' + 'k/', '/tmp/ba' + 'sh_jobs', '\\.libr' + 'ary\\b', '/ro' + 'ot/'].join('|'),
)

test('nothing names the machine that it was written on', () => {
  assert.match('see /wor' + 'k/shared', machinePaths)
  const found = readTexts().filter(({ text }) => machinePaths.test(text))
  assert.deepEqual(
    found.map(({ path }) => path),
    [],
  )
})

test('docs/store.md names every table, column and verb of the store', () => {
  const texts = readTexts()
  const page = texts.find(({ path }) => path === 'docs/store.md')?.text ?? ''
  const migrations = texts.filter(({ path }) => path.startsWith('apps/auth-server/src/store/migrations/'))
  const ports = texts.filter(({ path }) => /^apps\/auth-server\/src\/store\/[a-z-]+-store\.ts$/.test(path))
  const words = [
    ...migrations.flatMap(({ text }) => [
      ...text.matchAll(/^(?:create table | {2})([a-z_]+) (?:text|bigint|\()/gm),
    ]),
    ...ports.flatMap(({ text }) => [...text.matchAll(/^ {2}((?!find|list|is)[a-z]\w+)\(/gm)]),
  ].map(([, word = '']) => word)
  assert(words.includes('grant_counter') && words.includes('redeemCode'))
  assert.deepEqual(
    [...new Set(words)].filter((word) => !page.includes(`\`${word}\``)),
    [],
  )
})
