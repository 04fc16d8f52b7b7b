import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type AuditRecord, auditActions } from '../store/audit-store.ts'
import { auditSentence } from './audit-sentence.ts'
import { auditHref, decodeAuditQuery } from './decode-audit-query.ts'
import { decodeCursor } from './decode-cursor.ts'
import { detailWords } from './detail-words.ts'
import { auditCsvLine } from './encode-audit-csv.ts'
import { auditLine } from './encode-audit-lines.ts'
import { readAudit } from './read-audit.ts'

const entry: AuditRecord = {
  id: 'one',
  at: Date.parse('2026-11-22T18:04:05Z'),
  actor: { accountId: 'olga', name: 'olga@example.com' },
  action: 'app suspended',
  subject: { kind: 'client', id: 'app' },
  detail: {},
}

test('every action is a sentence with its subject in it', () => {
  for (const action of auditActions) {
    const { before, noun, after } = auditSentence({ ...entry, action })
    assert.match(`${before}${noun}${after}`, /^[a-z][a-z -]*the app[a-z ]*$/, action)
  }
  const own = auditSentence({
    ...entry,
    action: 'password changed',
    subject: { kind: 'account', id: 'olga' },
  })
  assert.deepEqual(own, {
    before: 'changed the password of ',
    noun: 'their own account',
    hasName: false,
    after: '',
  })
  const later = auditSentence({ ...entry, action: 'app painted' as never })
  assert.equal(`${later.before}${later.noun}`, 'did “app painted” to the app')
})

test('details are words, and nothing in them can break out of its line', () => {
  assert.equal(
    detailWords({ changed: ['name', 'redirectUris', 'clientUri'], verified: false, label: '', ending: 'a1' }),
    'changed: name, redirect URIs, client URI; verified: no; ending: a1',
  )
  assert.equal(detailWords({}), '')
  assert.equal(detailWords({ name: 'a\u202e\n\u0000b', more: { deep: 1 } }), 'name: a b; more: {"deep":1}')
  assert.ok(detailWords({ name: 'x'.repeat(100_000) }).length < 300)
})

test('a CSV cell is never a formula, and quotes and line ends stay inside it', () => {
  for (const name of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1']) {
    const line = auditCsvLine({ ...entry, actor: { accountId: undefined, name } })
    const [, cell] = /^[^,]*,("(?:[^"]|"")*"|[^,]*),/.exec(line) ?? []
    assert.match(cell ?? '', /^"?'/, JSON.stringify(name))
  }
  const quoted = auditCsvLine({ ...entry, actor: { accountId: undefined, name: 'a "b",\r\nc' } })
  assert.equal(quoted, '2026-11-22T18:04:05.000Z,"a ""b"",\r\nc",,app suspended,client,app,{},one\r\n')
  assert.match(auditCsvLine({ ...entry, detail: { label: '=1' } }), /,"\{""label"":""=1""\}",one\r\n$/)
})

test('a JSON line is one line that gives back the entry', () => {
  const line = auditLine({
    ...entry,
    actor: { accountId: undefined, name: 'a\n"b"\u2028' },
    detail: { x: [1] },
  })
  assert.equal(line.indexOf('\n'), line.length - 1)
  assert.deepEqual(JSON.parse(line), {
    id: 'one',
    at: '2026-11-22T18:04:05.000Z',
    actor: { account_id: null, name: 'a\n"b"\u2028' },
    action: 'app suspended',
    subject: { kind: 'client', id: 'app' },
    detail: { x: [1] },
  })
})

test('an address asks for a part of the log, and nonsense in it asks for nothing', () => {
  const query = {
    text: 'a&b',
    subject: { kind: 'client', id: 'a:b/c' },
    before: { at: 5, id: 'x.y' },
  } as const
  const href = new URL(auditHref('/operator/audit', query), 'http://host')
  assert.deepEqual(
    decodeAuditQuery((name) => href.searchParams.get(name) ?? undefined),
    query,
  )
  assert.equal(auditHref('/operator/audit', { text: '', subject: undefined }), '/operator/audit')
  for (const text of [
    '',
    '5',
    '.x',
    '-5.x',
    '1e9.x',
    `${'9'.repeat(16)}.x`,
    `5.${'x'.repeat(256)}`,
    '5.\n',
    '5.ö',
  ])
    assert.equal(decodeCursor(text), undefined, text)
  const nonsense = decodeAuditQuery(() => 'weather:\0x')
  assert.deepEqual(nonsense, { text: 'weather:\0x', subject: undefined, before: undefined })
  assert.equal(decodeAuditQuery(() => 'x'.repeat(9_999)).text.length, 200)
})

test('the log is read a page at a time, and no further than asked', async () => {
  const asked: number[] = []
  const store = {
    listAudit: async ({ before, most }: { before?: { at: number } | undefined; most: number }) => {
      asked.push(most)
      const from = before?.at ?? 1_200
      return Array.from({ length: Math.min(most, from) }, (_, index) => ({ ...entry, at: from - index - 1 }))
    },
  }
  const all: number[] = []
  for await (const page of readAudit(store, {})) all.push(...page.map(({ at }) => at))
  assert.deepEqual(
    all,
    Array.from({ length: 1_200 }, (_, index) => 1_199 - index),
  )
  assert.deepEqual(asked, [500, 500, 500])
  const few: number[] = []
  for await (const page of readAudit(store, {}, 700)) few.push(...page.map(({ at }) => at))
  assert.equal(few.length, 700)
})

test('no statement of the server changes or deletes an entry of the log', () => {
  const folders = ['../store/sql/', '../store/migrations/']
  const texts = folders.flatMap((folder) => {
    const url = new URL(folder, import.meta.url)
    return readdirSync(url).map((name) => readFileSync(new URL(name, url), 'utf8'))
  })
  const all = texts.join('\n').toLowerCase()
  assert.match(all, /insert into audit \(/)
  assert.doesNotMatch(
    all,
    /\b(?:update|delete from|truncate(?: table)?|drop table|alter table|replace into)\s+audit\b/,
  )
})
