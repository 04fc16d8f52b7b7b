import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sampleClient } from '../apps/auth-server/src/store/contract/samples.testing.ts'
import { plain } from './console/developer.ts'
import { type OperatorStage, openOperatorStage } from './operator-visitor.ts'
import type { Visitor } from './sign-in.ts'

let stage: OperatorStage
let olga: Visitor
const subject = { kind: 'account', id: 'many' } as const
const many = 1_203

before(async () => {
  stage = await openOperatorStage()
  olga = await stage.visitor(stage.olga)
  const { server, clock } = stage.opened
  for (let index = 0; index < many; index++) {
    if (index % 10 === 0) clock.time += 1
    const actor = { accountId: undefined, name: index === 7 ? '=HYPERLINK("http://evil")' : `actor ${index}` }
    const detail = { index, label: index === 8 ? '<b>x</b>\u202e' : 'plain' }
    await server.store.addAuditEntry(subject, { actor, action: 'account changed', detail })
  }
})
after(() => stage.opened.close())

const textAt = async (path: string) => (await olga.get(path)).text()
const filter = 'subject=account:many'

test('the log is shown page by page, every entry once, and narrowed by subject and words', async () => {
  const seen: string[] = []
  let next: string | undefined = `/operator/audit?${filter}`
  for (let pages = 0; next !== undefined && pages < 40; pages++) {
    const page: string = await textAt(next)
    seen.push(...[...page.matchAll(/index: (\d+)/g)].map(([, index = '']) => index))
    next = plain(/rel="next" href="([^"]+)"/.exec(page)?.[1] ?? '') || undefined
    if (next !== undefined) assert.ok(next.includes('subject=account%3Amany'), next)
  }
  assert.equal(seen.length, many)
  assert.equal(new Set(seen).size, many)
  const one = plain(await textAt(`/operator/audit?${filter}&q=ACTOR+1202`))
  assert.equal([...one.matchAll(/index: \d+/g)].length, 1)
  assert.match(one, /id="only-about"/)
  assert.match(await textAt('/operator/audit?q=nobody-did-this'), /No entry found/)
  assert.match(await textAt('/operator/audit?subject=client:nobody'), /No entry found/)
})

test('an entry is a sentence with links, and what people wrote is text', async () => {
  const { store } = stage.opened.server
  const client = sampleClient({ name: '<script>alert(1)</script>' })
  await store.saveClient(client)
  const actor = { accountId: stage.olga.id, name: 'olga@example.com' }
  await store.setClientState(client.clientId, 'suspended', { actor, action: 'app suspended' })
  const page = await textAt(`/operator/audit?subject=client:${client.clientId}`)
  const link = (href: string, text: string) => `<a href="${href}"><bdi>${text}</bdi></a>`
  const who = link(`/operator/accounts/${stage.olga.id}`, 'olga@example.com')
  const what = link(`/operator/apps/${client.clientId}`, '&lt;script&gt;alert(1)&lt;/script&gt;')
  assert.ok(page.includes(`${who} suspended the app ${what}`), page)
  const labelled = await textAt(`/operator/audit?${filter}&q=%3Cb%3Ex`)
  assert.match(labelled, /label: &lt;b&gt;x&lt;\/b&gt;</)
  assert.match(await textAt(`/operator/audit?q=%3Cscript%3E`), /olga@example\.com/)
})

test('JSON Lines have every entry, the newest first, one a line', async () => {
  const response = await olga.get(`/operator/audit.jsonl?${filter}`)
  assert.equal(response.headers.get('content-type'), 'application/jsonl; charset=utf-8')
  assert.equal(response.headers.get('content-disposition'), 'attachment; filename="audit.jsonl"')
  assert.equal(response.headers.get('cache-control'), 'no-store')
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff')
  const lines = (await response.text()).trimEnd().split('\n')
  assert.equal(lines.length, many)
  const entries = lines.map((line) => JSON.parse(line))
  assert.equal(new Set(entries.map(({ detail }) => detail.index)).size, many)
  const times = entries.map(({ at }) => Date.parse(at))
  assert.deepEqual(
    times,
    times.toSorted((one, other) => other - one),
  )
  const some = (await textAt(`/operator/audit.jsonl?${filter}&q=actor+120`)).trimEnd().split('\n')
  assert.equal(some.length, 4)
})

test('CSV has every entry, and no cell is a formula', async () => {
  const response = await olga.get(`/operator/audit.csv?${filter}`)
  assert.match(response.headers.get('content-type') ?? '', /^text\/csv;/)
  const [header, ...rows] = (await response.text()).trimEnd().split('\r\n')
  assert.equal(header, 'at,actor,actor_id,action,subject_kind,subject,detail,id')
  assert.equal(rows.length, many)
  assert.ok(rows.some((row) => row.includes(`,"'=HYPERLINK(""http://evil"")",`)))
  for (const row of rows) assert.doesNotMatch(row, /(?:^|,)"?[=+\-@]/)
})

test('an export is read as it is taken, and no further when the reader goes away', async () => {
  const { store } = stage.opened.server
  let reads = 0
  const counting = {
    ...store,
    listAudit: (query: Parameters<typeof store.listAudit>[0]) =>
      store.listAudit(query).finally(() => reads++),
  }
  const reader = (await openCounting(counting)).getReader()
  assert.equal(reads, 0)
  await reader.read()
  assert.equal(reads, 1)
  await reader.cancel()
  await new Promise((resolve) => setTimeout(resolve, 50))
  assert.equal(reads, 1)
  let chunks = 0
  for await (const chunk of await openCounting(counting)) chunks += chunk.length > 0 ? 1 : 0
  assert.ok(chunks >= 3, `${chunks} chunks`)
})

async function openCounting(store: typeof stage.opened.server.store) {
  const { auditLinesEndpoint } = await import('../apps/auth-server/src/operator/audit-export-endpoints.ts')
  const { Hono } = await import('hono')
  const app = new Hono().get('/', (c) => auditLinesEndpoint({ ...stage.opened.server, store }, c))
  return (await app.request('/')).body ?? assert.fail('no body')
}
